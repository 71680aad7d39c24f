import { rule } from "../../../../policy/rules/supplychain/image-no-floating-tag.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { containerApp } from "../../../support/programs.ts";
import { describeRule } from "../../../support/rule.ts";

const want = "want a tag that names one version";
const of = (image: string, rest: object = {}) => deployment(podSpec({ containers: [container({ image, ...rest })] }));
const PATH = "spec.template.spec.containers[0]";

describeRule(rule, {
  passes: {
    "a digest of a container app's image": { of: containerApp({}) },
    "a version": { of: of("ghcr.io/acme/agent:1.4.2") },
    "a version behind a registry's port": { of: of("registry.local:5000/agent:1.4.2") },
    "a version that begins like a moving tag": { of: of("agent:main-3f2c1ab") },
    "a digest, whatever the tag": { of: of(`agent:latest@sha256:${"a".repeat(64)}`) },
    "a digest without a tag": { of: of(`agent@sha256:${"a".repeat(64)}`) },
    "a tag that is not said to move": { of: of("agent:latest"), knobs: { floatingTags: ["edge"] } },
    "a version that is pulled at every start": {
      of: of("agent:1", { imagePullPolicy: "Always" }),
      knobs: { checkPullPolicy: true },
    },
    "a digest that need not be pulled again": { of: deployment(), knobs: { checkPullPolicy: true } },
  },
  fails: {
    "the latest": { of: of("agent:latest"), finds: [`${PATH}.image: got "agent:latest", ${want}`] },
    "a branch": { of: of("agent:Main"), finds: [`${PATH}.image: got "agent:Main", ${want}`] },
    "no tag behind a registry's port": {
      of: of("registry.local:5000/agent"),
      finds: [`${PATH}.image: got "registry.local:5000/agent", ${want}`],
    },
    "the latest in a container app": {
      of: containerApp({ image: "agent" }),
      finds: [`template.containers[0].image: got "agent", ${want}`],
    },
    "a version that may be an old one, where that matters": {
      of: of("agent:1"),
      knobs: { checkPullPolicy: true },
      finds: [`${PATH}.imagePullPolicy: got nothing, want "Always" for an image without a digest`],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [container({ image: "busybox" })] })),
    finds: [`spec.template.spec.initContainers[0].image: got "busybox", ${want}`],
  },
  unknown: { "an image that is not known yet": { of: of("agent:latest"), path: `${PATH}.image` } },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      props.template.containers[0].image = "agent:latest";
    },
  },
});

import { rule } from "../../../../policy/rules/supplychain/image-digest-pinned.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { containerApp, lambda, PINNED } from "../../../support/programs.ts";
import { describeRule } from "../../../support/rule.ts";

const DIGEST = `sha256:${"b".repeat(64)}`;
const want = "want a reference that ends in @sha256: and 64 digits";
const of = (image: string) => deployment(podSpec({ containers: [container({ image })] }));
const IMAGE = "spec.template.spec.containers[0].image";

describeRule(rule, {
  passes: {
    "a digest with a tag": { of: deployment() },
    "a digest without a tag": { of: of(`ghcr.io/acme/agent@${DIGEST}`) },
    "a digest behind a registry's port": { of: of(`registry.local:5000/agent:1@${DIGEST}`) },
    "a digest of a container app's image": { of: containerApp({}) },
    "a function that is no image": { of: lambda({ imageUri: undefined, packageType: "Zip" }) },
    "tags of a registry that may have them": {
      of: of("ghcr.io/acme/agent:1.4.2"),
      knobs: { allowTagsFor: ["ghcr.io/acme"] },
    },
  },
  fails: {
    "a tag": {
      of: of("ghcr.io/acme/agent:1.4.2"),
      finds: [`${IMAGE}: got "ghcr.io/acme/agent:1.4.2", ${want}`],
    },
    "no tag behind a registry's port": {
      of: of("registry.local:5000/agent"),
      finds: [`${IMAGE}: got "registry.local:5000/agent", ${want}`],
    },
    "a tag that only looks like a digest": {
      of: of("ghcr.io/acme/agent:sha256-abc"),
      finds: [`${IMAGE}: got "ghcr.io/acme/agent:sha256-abc", ${want}`],
    },
    "a digest that is cut short": {
      of: of("agent@sha256:abc"),
      finds: [`${IMAGE}: got "agent@sha256:abc", ${want}`],
    },
    "a tag of a registry that is not on the list though it begins like one": {
      of: of("ghcr.io/acme-evil/agent:1"),
      knobs: { allowTagsFor: ["ghcr.io/acme"] },
      finds: [`${IMAGE}: got "ghcr.io/acme-evil/agent:1", ${want}`],
    },
    "tags of a container app, of a function, and of a model that is mounted": {
      of: [
        containerApp({ image: "agent:1" }),
        lambda({ imageUri: "1.dkr.ecr.eu-west-1.amazonaws.com/agent:1" }),
        deployment(podSpec({ volumes: [{ name: "model", image: { reference: "ghcr.io/acme/model:7" } }] })),
      ],
      finds: [
        `it template.containers[0].image: got "agent:1", ${want}`,
        `it-1 imageUri: got "1.dkr.ecr.eu-west-1.amazonaws.com/agent:1", ${want}`,
        `it-2 spec.template.spec.volumes[0].image.reference: got "ghcr.io/acme/model:7", ${want}`,
      ],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [container({ image: "busybox:1.37" })] })),
    finds: [`spec.template.spec.initContainers[0].image: got "busybox:1.37", ${want}`],
  },
  unknown: {
    "an image that is not known yet, and finds the one beside it": {
      of: deployment(podSpec({ containers: [container(), container({ image: "agent:1" })] })),
      path: IMAGE,
      finds: [`spec.template.spec.containers[1].image: got "agent:1", ${want}`],
    },
  },
  remedies: {
    "a tag that the lock knows, and leaves the others": {
      of: containerApp({ image: "ghcr.io/acme/agent:1" }),
      to: containerApp({ image: `ghcr.io/acme/agent:1@${DIGEST}` }).props,
      knobs: { lock: { "ghcr.io/acme/agent:1": DIGEST } },
    },
    "tags of all of a pod's containers and volumes": {
      of: {
        type: "kubernetes:core/v1:Pod",
        props: {
          spec: {
            containers: [{ image: PINNED }, { image: "a:1" }, { image: "unheard-of:1" }],
            initContainers: [{ image: "a:1" }],
            volumes: [{ name: "model", image: { reference: "a:1" } }],
          },
        },
      },
      to: {
        spec: {
          containers: [{ image: PINNED }, { image: `a:1@${DIGEST}` }, { image: "unheard-of:1" }],
          initContainers: [{ image: `a:1@${DIGEST}` }],
          volumes: [{ name: "model", image: { reference: `a:1@${DIGEST}` } }],
        },
      },
      knobs: { lock: { "a:1": DIGEST } },
    },
    "a function's tag": {
      of: lambda({ imageUri: "a:1" }),
      to: lambda({ imageUri: `a:1@${DIGEST}` }).props,
      knobs: { lock: { "a:1": DIGEST } },
    },
  },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      props.template.containers[0].image = "ghcr.io/acme/agent:1.4.2";
    },
  },
});

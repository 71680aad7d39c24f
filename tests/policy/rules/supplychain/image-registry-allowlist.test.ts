import { rule } from "../../../../policy/rules/supplychain/image-registry-allowlist.ts";
import { container, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { containerApp, PINNED, release } from "../../../support/programs.ts";
import { describeRule } from "../../../support/rule.ts";

const of = (image: string) => deployment(podSpec({ containers: [container({ image })] }));
const IMAGE = "spec.template.spec.containers[0].image";
const from = (...registries: string[]) => ({ registries });

describeRule(rule, {
  passes: {
    "an image of a registry that is allowed": {
      of: object("kubernetes:core/v1:Pod", {}, { spec: { containers: [{ image: PINNED }] } }),
      knobs: from("ghcr.io"),
    },
    "an image below a path that is allowed": { of: of("ghcr.io/acme/team/agent:1"), knobs: from("ghcr.io/acme/") },
    "the very image that is allowed": { of: of("ghcr.io/acme/agent:1"), knobs: from("ghcr.io/acme/agent") },
    "an official image by its short name": { of: of("nginx:1.29"), knobs: from("docker.io/library") },
    "an image of Docker's registry by its other name": { of: of("index.docker.io/a/b:1"), knobs: from("docker.io/a") },
    "a registry with a port": { of: of("registry.local:5000/agent"), knobs: from("registry.local:5000") },
    "a registry in capitals": { of: of("GHCR.io/acme/agent:1"), knobs: from("ghcr.io/acme") },
    "any image while there is no list": { of: of("evil.io/agent:1") },
    "a chart of a registry that is allowed": {
      of: release({ chart: "oci://ghcr.io/acme/charts/agent", repositoryOpts: undefined }),
      knobs: from("ghcr.io/acme"),
    },
    "a chart that comes from no registry": { of: release(), knobs: from("ghcr.io") },
  },
  fails: {
    "a registry that begins like one that is allowed": {
      of: of("acr.io.evil.com/agent:1"),
      knobs: from("acr.io"),
      finds: [`${IMAGE}: got "acr.io.evil.com/agent:1", want one from acr.io`],
    },
    "an owner that begins like one that is allowed": {
      of: of("ghcr.io/acme-evil/agent:1"),
      knobs: from("ghcr.io/acme", "quay.io"),
      finds: [`${IMAGE}: got "ghcr.io/acme-evil/agent:1", want one from ghcr.io/acme or quay.io`],
    },
    "a short name, which is an image of Docker's registry": {
      of: of("acr.io:1"),
      knobs: from("acr.io"),
      finds: [`${IMAGE}: got "acr.io:1", want one from acr.io`],
    },
    "a container app's image, and a chart, from elsewhere": {
      of: [
        containerApp({ image: "quay.io/a/b:1" }),
        release({ chart: "oci://quay.io/a/chart", repositoryOpts: undefined }),
        release({ repositoryOpts: { repo: "oci://quay.io/a" } }),
      ],
      knobs: from("ghcr.io"),
      finds: [
        'it template.containers[0].image: got "quay.io/a/b:1", want one from ghcr.io',
        'it-1 chart: got "quay.io/a/chart", want one from ghcr.io',
        'it-2 repositoryOpts.repo: got "quay.io/a", want one from ghcr.io',
      ],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [container({ image: "busybox:1.37" })] })),
    knobs: from("ghcr.io"),
    finds: ['spec.template.spec.initContainers[0].image: got "busybox:1.37", want one from ghcr.io'],
  },
  unknown: {
    "an image that is not known yet": { of: of("quay.io/a/b:1"), knobs: from("ghcr.io"), path: IMAGE },
  },
  remedies: {
    "an image that a mirror has, with its version": {
      of: containerApp({ image: "nginx:1.29@sha256:abc" }),
      to: containerApp({ image: "acme.azurecr.io/docker/library/nginx:1.29@sha256:abc" }).props,
      knobs: { registries: ["acme.azurecr.io"], mirrors: { "docker.io": "acme.azurecr.io/docker" } },
    },
    "no image that no mirror has": {
      of: containerApp({ image: "quay.io:443/a/b" }),
      to: undefined,
      knobs: { registries: ["acme.azurecr.io"], mirrors: { "docker.io": "acme.azurecr.io/docker" } },
    },
    "no chart": {
      of: release({ chart: "oci://quay.io/a/b" }),
      to: undefined,
      knobs: { registries: ["acme.azurecr.io"], mirrors: { "quay.io": "acme.azurecr.io/quay" } },
    },
  },
  mutation: {
    // No plan has bare pods, so the first case is broken, which has a list; the plans are held against none.
    kind: "kubernetes:core:Pod",
    change: ({ props }) => {
      props.spec.containers[0].image = "ghcr.io.evil.com/agent:1";
    },
  },
});

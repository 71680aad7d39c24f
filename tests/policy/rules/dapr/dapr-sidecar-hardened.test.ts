import { rule } from "../../../../policy/rules/dapr/dapr-sidecar-hardened.ts";
import { daprDeployment } from "../../../support/dapr.ts";
import { deployment } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const hardened = {
  "sidecar-seccomp-profile-type": "RuntimeDefault",
  "sidecar-cpu-request": "100m",
  "sidecar-memory-request": "250Mi",
  "sidecar-memory-limit": "1000Mi",
};
const at = (name: string) => `spec.template.metadata.annotations["dapr.io/${name}"]`;
const size = (name: string) => `${at(name)}: got nothing, want a size: an autoscaler counts it in (advice)`;

describeRule(rule, {
  passes: {
    "a sidecar that listens where Dapr says": { of: daprDeployment(hardened) },
    "a sidecar that listens to its pod": {
      of: daprDeployment({ ...hardened, "sidecar-listen-addresses": "[::1],127.0.0.1" }),
    },
    "pods without a sidecar": { of: deployment() },
  },
  fails: {
    "a sidecar that listens to everyone": {
      of: daprDeployment({ ...hardened, "sidecar-listen-addresses": "127.0.0.1, 0.0.0.0" }),
      finds: [`${at("sidecar-listen-addresses")}: got "127.0.0.1, 0.0.0.0", want "[::1],127.0.0.1"`],
    },
    "a sidecar that listens to everyone over IPv6": {
      of: daprDeployment({ ...hardened, "sidecar-listen-addresses": "[::]" }),
      finds: [`${at("sidecar-listen-addresses")}: got "[::]", want "[::1],127.0.0.1"`],
    },
    "a sidecar without bounds, as advice": {
      of: daprDeployment({ "sidecar-seccomp-profile-type": "Unconfined" }),
      finds: [
        `${at("sidecar-seccomp-profile-type")}: got "Unconfined", want "RuntimeDefault" (advice)`,
        size("sidecar-cpu-request"),
        size("sidecar-memory-request"),
        size("sidecar-memory-limit"),
      ],
    },
  },
  unknown: {
    "an address that is not known yet": {
      of: daprDeployment({ ...hardened, "sidecar-listen-addresses": "0.0.0.0" }),
      path: at("sidecar-listen-addresses"),
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.metadata.annotations["dapr.io/sidecar-listen-addresses"] = "0.0.0.0";
    },
  },
});

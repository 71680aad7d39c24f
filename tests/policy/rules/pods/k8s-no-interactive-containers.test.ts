import { rule } from "../../../../policy/rules/pods/k8s-no-interactive-containers.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const at = "spec.template.spec.containers[0]";
const shell = container({ stdin: true, tty: true });

describeRule(rule, {
  passes: {
    "a container that only runs": { of: deployment() },
    "words and ports that only look alike": {
      of: deployment(
        podSpec({
          containers: [
            container({
              stdin: false,
              ports: [{ containerPort: 2222 }],
              command: ["sh", "-c", "run --user=pseudo /etc/sudoers"],
            }),
          ],
        }),
      ),
    },
    "a container for debugging": {
      of: deployment(podSpec({ ephemeralContainers: [{ name: "debug", stdin: true, tty: true }] })),
    },
  },
  fails: {
    "a container that waits for somebody": {
      of: deployment(podSpec({ containers: [shell] })),
      finds: [`${at}.stdin: got true, want false`, `${at}.tty: got true, want false`],
    },
    "a container with SSH": {
      of: deployment(podSpec({ containers: [container({ ports: [{ containerPort: 8000 }, { containerPort: 22 }] })] })),
      finds: [`${at}.ports[1].containerPort: got 22, want no SSH`],
    },
    "sudo, without the rest of the command": {
      of: deployment(
        podSpec({ containers: [container({ command: ["/usr/bin/sudo"], args: ["-c", "a && sudo b --key=1"] })] }),
      ),
      finds: [`${at}.command[0]: got "sudo", want no sudo`, `${at}.args[1]: got "sudo", want no sudo`],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [container({ tty: true })] })),
    finds: ["spec.template.spec.initContainers[0].tty: got true, want false"],
  },
  unknown: { "a value that is not known yet": { of: deployment(), path: `${at}.stdin` } },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.containers[0].tty = true;
    },
  },
});

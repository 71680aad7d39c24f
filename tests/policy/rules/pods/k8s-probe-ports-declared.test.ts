import { rule } from "../../../../policy/rules/pods/k8s-probe-ports-declared.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const at = "spec.template.spec.containers[0]";
const byName = container({ livenessProbe: { tcpSocket: { port: "web" } } });

describeRule(rule, {
  passes: {
    "a port by its name": { of: deployment() },
    "a port by its number": {
      of: deployment(podSpec({ containers: [container({ livenessProbe: { grpc: { port: 8000 } } })] })),
    },
    "a number, where no port is declared": {
      of: deployment(
        podSpec({
          containers: [
            container({ ports: [], readinessProbe: { httpGet: { port: 9000 } }, livenessProbe: { exec: {} } }),
          ],
        }),
      ),
    },
    "a port of the container beside it": {
      of: deployment(
        podSpec({
          containers: [
            container({ livenessProbe: { httpGet: { port: 3500 } } }),
            container({ ports: [{ name: "http", containerPort: 3500 }] }),
          ],
        }),
      ),
    },
  },
  fails: {
    "a name that the container does not know": {
      of: deployment(podSpec({ containers: [byName] })),
      finds: [`${at}.livenessProbe.tcpSocket.port: got "web", want a port that is declared`],
    },
    "a name that only the container beside it knows": {
      of: deployment(
        podSpec({
          containers: [
            byName,
            container({
              ports: [
                { name: "web", containerPort: 80 },
                { name: "http", containerPort: 8000 },
              ],
            }),
          ],
        }),
      ),
      finds: [`${at}.livenessProbe.tcpSocket.port: got "web", want a port that is declared`],
    },
    "a number that the pod does not know": {
      of: deployment(podSpec({ containers: [container({ startupProbe: { httpGet: { port: 9000 } } })] })),
      finds: [`${at}.startupProbe.httpGet.port: got 9000, want a port that is declared`],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [byName] })),
    finds: [
      'spec.template.spec.initContainers[0].livenessProbe.tcpSocket.port: got "web", want a port that is declared',
    ],
  },
  unknown: {
    "a port that is not known yet": { of: deployment(), path: `${at}.readinessProbe.httpGet.port` },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.containers[0].readinessProbe.httpGet.port = "another";
    },
  },
});

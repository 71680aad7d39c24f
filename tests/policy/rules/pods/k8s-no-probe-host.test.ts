import { rule } from "../../../../policy/rules/pods/k8s-no-probe-host.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const elsewhere = container({ livenessProbe: { httpGet: { host: "169.254.169.254", path: "/", port: 80 } } });

describeRule(rule, {
  passes: {
    "probes of the pod itself": { of: deployment() },
    "an empty host": {
      of: deployment(podSpec({ containers: [container({ livenessProbe: { tcpSocket: { host: "", port: 80 } } })] })),
    },
    "a header that names a host": {
      of: deployment(
        podSpec({
          containers: [
            container({ readinessProbe: { httpGet: { port: 80, httpHeaders: [{ name: "Host", value: "agent" }] } } }),
          ],
        }),
      ),
    },
  },
  fails: {
    "a probe of another host": {
      of: deployment(podSpec({ containers: [elsewhere] })),
      finds: ['spec.template.spec.containers[0].livenessProbe.httpGet.host: got "169.254.169.254", want nothing'],
    },
    "every other handler": {
      of: deployment(
        podSpec({
          containers: [
            container({
              readinessProbe: { tcpSocket: { host: "a", port: 80 } },
              startupProbe: { httpGet: { host: "b", port: 80 } },
              lifecycle: {
                postStart: { httpGet: { host: "c", port: 80 } },
                preStop: { tcpSocket: { host: "d", port: 80 } },
              },
            }),
          ],
        }),
      ),
      finds: [
        'spec.template.spec.containers[0].readinessProbe.tcpSocket.host: got "a", want nothing',
        'spec.template.spec.containers[0].startupProbe.httpGet.host: got "b", want nothing',
        'spec.template.spec.containers[0].lifecycle.postStart.httpGet.host: got "c", want nothing',
        'spec.template.spec.containers[0].lifecycle.preStop.tcpSocket.host: got "d", want nothing',
      ],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [elsewhere] })),
    finds: ['spec.template.spec.initContainers[0].livenessProbe.httpGet.host: got "169.254.169.254", want nothing'],
  },
  unknown: {
    "a host that is not known yet": {
      of: deployment(podSpec({ containers: [elsewhere] })),
      path: "spec.template.spec.containers[0].livenessProbe.httpGet.host",
    },
  },
  remedies: {
    "a probe of another host": {
      of: {
        type: "kubernetes:core/v1:Pod",
        props: { spec: { containers: [{ livenessProbe: { httpGet: { host: "a", port: 80 } } }] } },
      },
      to: { spec: { containers: [{ livenessProbe: { httpGet: { port: 80 } } }] } },
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.containers[0].livenessProbe.httpGet.host = "metadata";
    },
  },
});

import type { Container } from "../../../../policy/lib/kubernetes/pods.ts";
import { rule } from "../../../../policy/rules/reliability/service-probes.ts";
import { AGENT_LABELS, container, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const at = "it spec.template.spec.containers[0]";
const unready = container({ readinessProbe: undefined });
const probe = { httpGet: { path: "/ready", port: "http" } };
const of = (...containers: Container[]) => deployment(podSpec({ containers }));

function service(spec: object = {}, namespace = "agents"): Fixture {
  const ports = [{ port: 80, targetPort: "http" }];
  return {
    ...object("kubernetes:core/v1:Service", { namespace }, { spec: { selector: { ...AGENT_LABELS }, ports, ...spec } }),
    name: "service",
  };
}

describeRule(rule, {
  passes: {
    "a container that says when it is ready": { of: [of(container()), service()] },
    "a container without a liveness probe": { of: [of(container({ livenessProbe: undefined })), service()] },
    "a sidecar that serves nothing": {
      of: [of(container(), container({ name: "sidecar", ports: [], readinessProbe: undefined })), service()],
    },
    "a container that no Service sends to": { of: [of(unready)] },
    "a Service of another namespace": { of: [of(unready), service({}, "other")] },
    "a Service without a selector, which selects nothing": { of: [of(unready), service({ selector: {} })] },
    "a Service that selects by one label more": {
      of: [of(unready), service({ selector: { ...AGENT_LABELS, track: "canary" } })],
    },
    "a Service that names pods before they are ready": {
      of: [of(unready), service({ publishNotReadyAddresses: true })],
    },
    "a liveness probe that asks the same with more patience": {
      of: [of(container({ readinessProbe: probe, livenessProbe: { ...probe, failureThreshold: 30 } })), service()],
    },
    "a slow start that may be": {
      of: [of(container({ livenessProbe: { ...probe, initialDelaySeconds: 90, failureThreshold: 9 } })), service()],
      knobs: { slowStartSeconds: 90 },
    },
  },
  fails: {
    "a container that does not say when it is ready": {
      of: [of(unready), service()],
      finds: [`${at}.readinessProbe: got nothing, want a probe`],
    },
    "the container whose port is named by number": {
      of: [
        of(unready, container({ name: "other", ports: [{ containerPort: 9000 }] })),
        service({ ports: [{ port: 8000 }] }),
      ],
      finds: [`${at}.readinessProbe: got nothing, want a probe`],
    },
    "the first container, where none declares the port": {
      of: [of(unready, container({ name: "other" })), service({ ports: [{ port: 80, targetPort: 1234 }] })],
      finds: [`${at}.readinessProbe: got nothing, want a probe`],
    },
    "a liveness probe that asks the same": {
      of: [of(container({ readinessProbe: probe, livenessProbe: { ...probe } })), service()],
      finds: [`${at}.livenessProbe: got "what readinessProbe asks", want another path, or more patience (advice)`],
    },
    "a slow start without a startup probe": {
      of: [of(container({ livenessProbe: { ...container().livenessProbe, initialDelaySeconds: 90 } })), service()],
      finds: [`${at}.livenessProbe.initialDelaySeconds: got 90, want a startupProbe for a slow start (advice)`],
    },
    "no liveness probe where one is asked for": {
      of: [of(container({ livenessProbe: undefined })), service()],
      knobs: { requireLiveness: true },
      finds: [`${at}.livenessProbe: got nothing, want a probe (advice)`],
    },
  },
  initContainer: {
    of: [
      deployment(
        podSpec({
          containers: [container({ name: "other", ports: [] })],
          initContainers: [{ ...unready, restartPolicy: "Always" }],
        }),
      ),
      service(),
    ],
    finds: ["it spec.template.spec.initContainers[0].readinessProbe: got nothing, want a probe"],
  },
  unknown: {
    "a probe that is not known yet": {
      of: [of(container()), service()],
      path: "spec.template.spec.containers[0].readinessProbe",
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      delete props.spec.template.spec.containers[0].readinessProbe;
    },
  },
});

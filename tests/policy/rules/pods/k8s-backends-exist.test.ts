import { rule } from "../../../../policy/rules/pods/k8s-backends-exist.ts";
import { object } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const ports = [{ name: "http", port: 80, targetPort: 8000 }];

function service(metadata: object = {}): Fixture {
  return { ...object("kubernetes:core/v1:Service", metadata, { spec: { ports } }), name: "service" };
}

function ingress(backend: object, defaultBackend?: object): Fixture {
  const rules = [
    { http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: backend } }] } },
    { host: "a" },
  ];
  const spec = { rules, ...(defaultBackend ? { defaultBackend: { service: defaultBackend } } : {}) };
  return { ...object("kubernetes:networking.k8s.io/v1:Ingress", {}, { spec }), name: "ingress" };
}

function route(...backendRefs: object[]): Fixture {
  const spec = { rules: [{ backendRefs }, {}] };
  return { ...object("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", {}, { spec }), name: "route" };
}

const byNumber = { name: "research-agent", port: { number: 80 } };
const byName = { name: "research-agent", port: { name: "http" } };
const backend = "spec.rules[0].http.paths[0].backend.service";

describeRule(rule, {
  passes: {
    "a service and a port that exist": {
      of: [ingress(byNumber, byName), service(), route({ name: "research-agent", port: 80 })],
    },
    "a service of another namespace": {
      of: [route({ name: "research-agent", namespace: "other", port: 80 }), service({ namespace: "other" })],
    },
    "what is no service": { of: route({ group: "example.com", kind: "Bucket", name: "files" }) },
    "a service that is made elsewhere": {
      of: ingress({ name: "gateway", port: { number: 80 } }),
      knobs: { external: ["agents/gateway"] },
    },
  },
  fails: {
    "a service that does not exist": {
      of: [ingress({ name: "other", port: { number: 80 } }), service()],
      finds: [`ingress ${backend}.name: got "other", want a service in agents`],
    },
    "a service of another namespace only": {
      of: [route({ name: "research-agent", port: 80 }), service({ namespace: "other" })],
      finds: ['route spec.rules[0].backendRefs[0].name: got "research-agent", want a service in agents'],
    },
    "a port of the pod instead of the service's": {
      of: [ingress({ ...byNumber, port: { number: 8000 } }), service()],
      finds: [`ingress ${backend}.port.number: got 8000, want a port of research-agent`],
    },
    "a port's name that the service does not know": {
      of: [ingress(byName, { ...byName, port: { name: "web" } }), service()],
      finds: ['ingress spec.defaultBackend.service.port.name: got "web", want a port of research-agent'],
    },
    "the second of a route's backends": {
      of: [route({ name: "research-agent", port: 80 }, { name: "canary", port: 80 }), service()],
      finds: ['route spec.rules[0].backendRefs[1].name: got "canary", want a service in agents'],
    },
  },
  unknown: {
    "a service whose name is not known yet": { of: [service(), ingress(byNumber)], path: "metadata.name" },
  },
  mutation: {
    kind: "kubernetes:networking.k8s.io:Ingress",
    change: ({ props }) => {
      props.spec.rules[0].http.paths[0].backend.service.name = "another";
    },
  },
});

import { object } from "./kubernetes.ts";
import type { Fixture } from "./rule.ts";

/** A namespace, by default in the mesh. */
export function namespace(labels: Record<string, string> = { "istio-injection": "enabled" }, name = "agents"): Fixture {
  return { type: "kubernetes:core/v1:Namespace", name: `namespace-${name}`, props: { metadata: { name, labels } } };
}

export function peerAuthentication(spec: object, metadata: object = {}): Fixture {
  return object("kubernetes:security.istio.io/v1:PeerAuthentication", { name: "default", ...metadata }, { spec });
}

export function authorizationPolicy(spec: object, metadata: object = {}): Fixture {
  return object("kubernetes:security.istio.io/v1:AuthorizationPolicy", { name: "default", ...metadata }, { spec });
}

export function destinationRule(spec: object): Fixture {
  return object("kubernetes:networking.istio.io/v1:DestinationRule", {}, { spec: { host: "research-agent", ...spec } });
}

export function virtualService(...http: object[]): Fixture {
  return object(
    "kubernetes:networking.istio.io/v1:VirtualService",
    {},
    { spec: { hosts: ["research-agent"], http: http.map((route) => ({ route: [], ...route })) } },
  );
}

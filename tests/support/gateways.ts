import { object } from "./kubernetes.ts";
import type { Fixture } from "./rule.ts";

/** An Ingress with rules for hosts, each with one path. */
export function ingress(
  name: string,
  hosts: (string | undefined)[],
  spec: object = {},
  metadata: object = {},
): Fixture {
  const http = {
    paths: [
      { path: "/", pathType: "Prefix", backend: { service: { name: "research-agent", port: { number: 8000 } } } },
    ],
  };
  const rules = hosts.map((host) => ({ ...(host === undefined ? {} : { host }), http }));
  return {
    ...object("kubernetes:networking.k8s.io/v1:Ingress", { name, ...metadata }, { spec: { rules, ...spec } }),
    name,
  };
}

/** A Gateway of the Gateway API. */
export function gateway(listeners: object[], metadata: object = {}): Fixture {
  return {
    ...object(
      "kubernetes:gateway.networking.k8s.io/v1:Gateway",
      { name: "entrance", ...metadata },
      { spec: { gatewayClassName: "istio", listeners } },
    ),
    name: "entrance",
  };
}

/** A route of the Gateway API that asks for the Gateway. */
export function route(name: string, spec: object = {}): Fixture {
  const { rules = [{ backendRefs: [{ name: "research-agent", port: 8000 }] }], ...rest } = spec as { rules?: object[] };
  return {
    ...object(
      "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
      { name },
      { spec: { parentRefs: [{ name: "entrance" }], rules, ...rest } },
    ),
    name,
  };
}

export const HTTPS = {
  name: "https",
  protocol: "HTTPS",
  port: 443,
  tls: { certificateRefs: [{ name: "certificate" }] },
};
export const HTTP = { name: "http", protocol: "HTTP", port: 80 };

/** Rules of a route that only send callers on to HTTPS. */
export const TO_HTTPS = [{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https" } }] }];

import { z } from "zod";
import type { PropsOf } from "../../lib/kinds/index.ts";
import { onlyRedirectsToHttps, routesOf } from "../../lib/kubernetes/gatewayApi.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";

type IngressSpec = PropsOf<"kubernetes:networking.k8s.io:Ingress">["spec"];

/**
 * Whatever comes in must come over TLS. A certificate of the cloud's own, named by an annotation, is as good as a
 * Secret, and a listener for plain HTTP may send callers on to HTTPS.
 */
export const rule = stackRule({
  name: "net-ingress-tls",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "An Ingress or a Gateway must offer its hosts over TLS.",
  why: "anybody on the way could read and change what agents and their callers say",
  fix: "name every host in spec.tls, and give listeners protocol HTTPS, with one for HTTP that only redirects",
  references: ["PO tlsSettingsMissing", "KSC C-0263", "GK httpsonly", "AZP 1a5b4dca"],
  knobs: {
    certificateAnnotations: z
      .array(z.string())
      .default([
        "alb.ingress.kubernetes.io/certificate-arn",
        "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
        "ingress.gcp.kubernetes.io/pre-shared-cert",
        "networking.gke.io/managed-certificates",
      ])
      .describe("Annotations of an Ingress that name a certificate of the cloud."),
  },
  check: (stack, { certificateAnnotations }) => [
    ...stack.of("kubernetes:networking.k8s.io:Ingress").flatMap((ingress): StackFinding[] => {
      const { metadata, spec } = ingress.props;
      if (certificateAnnotations.some((key) => metadata?.annotations?.[key] !== undefined)) return [];
      const want = missingTls(spec);
      return want === undefined ? [] : [{ resource: ingress, path: "spec.tls", got: spec?.tls, want }];
    }),
    ...stack.of("kubernetes:gateway.networking.k8s.io:Gateway").flatMap((gateway) =>
      (gateway.props.spec?.listeners ?? []).flatMap((listener, index): StackFinding[] => {
        if (listener.protocol !== "HTTP") return [];
        const routes = routesOf(stack, gateway, listener);
        if (routes.length > 0 && routes.every(onlyRedirectsToHttps)) return [];
        const path = `spec.listeners[${index}].protocol`;
        return [{ resource: gateway, path, got: listener.protocol, want: '"HTTPS", or routes that redirect to it' }];
      }),
    ),
  ],
});

/** What an Ingress lacks. An entry without hosts is the controller's certificate for all of them. */
function missingTls(spec: IngressSpec): string | undefined {
  const { tls = [], rules = [] } = spec ?? {};
  if (tls.length === 0) return "an entry for every host";
  if (tls.some(({ hosts = [] }) => hosts.length === 0)) return undefined;
  const offered = tls.flatMap(({ hosts = [] }) => hosts);
  const missing = rules.flatMap(({ host }) => (host && !offered.some((each) => covers(each, host)) ? [host] : []));
  return missing.length === 0 ? undefined : `an entry for ${missing.join(" and ")}`;
}

/** Whether a certificate for one host is good for another: a wildcard stands for exactly one label. */
function covers(offered: string | undefined, host: string): boolean {
  return offered === host || (offered?.startsWith("*.") === true && offered.slice(1) === host.replace(/^[^.]+/, ""));
}

import { z } from "zod";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** What the edge of the mesh listens to must be TLS of today; plain HTTP may only send callers there. */
export const rule = resourceRule({
  name: "mesh-gateway-tls",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A Gateway must serve TLS 1.2 or newer, and over plain HTTP nothing but a redirect to it.",
  why: "prompts, answers and tokens would cross the network in plain text",
  fix: "set tls.httpsRedirect to true on HTTP servers and tls.minProtocolVersion to TLSV1_2 on HTTPS servers",
  references: ["Istio security", "KSC C-0263"],
  kinds: ["kubernetes:networking.istio.io:Gateway"],
  knobs: {
    internalGateways: z
      .array(z.string())
      .default(["egressgateway"])
      .describe("Values of the label istio, in a Gateway's selector, of proxies that only the mesh reaches."),
  },
  check({ props }, { internalGateways }) {
    const isInternal = internalGateways.includes(props.spec?.selector?.istio ?? "");
    return (props.spec?.servers ?? []).flatMap((server, index) => {
      const path = `spec.servers[${index}]`;
      const protocol = server?.port?.protocol?.toUpperCase();
      const { httpsRedirect, minProtocolVersion } = server?.tls ?? {};
      const findings: Finding[] = [];
      if (!isInternal && protocol === "HTTP" && httpsRedirect !== true) {
        findings.push({ path: `${path}.tls.httpsRedirect`, got: httpsRedirect, want: "true" });
      }
      if (!isInternal && ["HTTP2", "GRPC", "GRPC-WEB", "TCP", "MONGO"].includes(protocol ?? "")) {
        findings.push({ path: `${path}.port.protocol`, got: protocol, want: '"HTTPS" or "TLS"' });
      }
      // Unset, which is TLS_AUTO, is 1.2 or newer.
      if (minProtocolVersion === "TLSV1_0" || minProtocolVersion === "TLSV1_1") {
        findings.push({ path: `${path}.tls.minProtocolVersion`, got: minProtocolVersion, want: '"TLSV1_2" or newer' });
      }
      return findings;
    });
  },
  remediate(props, { internalGateways }) {
    const servers = props.spec?.servers ?? [];
    const isInternal = internalGateways.includes(props.spec?.selector?.istio ?? "");
    // Without an HTTPS server a redirect would lead nowhere.
    if (isInternal || !servers.some(({ port }) => port?.protocol?.toUpperCase() === "HTTPS")) return;
    for (const server of servers) {
      if (server.port?.protocol?.toUpperCase() !== "HTTP" || server.tls?.httpsRedirect === true) continue;
      server.tls = { ...server.tls, httpsRedirect: true };
    }
  },
});

import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as meshAgentSidecar } from "./mesh-agent-sidecar.ts";
import { rule as meshAuthzPatterns } from "./mesh-authz-patterns.ts";
import { rule as meshCircuitBreakers } from "./mesh-circuit-breakers.ts";
import { rule as meshDefaultDenyAuthz } from "./mesh-default-deny-authz.ts";
import { rule as meshExplicitHosts } from "./mesh-explicit-hosts.ts";
import { rule as meshGatewayTls } from "./mesh-gateway-tls.ts";
import { rule as meshInjectionNotDisabled } from "./mesh-injection-not-disabled.ts";
import { rule as meshNamespacesInjected } from "./mesh-namespaces-injected.ts";
import { rule as meshOriginationTls } from "./mesh-origination-tls.ts";
import { rule as meshRegistryOnly } from "./mesh-registry-only.ts";
import { rule as meshServiceEntriesExplicit } from "./mesh-service-entries-explicit.ts";
import { rule as meshStrictMtls } from "./mesh-strict-mtls.ts";
import { rule as meshStrictMtlsEverywhere } from "./mesh-strict-mtls-everywhere.ts";
import { rule as meshTimeouts } from "./mesh-timeouts.ts";

export const rules: Rule[] = [
  meshStrictMtls,
  meshStrictMtlsEverywhere,
  meshDefaultDenyAuthz,
  meshAuthzPatterns,
  meshGatewayTls,
  meshExplicitHosts,
  meshOriginationTls,
  meshServiceEntriesExplicit,
  meshRegistryOnly,
  meshAgentSidecar,
  meshInjectionNotDisabled,
  meshNamespacesInjected,
  meshTimeouts,
  meshCircuitBreakers,
];

export const departures: Departure[] = [
  {
    row: "mesh-strict-mtls",
    policies: ["mesh-strict-mtls", "mesh-strict-mtls-everywhere"],
    why: "A lax PeerAuthentication can be mended in place, one that is missing can only be seen in the whole stack.",
  },
  {
    row: "mesh-default-deny-authz",
    policies: ["mesh-default-deny-authz", "mesh-authz-patterns"],
    why: "Whether all is refused by default is a fact of the stack, how a policy is written is advice about one object.",
  },
  {
    row: "mesh-edge-and-origination-tls",
    policies: ["mesh-gateway-tls", "mesh-explicit-hosts", "mesh-origination-tls"],
    why: "Encryption of what comes in, encryption of what goes out and whose hosts are served are three concerns.",
  },
  {
    row: "mesh-egress-declared",
    policies: ["mesh-service-entries-explicit", "mesh-registry-only", "mesh-agent-sidecar"],
    why: "Hosts outside, the mesh's own policy and each agent's list belong to different objects and owners.",
  },
  {
    row: "mesh-injection-not-disabled",
    policies: ["mesh-injection-not-disabled", "mesh-namespaces-injected"],
    why: "Whether a namespace must be in a mesh shows only in the stack, so that its label cannot be mended in place.",
  },
  {
    row: "mesh-timeouts-and-limits",
    policies: ["mesh-timeouts", "mesh-circuit-breakers"],
    why: "Routes and destinations are bounded by different objects.",
  },
];

import type { DEPLOYABLE } from "../../components/settings.ts";

/** A tier that can be deployed. */
type Tier = (typeof DEPLOYABLE)[number];

const PROTOTYPE: Record<string, string> = {
  "aca-environment-network":
    "A prototype has no network of its own, so that it costs nothing while it is idle; daca:prototype.network gives it one.",
  "aca-external-ingress":
    "The agent is there to be tried from anywhere; its own API decides who may, or ingress.allow and ingress.entra in its settings.",
  "aca-zone-redundant": "Zones need a subnet, and a prototype may be away for the minutes that a zone is.",
  "agent-bundle-complete":
    "Who may call the agent is left to its own API, until ingress.allow or ingress.entra says so.",
  "cosmos-network":
    "Without a network there is no private endpoint. Keys are off, so only the agents' identity gets in, and every access is logged.",
  "keyvault-expiry":
    "The provider of the language model decides when its key ends; the stack sets it anew with the secret.",
  "keyvault-network":
    "Container Apps without a network reads the vault from the service's own addresses. Only the agents' identity may read.",
};

const ENTERPRISE: Record<string, string> = {
  "k8s-sandbox-runtime-for-agents":
    "The reference agent runs no code that a model wrote. One that does gets a runtime class, which the cluster must have.",
  "k8s-secret-hygiene":
    "The tokens between an agent and its sidecar are made with the agent and are of no use outside of its pod, so no vault holds them.",
  "keyvault-expiry":
    "The provider of the language model decides when its key ends; the stack sets it anew with the secret.",
  "signature-admission-present":
    "The pipeline verifies an image's signature before it deploys; an admission controller that does is the cluster owner's choice.",
};

/**
 * Why the committed stack of a tier keeps what a policy advises against, by policy. The documentation quotes it; a
 * finding that is not explained here, and an explanation that no finding needs, fail `npm run policy:docs -- --check`.
 */
export const KEEPS: Record<Tier, Record<string, string>> = { prototype: PROTOTYPE, enterprise: ENTERPRISE };

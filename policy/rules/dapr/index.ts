import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as daprApiTokens } from "./dapr-api-tokens.ts";
import { rule as daprComponentScopes } from "./dapr-component-scopes.ts";
import { rule as daprComponentSecrets } from "./dapr-component-secrets.ts";
import { rule as daprDefaultDeny } from "./dapr-default-deny.ts";
import { rule as daprMtls } from "./dapr-mtls.ts";
import { rule as daprSidecarHardened } from "./dapr-sidecar-hardened.ts";
import { rule as daprTopicScopes } from "./dapr-topic-scopes.ts";

export const rules: Rule[] = [
  daprMtls,
  daprApiTokens,
  daprSidecarHardened,
  daprComponentScopes,
  daprComponentSecrets,
  daprDefaultDeny,
  daprTopicScopes,
];

export const departures: Departure[] = [
  {
    row: "dapr-mtls-and-tokens",
    policies: ["dapr-mtls", "dapr-api-tokens", "dapr-sidecar-hardened"],
    why: "Encryption between sidecars, tokens and what a sidecar listens to are three concerns of two kinds of objects.",
  },
  {
    row: "dapr-scopes-and-acl",
    policies: ["dapr-component-scopes", "dapr-component-secrets", "dapr-default-deny", "dapr-topic-scopes"],
    why: "Secrets matter in every tier, scopes in production, and the rest is advice.",
  },
];

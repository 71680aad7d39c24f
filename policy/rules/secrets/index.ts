import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as k8sSecretHygiene } from "./k8s-secret-hygiene.ts";
import { rule as llmKeyScoped } from "./llm-key-scoped.ts";
import { rule as noLiteralSecretInEnv } from "./no-literal-secret-in-env.ts";

export const rules: Rule[] = [noLiteralSecretInEnv, k8sSecretHygiene, llmKeyScoped];

export const departures: Departure[] = [
  {
    row: "llm-key-scoped",
    policies: ["llm-key-scoped"],
    why: "That no key is used in two environments is left out, because a policy sees one stack and a stack is one environment.",
  },
  {
    row: "secret-wrapped-in-state",
    policies: [],
    why: "The engine hands policies plain text and no sign of what the state encrypts, so any finding would be a guess; no-literal-secret-in-env finds the secrets that are in the open either way.",
  },
];

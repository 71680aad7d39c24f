import type { EnterpriseSettings } from "../../components/settings.ts";
import { EnterpriseTier } from "../../components/tiers/enterprise.ts";
import { aks, eks, enterprise, read, worker } from "./enterpriseSettings.ts";
import { type Recorded, recordProgram } from "./program.ts";

type Fields = Record<string, unknown>;

/** Value of the one secret that agents here name. It must be nowhere in the open. */
export const SECRET = "sk-not-real";

/** An agent that uses all that there is, small enough for ten of them to fit a team's quota. */
export function tierAgent(fields: Fields = {}): Fields {
  return worker({
    name: "research-agent",
    team: "research",
    resources: { cpu: 1, memory: "1Gi", requests: { cpu: 0.25, memory: "512Mi" } },
    replicas: { min: 2, max: 4 },
    scaling: { forecast: true },
    state: {},
    topics: { subscribe: ["tasks"], publish: ["results"] },
    secrets: { OPENAI_API_KEY: "openai-api-key" },
    egress: ["api.openai.com:443"],
    ...fields,
  });
}

/** Agents of two teams by turns, each of which writes to the one after it. */
export function agentsOfTwoTeams(count: number, fields: Fields = {}): Fields[] {
  return Array.from({ length: count }, (_, index) =>
    tierAgent({
      name: `agent-${index}`,
      team: index % 2 === 0 ? "research" : "writing",
      topics: { subscribe: [`topic-${index}`], publish: [`topic-${index + 1}`] },
      ...fields,
    }),
  );
}

/** A cluster that is there, with a state store, a broker and a vault, and some of it set otherwise. */
export function existing(fields: Fields = {}): Fields {
  return {
    provider: "existing",
    kubeconfig: "sandbox/artificial-kubeconfig.yaml",
    context: "artificial",
    egress: "cilium",
    components: {
      state: {
        type: "state.postgresql",
        version: "v2",
        metadata: [{ name: "connectionString", secretKeyRef: { name: "postgres", key: "url" } }],
        hosts: ["postgres.example.com:5432"],
      },
      pubsub: {
        type: "pubsub.kafka",
        metadata: [{ name: "brokers", value: "kafka.example.com:9093" }],
        hosts: ["kafka.example.com:9093"],
      },
    },
    secretStore: { vault: { server: "https://vault.example.com" } },
    spot: { nodeSelector: { pool: "spot" }, tolerations: [{ key: "spot", effect: "NoSchedule" }] },
    ...fields,
  };
}

/** The clusters of an enterprise stack by their providers. */
export const CLUSTERS = { aks, eks, existing } satisfies Record<string, (fields?: Fields) => Fields>;

/** What a stack is made from: a cluster on Azure with one agent unless said otherwise. */
export interface Shape {
  agents?: Fields[];
  /** More of `daca:enterprise`. */
  block?: Fields;
}

/** The checked settings of a shape. */
export function settingsOf({ agents = [tierAgent()], block = {} }: Shape): EnterpriseSettings {
  const fields = { "daca:secrets": { "openai-api-key": SECRET } };
  return read(enterprise({ budget: { startDate: "2026-01-01" }, ...block }, agents, fields));
}

/** What the tier asks for in a shape. */
export function recordTier(shape: Shape = {}, { preview = false } = {}): Promise<Recorded> {
  const settings = settingsOf(shape);
  return recordProgram(() => new EnterpriseTier("enterprise", settings).outputs, { preview });
}

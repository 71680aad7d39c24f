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

/** An agent of each delivery, of which one may run on spot nodes, and one that needs nothing of the cloud. */
export const VARIED: Fields[] = [
  tierAgent({ name: "rolling", spot: true, drainSeconds: 30 }),
  tierAgent({ name: "canary", delivery: { strategy: "canary" } }),
  tierAgent({ name: "bluegreen", delivery: { strategy: "blueGreen" } }),
  tierAgent({
    name: "plain",
    state: undefined,
    topics: {},
    secrets: {},
    egress: [],
    ingress: { exposure: "none" },
  }),
];

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

/** Delivery from a repository that is none. */
export const GITOPS = {
  mode: "gitops",
  repository: "https://git.example.com/acme/agents.git",
  revision: "v1.4.2",
  path: "manifests",
};

/** Every experiment, each on one agent. */
export function chaosOn(agent: string): Fields {
  const target = { agents: [agent] };
  return { addons: { chaosMesh: true }, chaos: { podKill: target, cpuStress: target, networkDelay: target } };
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

/** Names of all that a resource waits for, by way of others too. */
export function waitsFor({ resources }: Recorded, name: string): Set<string> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const found = new Set<string>();
  const follow = (urns: readonly string[]) => {
    for (const urn of urns) {
      const next = byUrn.get(urn);
      if (!next) throw new Error(`${name} waits for ${urn}, which is not there`);
      if (found.has(next.name)) continue;
      found.add(next.name);
      follow(next.dependencies);
    }
  };
  follow(resources.find((resource) => resource.name === name)?.dependencies ?? []);
  return found;
}

/** How many resources there are of each type. */
export function countsOf({ resources }: Recorded): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(resources, ({ type }) => type)].map(([type, all]) => [type, all.length] as const).toSorted(),
  );
}

/** What one has more of than the other, and less of, by type. */
export function countsBetween(fewer: Recorded, more: Recorded): Record<string, number> {
  const [before, now] = [countsOf(fewer), countsOf(more)];
  const types = [...new Set([...Object.keys(before), ...Object.keys(now)])].toSorted();
  return Object.fromEntries(
    types.map((type) => [type, (now[type] ?? 0) - (before[type] ?? 0)] as const).filter(([, count]) => count !== 0),
  );
}

import { registryHost } from "../../agent/registryHost.ts";
import { type Agent, teamOf } from "../../agent.ts";
import { METRICS_PORT } from "../../agentEnvironment.ts";
import { ADDON_NAMES, ADDONS, PLATFORM_NAMESPACE } from "../../cluster/addonNames.ts";
import type { ReadableAgent } from "../fleet.ts";
import { configSet, type Problem, show, when } from "../problem.ts";
import { leavesResidency } from "../residency.ts";
import type { ReadableCluster } from "./cluster.ts";
import { CLUSTER } from "./clusterChecks.ts";

/** Shortest drain in which actors move off a spot node: Azure's whole notice of 30 seconds. */
const SHORTEST_SPOT_DRAIN = 30;

/** Ports in the pod that are taken: the agent's own metrics, and Dapr's sidecar (facts of its injector). */
const TAKEN_PORTS = new Map([
  [METRICS_PORT, "the agent's metrics"],
  [9095, "Dapr's metrics"],
  [3500, "Dapr's HTTP API"],
  [3501, "Dapr's health"],
  [50001, "Dapr's gRPC API"],
  [50002, "Dapr's calls between sidecars"],
]);

/** What the names of the Services end in that Dapr and blue/green delivery make for an agent. */
const SERVICE_SUFFIXES = ["dapr", "preview"];

/** Namespaces that are no team's: the platform's own, that of node exporters, and those of add-ons. */
const NAMESPACES = new Set([
  "default",
  PLATFORM_NAMESPACE,
  "node-exporter",
  ...ADDON_NAMES.map((name) => ADDONS[name].namespace),
]);

/** What Kubernetes asks of an agent, beyond what every tier asks. */
export function checkAgents(
  agents: readonly ReadableAgent[],
  cluster: ReadableCluster,
  owner: string | undefined,
): Problem[] {
  return [
    ...sameServices(agents, owner),
    ...strangers(agents, owner),
    ...agents.flatMap(({ path, agent }) => [
      ...when(
        agent.replicas?.min === 0,
        `${path}.replicas.min`,
        "is 0, expected at least 1: the queue that would wake the agent is measured by a running replica",
        configSet(`${path}.replicas.min`, "1"),
      ),
      ...when(
        agent.spot === true && agent.state?.actors === true && (agent.drainSeconds ?? 0) < SHORTEST_SPOT_DRAIN,
        `${path}.drainSeconds`,
        `is ${agent.drainSeconds}, expected at least ${SHORTEST_SPOT_DRAIN} for an agent with actors on spot nodes: they move while the replica drains`,
        `${configSet(`${path}.drainSeconds`, String(SHORTEST_SPOT_DRAIN))}, or ${configSet(`${path}.spot`, "false")}`,
      ),
      ...when(
        agent.ingress?.entra !== undefined,
        `${path}.ingress.entra`,
        "is set, but nothing on Kubernetes checks tokens in front of an agent, so it would be open to the agents beside it",
        `pulumi config rm --path '${path}.ingress.entra', and check tokens in the agent`,
      ),
      ...takenPort(path, agent),
      ...imageWithoutRegistry(path, agent, cluster),
      ...takenNamespace(path, agent, owner),
      ...needsOfExisting(path, agent, cluster),
      ...(cluster.provider === "aks" ? leavesResidency(path, agent, cluster.location, `${CLUSTER}.location`) : []),
      ...(cluster.provider === "eks" ? leavesResidency(path, agent, cluster.region, `${CLUSTER}.region`, "aws") : []),
    ]),
  ];
}

function takenPort(path: string, { port }: Partial<Agent>): Problem[] {
  const user = TAKEN_PORTS.get(port ?? 0);
  if (user === undefined) return [];
  return [
    {
      path: `${path}.port`,
      says: `is ${port}, which is taken in the same pod (${user}), expected another port`,
      mend: configSet(`${path}.port`, "8000"),
    },
  ];
}

/** Only on EKS has the stack a registry whose address is known before it is made, as manifests in git need it. */
function imageWithoutRegistry(path: string, { image }: Partial<Agent>, { provider }: ReadableCluster): Problem[] {
  if (image?.repository === undefined || provider === "eks" || registryHost(image.repository)) return [];
  return [
    {
      path: `${path}.image.repository`,
      says: `is ${show(image.repository)}, expected one with the host of its registry, such as ghcr.io/acme/${image.repository}`,
      mend: configSet(`${path}.image.repository`, "<host>/<repository>"),
    },
  ];
}

/** A team's namespace is its own: what the platform installs is not for a team to see. */
function takenNamespace(path: string, agent: Partial<Agent>, owner: string | undefined): Problem[] {
  if (owner === undefined) return [];
  const team = teamOf(agent, owner);
  if (!NAMESPACES.has(team) && !team.startsWith("kube-")) return [];
  const says = agent.team === undefined ? `is missing, so it is daca:owner (${show(owner)})` : `is ${show(team)}`;
  return [
    {
      path: `${path}.team`,
      says: `${says}, which is a namespace of the platform, expected another name`,
      mend: configSet(`${path}.team`, "<team>"),
    },
  ];
}

/** Callers that are no agents of the same team: a sidecar knows others by their name and namespace. */
function strangers(agents: readonly ReadableAgent[], owner = ""): Problem[] {
  return agents.flatMap(({ path, agent }) => {
    const team = teamOf(agent, owner);
    const others = agents.flatMap((each) =>
      each.agent.name !== undefined && each.agent.name !== agent.name && teamOf(each.agent, owner) === team
        ? [each.agent.name]
        : [],
    );
    return (agent.callers ?? []).flatMap((caller, index) =>
      others.includes(caller)
        ? []
        : [
            {
              path: `${path}.callers[${index}]`,
              says: `is ${show(caller)}, expected another agent of team ${team}: ${others.join(", ") || "it has none"}`,
              mend: configSet(`${path}.callers[${index}]`, "<agent>"),
            },
          ],
    );
  });
}

/** Two agents of a team, of which one has the name of a Service that the platform makes for the other. */
function sameServices(agents: readonly ReadableAgent[], owner: string | undefined): Problem[] {
  if (owner === undefined) return [];
  const key = (agent: Partial<Agent>, name: string) => `${teamOf(agent, owner)}/${name}`;
  const made = new Map(
    agents.flatMap(({ path, agent }) =>
      agent.name === undefined
        ? []
        : SERVICE_SUFFIXES.map((suffix) => [key(agent, `${agent.name}-${suffix}`), path] as const),
    ),
  );
  return agents.flatMap(({ path, agent }) => {
    const other = agent.name === undefined ? undefined : made.get(key(agent, agent.name));
    if (other === undefined) return [];
    return [
      {
        path: `${path}.name`,
        says: `is ${show(agent.name)}, the name of a Service that the platform makes for ${other}, expected another name`,
        mend: configSet(`${path}.name`, "<name>"),
      },
    ];
  });
}

/** On a cluster that is there, agents depend on what the user says about it. */
function needsOfExisting(path: string, agent: Partial<Agent>, cluster: ReadableCluster): Problem[] {
  if (cluster.provider !== "existing") return [];
  const { components, secretStore, spot } = cluster;
  const topics = [...(agent.topics?.publish ?? []), ...(agent.topics?.subscribe ?? [])];
  return [
    ...when(
      agent.state !== undefined && components !== undefined && components.state === undefined,
      `${path}.state`,
      `is set, but ${CLUSTER}.components.state is missing: the stack makes no state store on a cluster that is there`,
      configSet(`${CLUSTER}.components.state.type`, "state.<store>"),
    ),
    ...when(
      topics.length > 0 && components !== undefined && components.pubsub === undefined,
      `${path}.topics`,
      `are set, but ${CLUSTER}.components.pubsub is missing: the stack makes no broker on a cluster that is there`,
      configSet(`${CLUSTER}.components.pubsub.type`, "pubsub.<broker>"),
    ),
    ...when(
      Object.keys(agent.secrets ?? {}).length > 0 && secretStore === undefined,
      `${path}.secrets`,
      `are set, but ${CLUSTER}.secretStore is missing: the stack makes no vault on a cluster that is there`,
      configSet(`${CLUSTER}.secretStore.<provider>.<setting>`, "<value>"),
    ),
    ...when(
      agent.spot === true && spot === undefined,
      `${path}.spot`,
      `is true, but ${CLUSTER}.spot does not say which nodes those are`,
      `${configSet(`${CLUSTER}.spot.nodeSelector.<label>`, "<value>")}, or ${configSet(`${path}.spot`, "false")}`,
    ),
  ];
}

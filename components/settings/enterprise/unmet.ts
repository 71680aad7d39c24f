import { type Agent, teamOf } from "../../agent.ts";
import { addressIn } from "../../infra/ipv4.ts";
import { step } from "../check.ts";
import type { ReadableAgent } from "../fleet.ts";
import { configSet, type Problem, show, when } from "../problem.ts";
import { missingAddons } from "./addonChecks.ts";
import type { ReadableEnterprise } from "./checks.ts";
import type { ReadableCluster } from "./cluster.ts";
import { CLUSTER } from "./clusterChecks.ts";

/** Range whose DNS address the policies' config has: the default of `network.serviceCidr`. */
const USUAL_SERVICES = "172.20.0.0/16";

/** Seconds between the notice and the end of a spot node. */
const SPOT_NOTICE = { aks: 30, eks: 120 } as const;

/** What an agent's settings ask for and the tier does not do, or does not do well as they are. */
export function unmetInEnterprise(
  agents: readonly ReadableAgent[],
  block: ReadableEnterprise,
  owner: string | undefined,
): Problem[] {
  const { cluster, teams, gateway, budget } = block;
  const used = new Set(agents.map(({ agent }) => teamOf(agent, owner ?? "")));
  return [
    ...when(
      cluster.provider === "eks" && (budget?.emails ?? []).length === 0,
      "daca:enterprise.budget.emails",
      "is empty, and AWS tells nobody else of a budget that is spent (policy budget-present)",
      configSet("daca:enterprise.budget.emails[0]", "<address>"),
    ),
    ...anyAddress(cluster),
    ...(cluster.provider === "existing" ? missingAddons(agents, block) : []).map(({ path, says }) => ({
      path,
      says: `${says}: the cluster must have it already`,
    })),
    ...agents.flatMap(({ path, agent }) => [
      ...exposure(path, agent, gateway !== undefined),
      ...replicas(path, agent),
      ...spotNotice(path, agent, cluster),
      ...when(
        agent.delivery?.strategy === "blueGreen" && agent.delivery.other !== undefined,
        `${path}.delivery.other`,
        "takes effect in the prototype only: Argo Rollouts knows which version is which",
        `pulumi config rm --path '${path}.delivery.other'`,
      ),
      ...when(
        cluster.provider === "existing" && agent.residency !== undefined,
        `${path}.residency`,
        `is ${agent.residency}, which cannot be checked: nobody here knows where the cluster is`,
      ),
    ]),
    ...Object.keys(teams ?? {})
      .filter((team) => owner !== undefined && !used.has(team))
      .map((team) => ({ path: step("daca:enterprise.teams", team), says: "has no agent" })),
  ];
}

/** Where the cloud or the cluster answers at an address that the policies do not know. */
function anyAddress(cluster: ReadableCluster): Problem[] {
  const allow = "list it in policy/config.yaml: tiers.enterprise.net-agent-egress-allowlist.allowedCidrs";
  if (cluster.provider === "existing") {
    return when(
      cluster.egress === "ports",
      `${CLUSTER}.egress`,
      "is ports, so agents may send to any address on the ports that they use, and the policy net-agent-egress-allowlist stops the update",
      `where the cluster runs Cilium: ${configSet(`${CLUSTER}.egress`, "cilium")}; else, to accept 0.0.0.0/0, ${allow}`,
    );
  }
  if (cluster.provider !== "eks" || cluster.network === undefined) return [];
  const { serviceCidr } = cluster.network;
  return when(
    serviceCidr !== USUAL_SERVICES,
    `${CLUSTER}.network.serviceCidr`,
    `is ${show(serviceCidr)}, and the policy net-agent-egress-allowlist knows the DNS of ${USUAL_SERVICES} alone`,
    `${addressIn(serviceCidr, 10)}/32 is where it answers: ${allow}`,
  );
}

/** Without a gateway nobody outside reaches an agent; a domain and a list of callers are the gateway's affair. */
function exposure(path: string, { ingress }: Partial<Agent>, hasGateway: boolean): Problem[] {
  const unused = [...(ingress?.domain ? ["domain"] : []), ...(ingress?.allow ? ["allow"] : [])];
  return [
    ...when(
      ingress?.exposure === "external" && !hasGateway,
      `${path}.ingress.exposure`,
      "is external, which this tier delivers as internal: it makes no gateway to the internet",
      `name the pods of your own in daca:enterprise.gateway, or ${configSet(`${path}.ingress.exposure`, "internal")}`,
    ),
    ...unused.map((key) => ({
      path: `${path}.ingress.${key}`,
      says: "takes no effect in this tier: it is for the gateway before the agent to see to",
    })),
  ];
}

function replicas(path: string, agent: Partial<Agent>): Problem[] {
  if (agent.replicas === undefined) return [];
  const { min, max } = agent.replicas;
  return [
    ...when(
      min === 1,
      `${path}.replicas.min`,
      "is 1, and one replica is on one node: the agent is away whenever that node is (policy hpa-min-and-range)",
      configSet(`${path}.replicas.min`, "2"),
    ),
    ...when(
      min > 1 && max === min,
      `${path}.replicas.max`,
      `is ${max}, as is min: the autoscaler has no room (policy hpa-min-and-range)`,
      configSet(`${path}.replicas.max`, String(max * 2)),
    ),
  ];
}

function spotNotice(
  path: string,
  { spot, drainSeconds = 0 }: Partial<Agent>,
  { provider }: ReadableCluster,
): Problem[] {
  if (spot !== true || provider === undefined || provider === "existing") return [];
  const notice = SPOT_NOTICE[provider];
  return when(
    drainSeconds > notice,
    `${path}.drainSeconds`,
    `is ${drainSeconds}, but a spot node is gone ${notice} seconds after the notice: what is unfinished then starts anew`,
    `${configSet(`${path}.drainSeconds`, String(notice))}, or ${configSet(`${path}.spot`, "false")}`,
  );
}

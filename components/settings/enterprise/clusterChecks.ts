import { configSet, type Problem, show } from "../problem.ts";
import type { AksBlock } from "./aks.ts";
import type { ReadableCluster } from "./cluster.ts";
import { prefixOf } from "./fields.ts";
import { checkKubeconfig } from "./kubeconfig.ts";
import { overlap } from "./ranges.ts";

/** Where the cluster stands in the settings. */
export const CLUSTER = "daca:enterprise.cluster";

/** Prefix of the range that each node of an overlay network takes for its pods. Azure fixes it. */
const NODE_PREFIX = 24;

/** What must hold between the fields of a cluster. */
export function checkCluster(cluster: ReadableCluster): Problem[] {
  switch (cluster.provider) {
    case "aks":
      return [...checkApi(cluster.api), ...overlaps(cluster.network), ...podRangeHoldsNodes(cluster)];
    case "eks":
      return [...checkApi(cluster.api), ...overlaps(cluster.network)];
    case "existing":
      return cluster.kubeconfig === undefined ? [] : checkKubeconfig(CLUSTER, cluster.kubeconfig, cluster.context);
    default:
      return [];
  }
}

/** An API on a public address is for those alone who need it, and only the user knows where they are. */
function checkApi(api: { private: boolean; allow?: string[] | undefined } | undefined): Problem[] {
  if (api === undefined) return [];
  const path = `${CLUSTER}.api.allow`;
  if (api.private && api.allow !== undefined) {
    return [
      {
        path,
        says: "is set, but api.private is true: there is no public address to limit",
        mend: `pulumi config rm --path '${path}'`,
      },
    ];
  }
  if (api.private || api.allow !== undefined) return [];
  return [
    {
      path,
      says: "is missing, expected the addresses that may call the cluster's API, which is not private",
      mend: configSet(`${path}[0]`, '"$(curl --silent https://checkip.amazonaws.com)/32"'),
      needed: "addresses",
    },
  ];
}

function overlaps(network: Record<string, string> | undefined): Problem[] {
  const ranges = Object.entries(network ?? {});
  return ranges.flatMap(([name, range], index) =>
    ranges.slice(0, index).flatMap(([other, taken]) =>
      overlap(range, taken)
        ? [
            {
              path: `${CLUSTER}.network.${name}`,
              says: `is ${show(range)}, which overlaps with ${other} (${taken}), expected addresses of its own`,
              mend: configSet(`${CLUSTER}.network.${name}`, "<range>"),
            },
          ]
        : [],
    ),
  );
}

function podRangeHoldsNodes({ network, pools }: Partial<AksBlock>): Problem[] {
  if (network === undefined || pools === undefined) return [];
  const nodes = Object.values(pools).reduce((sum, { max }) => sum + max, 0);
  const room = 2 ** Math.max(0, NODE_PREFIX - prefixOf(network.podCidr));
  if (nodes <= room) return [];
  const path = `${CLUSTER}.network.podCidr`;
  const prefix = NODE_PREFIX - Math.ceil(Math.log2(nodes));
  return [
    {
      path,
      says: `is ${show(network.podCidr)}, which holds ${room} nodes (a /${NODE_PREFIX} each), but pools may grow to ${nodes}`,
      mend: configSet(path, `${network.podCidr.split("/")[0]}/${prefix}`),
    },
  ];
}

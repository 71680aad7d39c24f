import assert from "node:assert/strict";
import { DELIVERY_RULES } from "../../components/cluster/addons/argocd.ts";
import { agentManifests } from "../../components/workload/manifests.ts";
import { AGENTS, contextWith } from "../support/workload.ts";

/** A kind as roles write it: `networkpolicies` for NetworkPolicy. */
function resourceOf(kind: string): string {
  return `${kind.toLowerCase().replace(/y$/, "ie")}s`;
}

describe("Argo CD's rights in the cluster", () => {
  const kinds = (["cilium", "aws", "ports"] as const).flatMap((egress) =>
    Object.values(AGENTS).flatMap((agent) =>
      agentManifests(agent, contextWith({ egress })).map(({ apiVersion, kind }) => {
        const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
        return `${group}/${resourceOf(kind)}`;
      }),
    ),
  );
  const changeable = DELIVERY_RULES.filter(({ verbs }) => verbs.includes("delete")).flatMap(
    ({ apiGroups: [group], resources }) => resources.map((resource) => `${group}/${resource}`),
  );

  it("are to change every kind that GitOps commits for an agent, and no other", () => {
    assert.deepEqual([...new Set(kinds)].toSorted(), changeable.toSorted());
  });
});

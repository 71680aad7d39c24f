import assert from "node:assert/strict";
import type { Manifest } from "../../components/kubernetes/manifest.ts";
import { argoApplication, teamProject } from "../../components/workload/delivery/argoApplication.ts";
import { agentFoundation } from "../../components/workload/foundation.ts";
import { agentManifests } from "../../components/workload/manifests.ts";
import { oldApi } from "../../policy/lib/kubernetes/oldApis.ts";
import { hasModel, kindOf, validate } from "../support/manifestModels.ts";
import { AGENTS, backendsWith, contextWith, GIT, wholeAgent } from "../support/workload.ts";

/** Everything that agents of every kind are made of, on clusters of every kind. */
function everything(): Manifest[] {
  return (["cilium", "aws", "ports"] as const).flatMap((egress) => {
    const context = contextWith({ egress });
    return [
      teamProject(context, GIT),
      ...Object.values(AGENTS).flatMap((agent) => [
        ...agentFoundation(agent, context, backendsWith()),
        ...agentManifests(agent, context),
        argoApplication(agent, context, GIT),
      ]),
    ];
  });
}

/** Every API version and kind in use. Whoever adds one looks up whether Kubernetes 1.33 to 1.36 serve it. */
const KINDS = [
  "apps/v1 Deployment",
  "argoproj.io/v1alpha1 AnalysisTemplate",
  "argoproj.io/v1alpha1 AppProject",
  "argoproj.io/v1alpha1 Application",
  "argoproj.io/v1alpha1 Rollout",
  "autoscaling.k8s.io/v1 VerticalPodAutoscaler",
  "cilium.io/v2 CiliumNetworkPolicy",
  "dapr.io/v1alpha1 Component",
  "dapr.io/v1alpha1 Configuration",
  "dapr.io/v1alpha1 Resiliency",
  "external-secrets.io/v1 ExternalSecret",
  "keda.sh/v1alpha1 ScaledObject",
  "monitoring.coreos.com/v1 PodMonitor",
  "monitoring.coreos.com/v1 PrometheusRule",
  "networking.k8s.aws/v1alpha1 ApplicationNetworkPolicy",
  "networking.k8s.io/v1 NetworkPolicy",
  "policy/v1 PodDisruptionBudget",
  "v1 Secret",
  "v1 Service",
  "v1 ServiceAccount",
];

/** Kinds whose schemas only their own projects carry; tests/engine holds them against those. */
const ELSEWHERE = [
  "cilium.io/v2 CiliumNetworkPolicy",
  "dapr.io/v1alpha1 Component",
  "dapr.io/v1alpha1 Configuration",
  "dapr.io/v1alpha1 Resiliency",
  "networking.k8s.aws/v1alpha1 ApplicationNetworkPolicy",
];

describe("What an agent is made of", () => {
  it("is valid by the schema of every kind that a package carries", () => {
    for (const manifest of everything().filter(hasModel)) validate(manifest);
  });

  it("is of kinds whose schemas are known, here or to their projects", () => {
    const unknown = new Set(
      everything()
        .filter((each) => !hasModel(each))
        .map(kindOf),
    );
    assert.deepEqual([...unknown].sort(), ELSEWHERE);
  });

  it("is refused by the schema when a field is of the wrong type", () => {
    const [object] = agentManifests(wholeAgent(), contextWith()).filter(({ kind }) => kind === "ScaledObject");
    assert.ok(object);
    assert.throws(
      () => validate({ ...object, spec: { ...(object.spec as object), maxReplicaCount: "many" } }),
      /maxReplicaCount/,
    );
  });

  it("uses these API versions and no others", () => {
    assert.deepEqual([...new Set(everything().map(kindOf))].sort(), KINDS);
  });

  it("uses no API version that Kubernetes 1.33 to 1.36 or an add-on has replaced", () => {
    const old = KINDS.filter((each) => {
      const [apiVersion = "", kind = ""] = each.split(" ");
      return oldApi(apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`, kind) !== undefined;
    });
    assert.deepEqual(old, []);
    assert.equal(oldApi("autoscaling.k8s.io/v1beta2", "VerticalPodAutoscaler")?.use, "autoscaling.k8s.io/v1");
  });
});

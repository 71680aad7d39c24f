import type { IApplication, IAppProject } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1";
import type { Agent } from "../../agent.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import type { WorkloadContext } from "../context.ts";
import { labelsOf } from "../labels.ts";

/** Where Argo CD finds agents. */
export interface GitSource {
  /** Namespace of Argo CD. */
  argocdNamespace: string;
  repository: string;
  /** A tag or a commit. */
  revision: string;
  /** Folder in the repository. An agent's manifests are in `<path>/<namespace>/<agent>`. */
  path: string;
}

/** The cluster that Argo CD itself is in. */
const HERE = "https://kubernetes.default.svc";

/** The kinds of {@link agentManifests}, and nothing else that a repository could ask for. */
const KINDS = [
  { group: "", kind: "Service" },
  { group: "apps", kind: "Deployment" },
  { group: "argoproj.io", kind: "AnalysisTemplate" },
  { group: "argoproj.io", kind: "Rollout" },
  { group: "autoscaling.k8s.io", kind: "VerticalPodAutoscaler" },
  { group: "cilium.io", kind: "CiliumNetworkPolicy" },
  { group: "keda.sh", kind: "ScaledObject" },
  { group: "monitoring.coreos.com", kind: "PodMonitor" },
  { group: "monitoring.coreos.com", kind: "PrometheusRule" },
  { group: "networking.k8s.aws", kind: "ApplicationNetworkPolicy" },
  { group: "networking.k8s.io", kind: "NetworkPolicy" },
  { group: "policy", kind: "PodDisruptionBudget" },
];

/** What the agents of a team may come from and may be: one repository, one namespace, no kind of the whole cluster. */
export function teamProject(
  context: Pick<WorkloadContext, "team" | "owner" | "environment">,
  { argocdNamespace, repository }: GitSource,
): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AppProject",
    metadata: {
      name: projectName(context.team),
      namespace: argocdNamespace,
      labels: {
        "app.kubernetes.io/name": projectName(context.team),
        "app.kubernetes.io/part-of": "daca",
        "app.kubernetes.io/managed-by": "pulumi",
        team: context.team,
        owner: context.owner,
        environment: context.environment,
      },
    },
    spec: {
      description: `Agents of team ${context.team}`,
      sourceRepos: [repository],
      destinations: [{ server: HERE, namespace: context.team }],
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: KINDS,
    },
  } satisfies IAppProject;
}

function projectName(team: string): string {
  return `team-${team}`;
}

/**
 * Has Argo CD keep an agent as its repository says. What other controllers write into its objects stays theirs: the
 * replicas KEDA's, the selectors of Services Argo Rollouts'.
 */
export function argoApplication(agent: Agent, context: WorkloadContext, source: GitSource): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: {
      name: `${context.team}-${agent.name}`,
      namespace: source.argocdNamespace,
      labels: { ...labelsOf(agent, context), "app.kubernetes.io/managed-by": "pulumi" },
      // Its objects go with it.
      finalizers: ["resources-finalizer.argocd.argoproj.io"],
    },
    spec: {
      project: projectName(context.team),
      source: {
        repoURL: source.repository,
        targetRevision: source.revision,
        path: `${source.path}/${context.team}/${agent.name}`,
      },
      destination: { server: HERE, namespace: context.team },
      syncPolicy: {
        automated: { prune: true, selfHeal: true, allowEmpty: false },
        syncOptions: [
          "PrunePropagationPolicy=foreground",
          "PruneLast=true",
          "ServerSideApply=true",
          "RespectIgnoreDifferences=true",
          "ApplyOutOfSyncOnly=true",
        ],
        retry: { limit: 5, backoff: { duration: "5s", factor: 2, maxDuration: "3m" } },
      },
      ignoreDifferences: [
        { group: "apps", kind: "Deployment", jsonPointers: ["/spec/replicas"] },
        { group: "argoproj.io", kind: "Rollout", jsonPointers: ["/spec/replicas"] },
        { group: "", kind: "Service", jsonPointers: ["/spec/selector/rollouts-pod-template-hash"] },
      ],
      revisionHistoryLimit: 10,
    },
  } satisfies IApplication;
}

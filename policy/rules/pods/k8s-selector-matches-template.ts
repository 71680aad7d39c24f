import { step } from "../../../components/settings/check.ts";
import { podOf } from "../../lib/kubernetes/pods.ts";
import { type LabelSelector, selects } from "../../lib/kubernetes/selector.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** What a workload selects must be what its template makes. The label is to blame, as selectors cannot be changed later. */
export const rule = resourceRule({
  name: "k8s-selector-matches-template",
  pack: "reliability",
  enforcement: "production",
  severity: "high",
  description: "A workload's selector must select the pods that its template makes.",
  why: "the cluster refuses the workload, half an update in",
  fix: "give the template the labels that the selector names",
  references: ["KL mismatching-selector", "KS deployment-pod-selector-labels-match-template-metadata-labels"],
  kinds: [
    "kubernetes:apps:Deployment",
    "kubernetes:apps:StatefulSet",
    "kubernetes:apps:DaemonSet",
    "kubernetes:apps:ReplicaSet",
    "kubernetes:argoproj.io:Rollout",
  ],
  check(resource) {
    const pod = podOf(resource);
    const { matchLabels = {}, matchExpressions = [] } = (resource.props.spec?.selector ?? {}) as LabelSelector;
    if (!pod) return [];
    const at = `${pod.metadataPath}.labels`;
    const findings: Finding[] = Object.keys(matchLabels).flatMap((key) => {
      const [want, got] = [matchLabels[key], pod.labels[key]];
      return want === undefined || got === want ? [] : [{ path: step(at, key), got, want: JSON.stringify(want) }];
    });
    for (const expression of matchExpressions) {
      const { key = "", operator, values } = expression;
      const isListed = operator === "In" || operator === "NotIn";
      if ((isListed && values === undefined) || selects({ matchExpressions: [expression] }, pod.labels)) continue;
      findings.push({ path: step(at, key), got: pod.labels[key], want: [operator, ...(values ?? [])].join(" ") });
    }
    return findings;
  },
});

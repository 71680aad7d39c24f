import { z } from "zod";
import { KUBERNETES_VERSION, minorOf } from "../../lib/kubernetes/kubernetesVersion.ts";
import { type OldApi, oldApi } from "../../lib/kubernetes/oldApis.ts";
import { anyResourceRule } from "../../lib/rule.ts";

/** Of APIs that are not Kubernetes' own, alpha and beta say little: some never become anything else. */
const OWN = /^([^./]+|[^/]+\.k8s\.io)\//;

/** Objects must be of an API version that stays. The engine's type has the version; the kind does not. */
export const rule = anyResourceRule({
  name: "k8s-no-deprecated-api",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "An object must be of an API version that is neither removed, deprecated nor a trial.",
  why: "the next upgrade of the cluster refuses it",
  fix: "use the version that is named, and change the fields that were renamed with it",
  references: ["KL no-extensions-v1beta", "KS stable-version", "KY check-deprecated-apis", "GK verifydeprecatedapi"],
  knobs: {
    ...KUBERNETES_VERSION,
    allowBeta: z
      .array(z.string())
      .default([])
      .describe("Alpha and beta versions that may be used: resource.k8s.io/v1beta1."),
  },
  check({ type, props }, { kubernetesVersion, allowBeta }) {
    const [, version, named] = /^kubernetes:([^:]+\/[^:]+):(.+)$/.exec(type) ?? [];
    if (version === undefined || named === undefined) return [];
    const found = { path: "apiVersion", got: props.apiVersion ?? version };
    const old = oldApi(version, named.replace(/(Patch|List)$/, ""));
    if (old) return [{ ...found, want: instead(old, minorOf(kubernetesVersion)) }];
    const isTrial = OWN.test(version) && /\/v\d+(alpha|beta)\d+$/.test(version);
    return isTrial && !allowBeta.includes(version) ? [{ ...found, want: "a stable version" }] : [];
  },
});

function instead({ use = "nothing of the kind", removed }: OldApi, minor: number): string {
  if (removed === undefined) return `${use}, as it is deprecated`;
  return `${use}, as Kubernetes 1.${removed} ${removed <= minor ? "removed" : "removes"} it`;
}

import type { ChartOpts, LocalChartOpts } from "@pulumi/kubernetes/helm/v3/helm.js";
import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release.js";
import type { ChartArgs } from "@pulumi/kubernetes/helm/v4/chart.js";

/** What brings many Kubernetes objects at once, in all versions of the provider's SDK, by {@link kindOf}. */
export interface ChartKinds {
  "kubernetes:helm.sh:Release": ReleaseArgs;
  "kubernetes:helm.sh:Chart": ChartArgs & Pick<ChartOpts, "fetchOpts"> & Pick<LocalChartOpts, "path">;
  "kubernetes:yaml:ConfigFile": { file: string };
  "kubernetes:yaml:ConfigGroup": { files: string | string[] };
  "kubernetes:kustomize:Directory": { directory: string };
}

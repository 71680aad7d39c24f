import type { Resource } from "../resource.ts";

export const CHART_KINDS = ["kubernetes:helm.sh:Release", "kubernetes:helm.sh:Chart"] as const;

/** A Helm chart that a resource installs, however the version of the SDK writes it. */
export interface Chart {
  /** Name, path or address; undefined where it is not known. */
  chart: string | undefined;
  version: string | undefined;
  /** Where the version is, or belongs. */
  versionPath: string;
  /** Address of the repository: the one that is named, or where an `oci://` chart is from. */
  repository: { address: string; path: string } | undefined;
  /** Whether it lies beside the program, and so has the program's version. */
  local: boolean;
}

/** The chart of a Release or Chart. */
export function chartOf({ kind, props }: Resource<(typeof CHART_KINDS)[number]>): Chart {
  const { chart, version, repositoryOpts } = props;
  const fetched = kind === "kubernetes:helm.sh:Chart" ? props.fetchOpts : undefined;
  const named = repositoryOpts?.repo
    ? { address: repositoryOpts.repo, path: "repositoryOpts.repo" }
    : fetched?.repo
      ? { address: fetched.repo, path: "fetchOpts.repo" }
      : undefined;
  return {
    chart,
    version: version ?? fetched?.version,
    versionPath: version === undefined && fetched?.version !== undefined ? "fetchOpts.version" : "version",
    repository: chart?.includes("://") ? { address: chart, path: "chart" } : named,
    local: (kind === "kubernetes:helm.sh:Chart" && props.path !== undefined) || (!named && isPath(chart ?? "")),
  };
}

/** Helm reads `stable/nginx` as a chart of a repository, `./nginx` as a folder and `nginx-1.0.0.tgz` as a file. */
function isPath(chart: string): boolean {
  return /^(?:\.{1,2}\/|\/|~\/)/.test(chart) || (chart.endsWith(".tgz") && !chart.includes("://"));
}

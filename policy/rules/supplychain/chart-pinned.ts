import { z } from "zod";
import { isWithin } from "../../lib/images/pulledImages.ts";
import { CHART_KINDS, chartOf } from "../../lib/kubernetes/chart.ts";
import type { Resource } from "../../lib/resource.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

const MANIFEST_KINDS = [
  "kubernetes:yaml:ConfigFile",
  "kubernetes:yaml:ConfigGroup",
  "kubernetes:kustomize:Directory",
] as const;

const EXACT = /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

/** A chart must have one version, and manifests from elsewhere one commit: what is installed must not change by itself. */
export const rule = resourceRule({
  name: "chart-pinned",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A chart or manifest from elsewhere must be named by one exact version.",
  why: "the next update would install whatever was published since",
  fix: "set version to one version, not a range, and keep manifests in the repository",
  references: ["pulumi-kubernetes 2134", "pulumi-kubernetes 2144", "pulumi-kubernetes 3054"],
  kinds: [...CHART_KINDS, ...MANIFEST_KINDS],
  knobs: {
    repos: z
      .array(z.string())
      .default([])
      .describe("Addresses of chart repositories, or paths in them, that charts may come from. Empty allows all."),
  },
  check(resource, { repos }) {
    const { kind } = resource;
    if (kind !== "kubernetes:helm.sh:Release" && kind !== "kubernetes:helm.sh:Chart") return remote(resource);
    const { chart = "", version, versionPath, repository, local } = chartOf(resource);
    if (local) return [];
    const findings: Finding[] = [];
    if (!EXACT.test(version ?? "") && !isFixed(chart)) {
      findings.push({ path: versionPath, got: version, want: "one exact version such as 1.2.3" });
    }
    if (repos.length > 0 && repository && !isWithin(repository.address, repos)) {
      findings.push({ path: repository.path, got: repository.address, want: `one of ${repos.join(" or ")}` });
    }
    return findings;
  },
});

/** Whether a chart's own address names its version: by a digest, or in the name of an archive. */
function isFixed(chart: string): boolean {
  return /@sha256:[0-9a-f]{64}$/.test(chart) || /:\/\/.*-v?\d+\.\d+\.\d+[^/]*\.tgz$/.test(chart);
}

/** Manifests that are read from the web. */
function remote(resource: Resource<(typeof MANIFEST_KINDS)[number]>): Finding[] {
  return sources(resource)
    .filter(({ source }) => /^https?:\/\/|^(?:github\.com|git@|git::)/.test(source))
    .filter(({ source }) => !/(?:[/=@])[0-9a-f]{40}(?:\/|&|$)/.test(source))
    .map(({ source, path }) => ({ path, got: source, want: "a file of this repository or an address with a commit" }));
}

function sources({ kind, name, props }: Resource<(typeof MANIFEST_KINDS)[number]>): { source: string; path: string }[] {
  switch (kind) {
    case "kubernetes:yaml:ConfigFile":
      // Without `file`, the first version of ConfigFile reads what its name says.
      return [{ source: props.file ?? name, path: "file" }];
    case "kubernetes:yaml:ConfigGroup": {
      const { files = [] } = props;
      if (typeof files === "string") return [{ source: files, path: "files" }];
      return files.map((source, index) => ({ source, path: `files[${index}]` }));
    }
    case "kubernetes:kustomize:Directory":
      return [{ source: props.directory ?? "", path: "directory" }];
  }
}

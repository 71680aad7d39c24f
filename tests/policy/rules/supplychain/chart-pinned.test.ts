import { rule } from "../../../../policy/rules/supplychain/chart-pinned.ts";
import { release } from "../../../support/programs.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const want = "want one exact version such as 1.2.3";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

const chart = (props: Fixture["props"], version = "v4"): Fixture => ({
  type: `kubernetes:helm.sh/${version}:Chart`,
  props,
});
const file = (file?: string, name = "it"): Fixture => ({
  type: "kubernetes:yaml/v2:ConfigFile",
  name,
  props: file === undefined ? {} : { file },
});
const directory = (directory: string): Fixture => ({ type: "kubernetes:kustomize:Directory", props: { directory } });
const fromWeb = (source: string) => `got "${source}", want a file of this repository or an address with a commit`;

const DAPR = "https://dapr.github.io/helm-charts";
const RAW = "https://raw.githubusercontent.com/acme/crds";

describeRule(rule, {
  passes: {
    "one version": { of: release() },
    "one version with a v and of a pre-release": { of: release({ version: "v1.2.3-rc.1" }) },
    "one version of a Chart": { of: chart({ chart: "dapr", version: "1.18.1" }) },
    "one version where the older Chart fetches it": {
      of: chart({ chart: "dapr", fetchOpts: { repo: DAPR, version: "1.18.1" } }, "v3"),
    },
    "a chart of a registry by its digest": { of: chart({ chart: `oci://ghcr.io/a/b@sha256:${"a".repeat(64)}` }) },
    "an archive by the version in its name": {
      of: release({ chart: "https://acme.com/agent-1.2.3.tgz", version: undefined }),
    },
    "a chart beside the program": { of: [chart({ chart: "./charts/agent" }), chart({ path: "charts/agent" }, "v3")] },
    "a repository that is allowed": { of: release(), knobs: { repos: [DAPR] } },
    "a repository below a path that is allowed": {
      of: chart({ chart: "oci://ghcr.io/acme/agent", version: "1.0.0" }),
      knobs: { repos: ["oci://ghcr.io/acme"] },
    },
    "manifests beside the program": {
      of: [file("crds/all.yaml"), directory("./overlays/prod")],
    },
    "manifests of one commit": {
      of: [file(`${RAW}/${COMMIT}/all.yaml`), directory(`https://github.com/acme/crds//base?ref=${COMMIT}`)],
    },
  },
  fails: {
    "no version": { of: release({ version: undefined }), finds: [`version: got nothing, ${want}`] },
    "a range": { of: release({ version: "^1.18.0" }), finds: [`version: got "^1.18.0", ${want}`] },
    "half a version": { of: release({ version: "1.18" }), finds: [`version: got "1.18", ${want}`] },
    "no version of a chart of a registry": {
      of: chart({ chart: "oci://ghcr.io/acme/agent" }),
      finds: [`version: got nothing, ${want}`],
    },
    "a range where the older Chart fetches it": {
      of: chart({ chart: "dapr", fetchOpts: { version: "1.x" } }, "v3"),
      finds: [`fetchOpts.version: got "1.x", ${want}`],
    },
    "a repository that only begins like one that is allowed": {
      of: release({ repositoryOpts: { repo: "https://acme.com.evil.io/charts" } }),
      knobs: { repos: ["https://acme.com"] },
      finds: ['repositoryOpts.repo: got "https://acme.com.evil.io/charts", want one of https://acme.com'],
    },
    "manifests of a branch": {
      of: [
        file(`${RAW}/main/all.yaml`),
        { type: "kubernetes:yaml/v2:ConfigGroup", props: { files: ["own.yaml", `${RAW}/main/a.yaml`] } },
        { type: "kubernetes:yaml:ConfigGroup", props: { files: `${RAW}/main/b.yaml` } },
        directory("github.com/acme/crds/base?ref=main"),
        { ...file(undefined, `${RAW}/main/c.yaml`), type: "kubernetes:yaml:ConfigFile" },
      ],
      finds: [
        `it file: ${fromWeb(`${RAW}/main/all.yaml`)}`,
        `it-1 files[1]: ${fromWeb(`${RAW}/main/a.yaml`)}`,
        `it-2 files: ${fromWeb(`${RAW}/main/b.yaml`)}`,
        `it-3 directory: ${fromWeb("github.com/acme/crds/base?ref=main")}`,
        `${RAW}/main/c.yaml file: ${fromWeb(`${RAW}/main/c.yaml`)}`,
      ],
    },
  },
  unknown: { "a version that is not known yet": { of: release(), path: "version" } },
  mutation: {
    kind: "kubernetes:helm.sh:Release",
    change: ({ props }) => {
      props.version = "^1.0.0";
    },
  },
});

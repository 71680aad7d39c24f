import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Addon } from "../../components/cluster/addon.ts";
import { ADDON_NAMES } from "../../components/cluster/addonNames.ts";
import { CATALOGUE } from "../../components/cluster/catalogue.ts";
import { isRecord } from "../../components/settings/check.ts";
import type { ChartPaths } from "../../sandbox/charts/chartValues.ts";
import { clusterContext } from "../support/clusterContext.ts";

const FIXTURES = join(import.meta.dirname, "..", "fixtures", "charts");

/** Maps that take any key though the chart has some in them already: settings of the programs themselves. */
const FREE_FORM: Record<string, string[]> = {
  "argo-cd": ["configs.cm", "configs.params"],
  "kube-prometheus-stack": ["grafana.grafana/ini"],
};

/** Fields of Kubernetes' own that charts pass on whole, whatever they have in them by default. */
const PASSED_ON = ["containerSecurityContext", "podSecurityContext", "resources", "securityContext"];

/** What charts have `false` or "" for, so that it is not set, and take a number for. */
const NUMBERS = [
  /^prometheus\.prometheusSpec\.enforced(?:Sample|Label|LabelNameLength|LabelValueLength)Limit$/,
  /\.pdb\.minAvailable$/,
];

function takenBy({ chart, version }: Addon): ChartPaths {
  return JSON.parse(readFileSync(join(FIXTURES, `${chart}-${version}.json`), "utf8"));
}

/** What is wrong with values: paths that the chart does not know, and values of another type. */
function faults(chart: string, values: unknown, taken: ChartPaths): string[] {
  const free = [
    ...(FREE_FORM[chart] ?? []),
    ...Object.keys(taken).filter((path) => ["map", "list", "any"].includes(taken[path] ?? "")),
  ];
  const walk = (value: unknown, path: string): string[] => {
    if (free.includes(path) || isPassedOn(path, taken)) return [];
    if (isRecord(value)) {
      return Object.entries(value).flatMap(([key, item]) =>
        walk(item, `${path === "" ? "" : `${path}.`}${key.replaceAll(".", "/")}`),
      );
    }
    const type = taken[path];
    if (type === undefined) return [`${path} is no value of ${chart}`];
    if (typeof value === type || NUMBERS.some((each) => each.test(path))) return [];
    return [`${path} is ${JSON.stringify(value)}, and ${chart} has a ${type} there`];
  };
  return walk(values, "");
}

/** Whether a chart knows the path, and what is below it is Kubernetes' affair. */
function isPassedOn(path: string, taken: ChartPaths): boolean {
  const last = path.split(".").at(-1) ?? "";
  return PASSED_ON.includes(last) && Object.keys(taken).some((each) => each.startsWith(`${path}.`));
}

describe("the values of add-ons", () => {
  for (const name of ADDON_NAMES) {
    const addon = CATALOGUE[name];

    it(`of ${name} are all known to ${addon.chart} ${addon.version}, and of its types`, () => {
      const taken = takenBy(addon);
      const contexts = [
        clusterContext(),
        clusterContext({ installed: [name] }),
        clusterContext({ platform: { cloud: "none", zones: 1, egress: "ports" }, identities: {} }),
      ];
      for (const context of contexts) assert.deepEqual(faults(addon.chart, addon.values(context), taken), []);
    });
  }

  it("are found wrong when a chart does not know them, or knows them as something else", () => {
    const taken = takenBy(CATALOGUE.dapr);
    const wrong = {
      global: { ha: { enabled: "yes", replicaCuont: 3 } },
      dapr_operator: { resources: { any: "thing" } },
    };
    assert.deepEqual(faults("dapr", wrong, taken), [
      'global.ha.enabled is "yes", and dapr has a boolean there',
      "global.ha.replicaCuont is no value of dapr",
    ]);
  });
});

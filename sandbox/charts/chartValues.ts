import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { isRecord } from "../../components/settings/check.ts";

/** What a chart takes, by path: the type of each value, `map` and `list` for those that take anything. */
export type ChartPaths = Record<string, ValueType>;

/** `any`: a value that is empty, or that only a template names. */
export type ValueType = "string" | "number" | "boolean" | "map" | "list" | "any";

/**
 * Every path that a chart has a value for or that one of its templates reads, charts in it included.
 * @param folder of the chart, with the charts that it depends on in `charts/`
 */
export async function chartPaths(folder: string): Promise<ChartPaths> {
  const values: unknown = parse(await readFile(join(folder, "values.yaml"), "utf8"));
  const given = pathsOf(values, "");
  const own = { ...without(await readByTemplates(join(folder, "templates")), given), ...given };
  const parts = await Promise.all(
    (await folders(join(folder, "charts"))).map(async (chart) => below(basename(chart), await chartPaths(chart))),
  );
  // A chart's own value wins over that of the same path in a chart below it, as in Helm.
  return sorted(Object.assign({}, ...parts, own));
}

function pathsOf(value: unknown, path: string): ChartPaths {
  if (isRecord(value) && Object.keys(value).length > 0) {
    return Object.assign({}, ...Object.entries(value).map(([key, item]) => pathsOf(item, stepIn(path, key))));
  }
  return { [path]: typeOf(value) };
}

function typeOf(value: unknown): ValueType {
  if (value === null || value === undefined) return "any";
  if (Array.isArray(value)) return "list";
  return isRecord(value) ? "map" : (typeof value as "string" | "number" | "boolean");
}

/** Paths that templates read, such as `.Values.podDisruptionBudget.minAvailable`. */
async function readByTemplates(folder: string): Promise<ChartPaths> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const texts = await Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")),
  );
  const named = texts.flatMap((text) => [...text.matchAll(/\.Values((?:\.[A-Za-z_]\w*)+)/g)].map(([, path]) => path));
  return Object.fromEntries(named.map((path) => [(path as string).slice(1), "any"]));
}

/** Without those that only lead to a value: that a template reads `global` does not mean that anything may be in it. */
function without(paths: ChartPaths, given: ChartPaths): ChartPaths {
  const all = [...Object.keys(paths), ...Object.keys(given)];
  return Object.fromEntries(Object.entries(paths).filter(([path]) => !all.some((each) => each.startsWith(`${path}.`))));
}

function below(chart: string, paths: ChartPaths): ChartPaths {
  return Object.fromEntries(Object.entries(paths).map(([path, type]) => [`${chart}.${path}`, type]));
}

/** Keys may have dots in them, as `grafana.ini` has; a slash is in none. */
function stepIn(path: string, key: string): string {
  const step = key.replaceAll(".", "/");
  return path === "" ? step : `${path}.${step}`;
}

async function folders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
}

function sorted(paths: ChartPaths): ChartPaths {
  return Object.fromEntries(Object.entries(paths).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

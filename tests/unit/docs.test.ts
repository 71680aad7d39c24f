import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { AlertmanagerConfig } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1";
import { parse } from "yaml";
import { ADDONS, PLATFORM_NAMESPACE } from "../../components/cluster/addonNames.ts";
import { isRecord } from "../../components/settings/check.ts";
import { stackFileSchema } from "../../sandbox/schema/stackFileSchema.ts";
import { PAGES, type Page, readMarkdown, textOf } from "../support/markdown.ts";

const ENTERPRISE = [...PAGES.keys()].filter(
  (path) => path === "docs/enterprise.md" || path.startsWith("docs/runbooks/"),
);

/** What a stack file may have. */
const SCHEMA = stackFileSchema();

/** A link without a scheme: to a file of the repository, to a heading, or both. */
function targetOf(from: string, link: string): { path: string; anchor: string | undefined } {
  const [path = "", anchor] = decodeURI(link).split("#");
  return { path: path === "" ? from : normalize(join(dirname(from), path)), anchor };
}

/** What is wrong with a page's links. */
function brokenLinks(from: string, { links }: Page): string[] {
  return links
    .filter((link) => !/^[a-z]+:/.test(link))
    .flatMap((link) => {
      const { path, anchor } = targetOf(from, link);
      if (!existsSync(path)) return [`${from}: ${link}: there is no ${path}`];
      if (anchor === undefined || PAGES.get(path)?.anchors.has(anchor)) return [];
      return [`${from}: ${link}: ${path} has no heading #${anchor}`];
    });
}

/** Files of the repository that a page names without linking to them. */
function filesIn({ code }: Page): string[] {
  return code.filter((each) => /^(?:agent|components|docs|load|policy|sandbox|tests)\/[\w./-]+\.\w+$/.test(each));
}

/** Names of the scripts that a text has npm run. */
function scriptsIn(text: string): string[] {
  return [...text.matchAll(/npm run (?:--silent )?([a-z][a-z:]*)/g)].map(([, script = ""]) => script);
}

/** Settings that a text names in full, such as `daca:enterprise.cluster.api.allow`. */
function settingsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/daca:[a-z](?:[\w.[\]-]*[\w\]])?/g)].map(([name]) => name))];
}

/** Whether a JSON Schema knows a path; of a choice one has to. */
function knows(schema: unknown, steps: readonly string[]): boolean {
  if (!isRecord(schema)) return false;
  const [step, ...rest] = steps;
  if (step === undefined) return true;
  const { properties, additionalProperties, items } = schema;
  const choices = [schema.oneOf, schema.anyOf].flatMap((each) => (Array.isArray(each) ? each : []));
  return (
    choices.some((choice) => knows(choice, steps)) ||
    (isRecord(properties) && step in properties && knows(properties[step], rest)) ||
    (/^\d+$/.test(step) && knows(items, rest)) ||
    (isRecord(additionalProperties) && knows(additionalProperties, rest))
  );
}

function unknownSettings(text: string): string[] {
  const stepsOf = (name: string) => name.replaceAll(/\[(\d+)\]/g, ".$1").split(".");
  return settingsIn(text).filter((name) => !knows(SCHEMA, ["config", ...stepsOf(name)]));
}

/** Namespaces that commands name outright. */
function namespacesIn(text: string): string[] {
  return [...text.matchAll(/\b(?:kubectl|argo rollouts)\b[^\n|;]*? -n ([a-z][a-z-]*)/g)].map(([, name = ""]) => name);
}

describe("the documents", () => {
  it("link to files and headings that are there", () => {
    assert.ok(PAGES.size > 20);
    assert.deepEqual(
      [...PAGES].flatMap(([path, page]) => brokenLinks(path, page)),
      [],
    );
  });

  it("would be found out, did they link to what is not there", () => {
    const page = readMarkdown(
      "[a](enterprise.md#deploy-it) [b](enterprise.md#nowhere) [c](nothing.md) [d](https://e.com/x.md)",
    );
    assert.deepEqual(brokenLinks("docs/new.md", page), [
      "docs/new.md: enterprise.md#nowhere: docs/enterprise.md has no heading #nowhere",
      "docs/new.md: nothing.md: there is no docs/nothing.md",
    ]);
  });

  it("name files that are there", () => {
    const named = [...PAGES.values()].flatMap(filesIn);
    assert.ok(named.includes("policy/config.yaml"));
    assert.deepEqual(
      named.filter((file) => !existsSync(file)),
      [],
    );
  });

  it("have npm run only scripts that the project has", () => {
    const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
    const named = [...PAGES.keys()].flatMap((path) => scriptsIn(textOf(path)));
    assert.ok(named.includes("plan"));
    assert.deepEqual(
      [...new Set(named)].filter((script) => !(script in scripts)),
      [],
    );
    assert.deepEqual(scriptsIn("`npm run plan -- --check`, npm run --silent policy:docs"), ["plan", "policy:docs"]);
  });

  it("name only settings that a stack file may have", () => {
    assert.ok(settingsIn(textOf("docs/enterprise.md")).length > 25);
    for (const path of PAGES.keys()) assert.deepEqual(unknownSettings(textOf(path)), [], path);
    assert.deepEqual(unknownSettings("`daca:enterprise.cluster.zones`, 'daca:enterprise.cluster.zone'"), [
      "daca:enterprise.cluster.zone",
    ]);
  });

  it("show YAML that can be read, and objects that their kinds allow", () => {
    const shown = [...PAGES].flatMap(([path, { blocks }]) =>
      blocks.filter(({ language }) => language === "yaml").map(({ text }) => ({ path, value: parse(text) })),
    );
    for (const { path, value } of shown) assert.ok(isRecord(value), path);
    const objects = shown.filter(({ value }) => "apiVersion" in value);
    assert.deepEqual(
      objects.map(({ path, value }) => [path, value.apiVersion, value.kind]),
      [["docs/enterprise.md", "monitoring.coreos.com/v1alpha1", "AlertmanagerConfig"]],
    );
    for (const { value } of objects) new AlertmanagerConfig(value).validate();
  });

  it("send commands to namespaces that this platform has", () => {
    const known = new Set([
      "agents",
      "kube-system",
      PLATFORM_NAMESPACE,
      ...Object.values(ADDONS).map((each) => each.namespace),
    ]);
    for (const path of ENTERPRISE) {
      assert.deepEqual(
        namespacesIn(textOf(path)).filter((name) => !known.has(name)),
        [],
        path,
      );
    }
    assert.deepEqual(namespacesIn("kubectl -n elsewhere get pods; kubectl argo rollouts abort x -n agents"), [
      "elsewhere",
      "agents",
    ]);
  });
});

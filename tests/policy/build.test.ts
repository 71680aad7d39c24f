import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { type Bundle, bundlePacks } from "../../policy/build/bundle.ts";
import { LEVEL_BY_TIER } from "../../policy/levels.ts";
import { PACKS } from "../../policy/lib/rule.ts";
import { RULES } from "../../policy/rules/index.ts";

/** A day that an exemption may reach to. */
const UNTIL = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

describe("the packs that are built", () => {
  let root: string;
  let bundles: Bundle[];

  before(async () => {
    root = mkdtempSync(join(tmpdir(), "daca-packs-"));
    mkdirSync(join(root, "policy"));
    writeFileSync(
      join(root, "policy/config.yaml"),
      "policies: {cosmos-throughput-cap: {maxRu: 5000}}\ntiers: {prototype: {cosmos-no-keys: advisory}}\n",
    );
    writeFileSync(
      join(root, "policy/exemptions.yaml"),
      `- {policy: acr-network, resource: Registry a, reason: it is only a test, owner: us, until: ${UNTIL}}\n`,
    );
    bundles = await bundlePacks(root, join(root, "dist"));
  });
  after(() => rmSync(root, { recursive: true }));

  const read = (pack: string, file: string) => readFileSync(join(root, "dist", pack, file), "utf8");

  it("are three, and hold every policy once", () => {
    assert.deepEqual(
      bundles.map(({ pack }) => pack),
      PACKS,
    );
    assert.equal(
      bundles.reduce((sum, { policies }) => sum + policies, 0),
      RULES.length,
    );
  });

  it("are what the engine and npm take for a package: plain JavaScript and a description", () => {
    for (const pack of PACKS) {
      const { version } = JSON.parse(readFileSync("package.json", "utf8"));
      const manifest = JSON.parse(read(pack, "package.json"));
      assert.deepEqual([manifest.name, manifest.version, manifest.main], [`daca-${pack}`, version, "index.js"]);
      assert.deepEqual(Object.keys(manifest.dependencies), ["@pulumi/pulumi"]);
      const { runtime, main } = parse(read(pack, "PulumiPolicy.yaml"));
      assert.deepEqual([runtime, main], ["nodejs", "index.js"]);
      const program = read(pack, "index.js");
      assert.doesNotMatch(program, /require\("(?!node:)[^"]*(?:azure-native|@pulumi\/aws|@pulumi\/kubernetes)/);
    }
  });

  it("have all that they need in what npm packs of them", () => {
    const folder = join(root, "dist", "security");
    const [{ files }] = JSON.parse(
      execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: folder, encoding: "utf8" }),
    );
    const packed = files.map(({ path }: { path: string }) => path).toSorted();
    assert.deepEqual(packed, [
      "PulumiPolicy.yaml",
      "README.md",
      "config/enterprise.json",
      "config/planetary.json",
      "config/prototype.json",
      "index.js",
      "package.json",
    ]);
    assert.deepEqual(readdirSync(folder).toSorted(), [
      "PulumiPolicy.yaml",
      "README.md",
      "config",
      "index.js",
      "package.json",
    ]);
  });

  it("have a config for each tier, with the project's own levels, knobs and exemptions", () => {
    const prototype = JSON.parse(read("security", "config/prototype.json"));
    const enterprise = JSON.parse(read("security", "config/enterprise.json"));
    assert.equal(prototype["cosmos-no-keys"].enforcementLevel, "advisory");
    assert.equal(enterprise["cosmos-no-keys"].enforcementLevel, "mandatory");
    const [exemption] = prototype["acr-network"].exempt;
    assert.deepEqual(exemption, {
      resource: "Registry a",
      reason: "it is only a test",
      owner: "us",
      until: UNTIL,
    });
    for (const pack of PACKS) {
      const names = Object.keys(JSON.parse(read(pack, "config/planetary.json")));
      const own = RULES.filter((rule) => rule.pack === pack);
      assert.deepEqual(
        names,
        own.map(({ name }) => name),
      );
      for (const { name, enforcement } of own) {
        const { enforcementLevel } = JSON.parse(read(pack, "config/planetary.json"))[name];
        assert.equal(enforcementLevel, LEVEL_BY_TIER.planetary[enforcement], name);
      }
    }
    const cap = RULES.find(({ name }) => name === "cosmos-throughput-cap");
    assert.equal(JSON.parse(read(cap?.pack ?? "", "config/prototype.json"))["cosmos-throughput-cap"].maxRu, 5000);
  });

  it("are not made from files that are wrong", async () => {
    writeFileSync(join(root, "policy/config.yaml"), "policies: {cosmos-no-kees: advisory}\n");
    await assert.rejects(
      bundlePacks(root, join(root, "other")),
      /The policies' set-up has 1 problem:\n {2}policy\/config\.yaml policies\.cosmos-no-kees +is not a known key/,
    );
  });
});

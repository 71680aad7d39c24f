import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const COMMAND = resolve("sandbox/plan/command.ts");
const STACK_FILE = readFileSync("Pulumi.prototype.yaml", "utf8");

describe("npm run plan", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "daca-"));
    cpSync("Pulumi.yaml", join(root, "Pulumi.yaml"));
    writeFileSync(join(root, "Pulumi.prototype.yaml"), STACK_FILE);
    cpSync("tests/golden/prototype.json", join(root, "tests/golden/prototype.json"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function plan(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { cwd: root, encoding: "utf8" });
    assert.doesNotMatch(stderr, /\n\s+at /, "no stack trace");
    return { status, stdout, stderr };
  }

  function edit(stack: string, change: (text: string) => string) {
    writeFileSync(join(root, `Pulumi.${stack}.yaml`), change(STACK_FILE));
  }

  it("prints the tree, what it made up, what is still needed and the outputs", () => {
    const { status, stdout, stderr } = plan();
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^prototype: 48 resources\. Planned in this process with simulated answers; nothing real/);
    assert.match(stdout, /└─ Watch prototype-watch +10 {2}ActionGroup, 7 MetricAlert, Budget, ScheduledQueryRule\n/);
    assert.match(stdout, / {2}daca:secrets\.openai-api-key +artificial-value-of-openai-api-key\n/);
    assert.match(stdout, / {2}pulumi config set --secret --path 'daca:secrets\.openai-api-key'\n/);
    assert.match(stdout, / {4}research-agent: https:\/\/research-agent\..*\.eastus\.azurecontainerapps\.io\n/);
    const dumped = JSON.parse(readFileSync(join(root, ".sandbox/prototype/resources.json"), "utf8"));
    assert.deepEqual(dumped, JSON.parse(readFileSync("tests/golden/prototype.json", "utf8")));
  });

  it("prints nothing but JSON with --json", () => {
    const { stdout } = plan("--json");
    const [only, ...rest] = JSON.parse(stdout);
    assert.deepEqual(rest, []);
    assert.deepEqual([only.stack, only.tier, only.filled.length], ["prototype", "prototype", 3]);
  });

  it("agrees with the reviewed plan, and shows a reviewer what an edit changes", () => {
    const reviewed = plan("prototype", "--check");
    assert.deepEqual([reviewed.status, reviewed.stderr], [0, ""]);
    assert.match(
      reviewed.stdout,
      /^prototype: as reviewed, 61 entries\.\n\nprototype: no mandatory policy is violated \(0 mandatory, \d+ advisory\)\.\n\n$/,
    );
    edit("prototype", (text) => text.replace("max: 10", "max: 20"));
    const { status, stdout } = plan("prototype", "--check");
    assert.equal(status, 1);
    assert.match(
      stdout,
      /~ azure-native:app:ContainerApp {2}prototype-agent-research-agent-app\n {6}inputs\.template\.scale\.maxReplicas {2}10 -> 20\n/,
    );
    assert.match(stdout, /npm run golden -- prototype, and say why in the commit\./);
  });

  it("reports every problem of every stack, plans the others, and exits with 2", () => {
    edit("bad", (text) => text.replace("min: 1", "min: 0").replace("name: research-agent", "name: Research"));
    writeFileSync(join(root, "Pulumi.broken.yaml"), "config: [");
    const { status, stdout, stderr } = plan("bad", "prototype", "broken", "absent");
    assert.equal(status, 2);
    assert.match(stdout, /^prototype: 48 resources/);
    assert.match(
      stderr,
      /Pulumi\.bad\.yaml has 2 problems:\n {2}daca:agents\[0\]\.name .*\n.*\n {2}daca:agents\[0\]\.replicas\.min/,
    );
    assert.match(stderr, /Pulumi\.broken\.yaml:\d+:\d+ is not YAML/);
    assert.match(stderr, /Pulumi\.absent\.yaml does not exist/);
  });

  it("passes over a stack whose tier is not built, and says so", () => {
    edit("planetary", (text) => text.replace("daca:tier: prototype", "daca:tier: planetary"));
    const { status, stdout, stderr } = plan();
    assert.equal(status, 0);
    assert.match(stdout, /^prototype: 48 resources/);
    assert.equal(stderr, "planetary: not planned, the planetary tier is not built yet\n");
  });

  it("refuses an unknown option and explains itself", () => {
    const { status, stderr } = plan("--chek");
    assert.equal(status, 2);
    assert.match(stderr, /Unknown option '--chek'[\s\S]*npm run plan \[-- <stack>\.\.\.\]/);
    assert.equal(plan("--help").status, 0);
  });
});

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { stringify } from "yaml";
import { configOf, digest, image, REPOSITORY, releaseFields } from "./stack.ts";

const COMMAND = resolve("release/command.ts");
const BLUE_GREEN = { delivery: { strategy: "blueGreen" } };

describe("npm run release", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "daca-release-"));
    writeFileSync(join(root, "Pulumi.dev.yaml"), stringify({ config: configOf([BLUE_GREEN]) }));
    outputs({});
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const outputs = (content: object) => writeFileSync(join(root, "outputs.json"), JSON.stringify(content));

  function deployed(fields: object = {}) {
    const { image: released, delivery } = releaseFields({ image: image("1"), ...BLUE_GREEN });
    outputs({
      releases: { "research-agent": { image: released, delivery } },
      revisions: { "research-agent": { blue: "r1abc" } },
      urls: { "research-agent": "https://research-agent.example.com" },
      resourceGroup: "rg",
      ...fields,
    });
  }

  function release(...args: string[]) {
    const env = {
      ...process.env,
      DACA_ENGINE: "path",
      PATH: [bin(), dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
    };
    const ran = spawnSync(process.execPath, [COMMAND, ...args], { cwd: root, env, encoding: "utf8" });
    assert.doesNotMatch(ran.stderr, /\n\s+at /, "no stack trace");
    return ran;
  }

  const bin = () => join(root, "bin");
  const calls = () =>
    existsSync(join(root, "calls")) ? readFileSync(join(root, "calls"), "utf8").trim().split("\n") : [];

  /** Puts a command on PATH that notes what it is called with. */
  function stub(name: string, script: string) {
    mkdirSync(bin(), { recursive: true });
    writeFileSync(join(bin(), name), `#!/bin/sh\nprintf '${name} %s\\n' "$*" >> '${root}/calls'\n${script}\n`);
    chmodSync(join(bin(), name), 0o755);
  }

  function stubPulumi(script = "") {
    stub("pulumi", `if [ "$1" = version ]; then echo v3.999.0; exit 0; fi\n${script}`);
    stub("pulumi-language-nodejs", "");
  }

  it("prints the commands that begin a first release, and what becomes of each agent", () => {
    const { status, stdout, stderr } = release(
      "begin",
      "--stack",
      "dev",
      "--outputs",
      "outputs.json",
      "--image",
      `${REPOSITORY}@${digest("1")}`,
    );
    assert.equal(stdout, `pulumi config set --path 'daca:agents[0].image.digest' ${digest("1")}\n`);
    assert.equal(stderr, "research-agent: first release, blue\n");
    assert.equal(status, 0);
  });

  it("applies them all at once, and counts them for the next step of a workflow", () => {
    stubPulumi();
    deployed();
    const image = `${REPOSITORY}@${digest("2")}`;
    const asked = [
      "begin",
      "--stack",
      "dev",
      "--outputs",
      "outputs.json",
      "--image",
      image,
      "--apply",
      "--changes",
      "changes",
    ];
    const { status, stderr } = release(...asked);
    assert.equal(status, 0, stderr);
    assert.equal(
      calls().at(-1),
      `pulumi config set-all --stack dev --non-interactive --path --plaintext daca:agents[0].image.digest=${digest("2")}` +
        " --plaintext daca:agents[0].delivery.newest=green --plaintext daca:agents[0].delivery.other=r1abc",
    );
    assert.equal(readFileSync(join(root, "changes"), "utf8"), "changes=3\n");
  });

  it("calls nobody where a step changes nothing", () => {
    deployed();
    const { status, stdout, stderr } = release(
      "promote",
      "--stack",
      "dev",
      "--outputs",
      "outputs.json",
      "--apply",
      "--changes",
      "changes",
    );
    assert.deepEqual([status, stdout, stderr], [0, "", "research-agent: nothing to shift\n"]);
    assert.equal(readFileSync(join(root, "changes"), "utf8"), "changes=0\n");
  });

  it("says what pulumi said when it refuses, and exits with 1", () => {
    stubPulumi("echo 'error: no stack named dev' >&2; exit 255");
    const asked = [
      "begin",
      "--stack",
      "dev",
      "--outputs",
      "outputs.json",
      "--image",
      `${REPOSITORY}@${digest("1")}`,
      "--apply",
    ];
    const { status, stderr } = release(...asked);
    assert.match(stderr, /error: no stack named dev\n$/);
    assert.equal(status, 1);
  });

  it("has nothing to try where no colour waits", () => {
    deployed();
    const { status, stdout, stderr } = release("smoke", "new", "--outputs", "outputs.json");
    assert.deepEqual([status, stdout, stderr], [0, "", "No address to call from here.\n"]);
  });

  it("stops the revisions without a colour, and only them", () => {
    stub("az", `case "$3" in list) printf 'research-agent--r0old\\nresearch-agent--r1abc\\n' ;; esac`);
    deployed();
    const { status, stdout, stderr } = release("retire", "--outputs", "outputs.json", "--apply");
    assert.deepEqual([status, stdout], [0, "research-agent--r0old\n"], stderr);
    assert.deepEqual(calls(), [
      "az containerapp revision list --name research-agent --resource-group rg --query [?properties.active].name --output tsv",
      "az containerapp revision deactivate --name research-agent --resource-group rg --revision research-agent--r0old",
    ]);
  });

  it("writes a summary", () => {
    deployed();
    assert.match(
      release("summary", "--stack", "dev", "--outputs", "outputs.json").stdout,
      /^### dev\n\n\| agent \| newest image/,
    );
  });

  it("reports unusable outputs and settings with exit code 2", () => {
    writeFileSync(join(root, "broken.json"), "{");
    const cases: [string[], RegExp][] = [
      [
        ["promote", "--stack", "dev", "--outputs", "absent.json"],
        /^absent\.json cannot be read: .*\n {2}to write it: pulumi stack output --json > absent\.json\n$/,
      ],
      [["promote", "--stack", "dev", "--outputs", "broken.json"], /^broken\.json is not JSON: /],
      [["promote", "--stack", "test", "--outputs", "outputs.json"], /^Pulumi\.test\.yaml does not exist/],
      [
        ["begin", "--stack", "dev", "--outputs", "outputs.json", "--image", `ghcr.io/you/agent@${digest("1")}`],
        /^Pulumi\.dev\.yaml has 1 problem:/,
      ],
    ];
    for (const [args, expected] of cases) {
      const { status, stderr } = release(...args);
      assert.match(stderr, expected);
      assert.equal(status, 2);
    }
  });

  it("reports everything that is wrong with the arguments, and explains itself", () => {
    const { status, stderr } = release("begin", "more", "--image", "agent:latest");
    assert.equal(status, 2);
    assert.match(
      stderr,
      /^begin needs --stack\nbegin needs --outputs\n--image agent:latest: expected <repository>@sha256:<64 hexadecimal digits>\nmore: not expected after begin\n\nnpm run release/,
    );
    assert.match(
      release("prmote").stderr,
      /^prmote: expected one of begin, promote, rollback, current, smoke, retire, summary\n/,
    );
    assert.match(release("smoke", "old", "--outputs", "outputs.json").stderr, /^smoke old: expected smoke new or/);
    assert.match(release("begin", "--dry").stderr, /^Unknown option '--dry'/);
    const help = release("--help");
    assert.deepEqual([help.status, help.stderr], [0, ""]);
  });
});

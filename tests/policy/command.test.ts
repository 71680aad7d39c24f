import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Log } from "sarif";
import { RULES } from "../../policy/rules/index.ts";

const COMMAND = resolve("policy/command.ts");

/** Only this policy is on, so that the tests say the same whatever policies there are. */
const POLICY = "k8s-no-privileged";
const OTHERS = RULES.filter(({ name }) => name !== POLICY).map(({ name }) => [name, "disabled"]);
const CONFIG = { policies: Object.fromEntries(OTHERS) };

const PRIVILEGED = `# the agent
apiVersion: apps/v1
kind: Deployment
metadata: {name: agent, namespace: agents}
spec:
  template:
    spec:
      containers:
        - name: agent
          securityContext:
            privileged: true
`;
const PATH = "spec.template.spec.containers[0].securityContext.privileged";
const BLOCK = `k8s-no-privileged  critical  Deployment agents/agent
  agent.yaml:11
  ${PATH}
  got true, want false: it could do to the node whatever root can
  mend   remove securityContext.privileged, and add the one capability that is needed instead
  exempt policy/exemptions.yaml: k8s-no-privileged + resource, reason, owner, until
  PSS baseline, CIS 5.2.2, NSA C-0057, CKV_K8S_16
`;

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const EXEMPTION = {
  policy: POLICY,
  resource: "Deployment agents/agent",
  reason: "the vendor is asked to mend it",
  owner: "team-agents",
  until: day(7),
};

describe("npm run policy", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "daca-"));
    write({
      "policy/config.yaml": JSON.stringify(CONFIG),
      "agent.yaml": PRIVILEGED,
      "good.yaml": PRIVILEGED.replace("true", "false").replace("name: agent,", "name: good,"),
      "broken.yaml": "kind: [\n",
    });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(files: Record<string, string>): void {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
  }

  function policy(args: string[], input = "") {
    const options = { cwd: root, input, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], options);
    assert.doesNotMatch(stderr, /\n\s+at /, "no stack trace");
    return { status, stdout, stderr };
  }

  it("exits with 0 and counts where nothing mandatory is found", () => {
    assert.deepEqual(policy(["good.yaml"]), { status: 0, stdout: "1 resource: 0 mandatory, 0 advisory\n", stderr: "" });
  });

  it("exits with 1 and says where, what, why, how to mend and how to exempt", () => {
    assert.deepEqual(policy(["agent.yaml", "good.yaml"]), {
      status: 1,
      stdout: `${BLOCK}\n2 resources: 1 mandatory, 0 advisory\n`,
      stderr: "",
    });
  });

  it("exits with 2 where something cannot be read, and checks the rest", () => {
    const { status, stdout, stderr } = policy(["broken.yaml", "absent.yaml", "agent.yaml"]);
    assert.deepEqual([status, stdout], [2, `${BLOCK}\n1 resource: 1 mandatory, 0 advisory\n`]);
    assert.match(
      stderr,
      /^Cannot be used:\n {2}broken\.yaml:\d {2}is no YAML: .+\n(?:.*\n)* {2}absent\.yaml +is not there\n/,
    );
  });

  it("reads standard input and state exports", () => {
    assert.deepEqual(policy(["-"], PRIVILEGED).stdout.split("\n")[1], "  standard input:11");
    const inputs = { spec: { containers: [{ securityContext: { privileged: true } }] } };
    const urn = "urn:pulumi:dev::daca::kubernetes:core/v1:Pod::agent";
    const resources = [{ urn, type: "kubernetes:core/v1:Pod", inputs }];
    const { status, stdout } = policy(["-"], JSON.stringify({ version: 3, deployment: { resources } }));
    assert.equal(status, 1);
    assert.match(
      stdout,
      /^k8s-no-privileged {2}critical {2}Pod agent\n {2}standard input:1\n {2}spec\.containers\[0\]\./,
    );
  });

  it("prints nothing but JSON with --format json, whatever cannot be read", () => {
    const { status, stdout, stderr } = policy(["agent.yaml", "broken.yaml", "--format", "json"]);
    assert.equal(status, 2);
    assert.match(stderr, /^Cannot be used:/);
    const [finding, ...others] = JSON.parse(stdout);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [finding.policy, finding.state, finding.level, finding.resource, finding.path, finding.got],
      [POLICY, "violated", "mandatory", "Deployment agents/agent", PATH, true],
    );
  });

  it("prints nothing but SARIF with --format sarif, each result with a place, also one about the whole stack", () => {
    const misshapen = "apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: two}}}\n";
    write({ "policy/config.yaml": "", "misshapen.yaml": misshapen });
    const { stdout } = policy(["agent.yaml", "broken.yaml", "misshapen.yaml", "--format", "sarif"]);
    const { version, runs } = JSON.parse(stdout) as Log;
    assert.deepEqual([version, runs.length], ["2.1.0", 1]);
    const results = runs[0]?.results ?? [];
    const placesOf = (start: string) =>
      results
        .filter(({ message }) => message.text?.startsWith(start))
        .map(({ locations }) => locations?.[0]?.physicalLocation);
    const at = (startLine: number) => ({ artifactLocation: { uri: "agent.yaml" }, region: { startLine } });
    assert.deepEqual(placesOf(`Deployment agents/agent: ${PATH}: got true, want false`), [at(11)]);
    assert.deepEqual(placesOf("Stack stack")[0], at(1));
    assert.equal(placesOf("").includes(undefined), false);
  });

  it("takes its levels from the tier that is asked for", () => {
    write({ "policy/config.yaml": JSON.stringify({ ...CONFIG, tiers: { prototype: { [POLICY]: "advisory" } } }) });
    assert.deepEqual(policy(["agent.yaml", "--tier", "prototype"]), {
      status: 0,
      stdout: `advice  k8s-no-privileged  Deployment agents/agent  ${PATH}: got true, want false\n\n1 resource: 0 mandatory, 1 advisory\n`,
      stderr: "",
    });
  });

  it("honours policy/exemptions.yaml, and names what is exempted and what is not needed", () => {
    const unneeded = { ...EXEMPTION, resource: "Deployment agents/other" };
    write({ "policy/exemptions.yaml": JSON.stringify([EXEMPTION, unneeded]) });
    const { status, stdout, stderr } = policy(["agent.yaml"]);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.deepEqual(stdout.split("\n"), [
      `exempt  k8s-no-privileged  Deployment agents/agent  ${PATH} until ${EXEMPTION.until} (team-agents: the vendor is asked to mend it)`,
      "unused  k8s-no-privileged  Deployment agents/other  its exemption excuses nothing",
      "",
      "1 resource: 0 mandatory, 0 advisory, 1 exempted, 1 unused exemptions",
      "",
    ]);
  });

  it("does not honour an exemption that ended, and says so", () => {
    write({ "policy/exemptions.yaml": JSON.stringify([{ ...EXEMPTION, until: day(-1) }]) });
    const { status, stdout, stderr } = policy(["agent.yaml"]);
    assert.equal(status, 2);
    assert.match(
      stdout,
      /\n {2}its exemption ended on \d{4}-\d\d-\d\d \(team-agents: the vendor is asked to mend it\)\n/,
    );
    assert.match(stdout, /\n1 resource: 1 mandatory, 0 advisory\n$/);
    assert.match(stderr, /policy\/exemptions\.yaml \[0\]\.until +is \S+, and today is /);
  });

  it("exits with 2 where the exemptions or the config cannot be used, and checks all the same", () => {
    const told = `${BLOCK}\n1 resource: 1 mandatory, 0 advisory\n`;
    write({ "policy/exemptions.yaml": "- *nothing\n" });
    const { status, stdout, stderr } = policy(["agent.yaml"]);
    assert.deepEqual([status, stdout], [2, told]);
    assert.match(
      stderr,
      /^Cannot be used:\n {2}policy\/exemptions\.yaml {2}is no YAML: Unresolved alias .*: nothing\n\n$/,
    );
    write({
      "policy/exemptions.yaml": "- [",
      "policy/config.yaml": JSON.stringify({ policies: { ...CONFIG.policies, [POLICY]: "on" } }),
    });
    const both = policy(["agent.yaml"]);
    assert.deepEqual([both.status, both.stdout], [2, told]);
    assert.match(both.stderr, /\n {2}policy\/exemptions\.yaml +is no YAML: /);
    assert.match(both.stderr, /k8s-no-privileged\.enforcementLevel +is "on", expected one of disabled, advisory,/);
  });

  it("refuses options that it does not have, and explains itself", () => {
    for (const [args, says] of [
      [["agent.yaml", "--teir", "prototype"], /^Unknown option '--teir'/],
      [["agent.yaml", "--tier", "lunar"], /^--tier is lunar, expected one of prototype, enterprise, planetary\n/],
      [["agent.yaml", "--format", "xml"], /^--format is xml, expected one of text, json, sarif\n/],
      [[], /^no file is named\n/],
    ] as const) {
      const { status, stdout, stderr } = policy([...args]);
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, says);
      assert.match(stderr, /\nnpm run policy -- <file>\.\.\. /);
    }
    const { status, stdout, stderr } = policy(["--help"]);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /^npm run policy -- <file>\.\.\. .*\n[\s\S]*\nExit code: 0 /);
  });
});

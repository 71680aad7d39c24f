import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Checkout, stepsOf } from "../support/rehearsal.ts";

const ALL_RIGHT = [
  "stack: made",
  "preview: 48 to create",
  "up: 48 created",
  "preview: no change",
  "refresh: no drift",
  "destroy: 48 deleted, nothing left",
];
const SECRET = "artificial-value-of-openai-api-key";

describe("npm run rehearse", () => {
  let checkout: Checkout;
  before(() => {
    checkout = new Checkout();
  });
  after(() => checkout.remove());

  const clouds = () => join(checkout.root, ".sandbox/prototype/rehearsal/clouds/azure-native");
  const heldFile = (type: string) =>
    readdirSync(clouds())
      .map((file) => join(clouds(), file))
      .find((file) => JSON.parse(readFileSync(file, "utf8")).type === type) as string;

  it("takes the prototype through its life on the real engine, and leaves nothing", () => {
    const run = checkout.rehearse();
    assert.deepEqual(stepsOf(run), ALL_RIGHT, run.stdout + run.stderr);
    assert.equal(run.status, 0);
    assert.match(
      run.stdout,
      /^prototype: rehearsed on the real engine, Pulumi \d+\.\d+\.\d+, with stand-ins for aws, azure-native, kubernetes, random\.\nNothing real is read or made/m,
    );
    assert.match(run.stdout, /^prototype {2}every step was as it must be, \d+\.\d s$/m);
    assert.deepEqual(readdirSync(join(checkout.root, ".sandbox/prototype/rehearsal")), ["engine.log", "policies.json"]);
  });

  it("stops after a preview that a pull request asked for", () => {
    const run = checkout.rehearse("--until", "preview");
    assert.deepEqual([run.status, stepsOf(run)], [0, ["stack: made", "preview: 48 to create"]]);
  });

  describe("with --keep", () => {
    before(() => {
      const run = checkout.rehearse("--keep");
      assert.equal(run.status, 0, run.stdout + run.stderr);
      assert.match(run.stdout, /To use pulumi on it: \.sandbox\/prototype\/rehearsal\/pulumi stack --show-urns\n/);
    });

    it("leaves the stack to be looked at with pulumi", () => {
      const resources = checkout.pulumi("stack", "--stack", "prototype", "--show-urns");
      assert.match(resources, /prototype-agent-research-agent-app/);
      const urls = JSON.parse(checkout.pulumi("stack", "output", "--stack", "prototype", "--json")).urls;
      assert.match(urls["research-agent"], /^https:\/\/research-agent\..*\.eastus\.azurecontainerapps\.io$/);
    });

    it("writes no secret in plain text anywhere", () => {
      const files = checkout.files();
      assert.ok(
        files.some((file) => /state\/\.pulumi\/stacks\/daca\/prototype\.json$/.test(file)),
        files.join("\n"),
      );
      // The stand-in of the vault is the cloud, which has the value of course; it is not Pulumi's.
      const leaks = files.filter((file) => !file.includes("/clouds/") && checkout.text(file).includes(SECRET));
      assert.deepEqual(leaks, []);
      const config = checkout.pulumi("config", "--stack", "prototype");
      assert.match(config, /secrets +\{"openai-api-key":"\[secret\]"\}/);
    });

    for (const [what, change, expected] of [
      [
        "max replicas",
        (text: string) => text.replace("max: 10", "max: 12"),
        /~ azure-native:app:ContainerApp prototype-agent-research-agent-app +template\.scale\.maxReplicas/,
      ],
      [
        "the image's digest",
        (text: string) =>
          text.replace(
            "research-agent\n      port",
            `research-agent\n        digest: sha256:${"1".repeat(64)}\n      port`,
          ),
        /~ azure-native:app:ContainerApp prototype-agent-research-agent-app +template\.containers\[0\]\.image/,
      ],
      [
        "the location",
        (text: string) => text.replace("location: eastus", "location: westus"),
        /± azure-native:resources:ResourceGroup prototype-place-group +because of location\n[\s\S]*± azure-native:app:ManagedEnvironment prototype-apps-environment/,
      ],
    ] as const) {
      it(`previews an edit of ${what} as Azure would have it`, () => {
        const before = checkout.text("Pulumi.prototype.yaml");
        checkout.edit(change);
        assert.notEqual(checkout.text("Pulumi.prototype.yaml"), before);
        const run = checkout.rehearse("--until", "preview");
        checkout.edit(() => before);
        assert.equal(run.status, 0, run.stdout + run.stderr);
        assert.match(run.stdout, expected);
      });
    }

    it("finds drift when somebody changed the cloud behind its back, and what is gone", () => {
      const app = heldFile("azure-native:app:ContainerApp");
      const text = readFileSync(app, "utf8");
      writeFileSync(app, text.replace('"maxReplicas": 10', '"maxReplicas": 99'));
      const held = heldFile("azure-native:consumption:Budget");
      rmSync(held);
      // An up that has nothing to do leaves the cloud alone, so the refresh sees it.
      const run = checkout.rehearse("--keep");
      assert.equal(run.status, 1);
      assert.match(run.stdout, /refresh +\d+\.\d s {2}expected no drift: /);
      assert.match(run.stdout, /prototype-watch-budget/);
      assert.match(run.stdout, /prototype-agent-research-agent-app/);
      // The refresh has told the state; the next run puts things right again.
      const next = checkout.rehearse();
      assert.equal(next.status, 0, next.stdout);
      assert.equal(stepsOf(next)[2], "up: 1 updated, 1 created, 46 unchanged");
      assert.match(next.stdout, /destroy +\d+\.\d s {2}48 deleted, nothing left/);
    });
  });

  it("fails where it is told to, keeps what was made, and goes on from there", () => {
    const failed = checkout.rehearse("--fail", "ContainerApp@create");
    assert.equal(failed.status, 1);
    assert.match(
      failed.stdout,
      /^ {2}up +\d+\.\d s {2}failed \(37 created\)\n {6}azure-native:app:ContainerApp prototype-agent-research-agent-app\n/m,
    );
    assert.match(failed.stdout, /Status=503 Code="ServiceUnavailable"/);
    const { resources } = JSON.parse(checkout.state());
    assert.equal(
      resources.filter((one: { custom: boolean }) => one.custom).length,
      37 + 1,
      "37, and the default provider of random",
    );
    const next = checkout.rehearse();
    assert.equal(next.status, 0, next.stdout);
    assert.equal(stepsOf(next)[2], "up: 11 created, 37 unchanged");
  });

  it("refuses a fault that no resource meets, bad settings and bad arguments, all with exit code 2", () => {
    const mistyped = checkout.rehearse("--fail", "ContainerAp@create");
    assert.equal(mistyped.status, 2);
    assert.match(
      mistyped.stderr,
      /--fail ContainerAp@create: no resource has the type or name "ContainerAp"\n {2}types here: /,
    );
    for (const [args, message] of [
      [["--crash", "0"], /--crash 0: expected a whole number from 1 on/],
      [["--until", "up"], /--until up: expected --until preview/],
      [["--fail", "x@y"], /--fail x@y: expected <type or name>/],
      [["--nope"], /Unknown option/],
    ] as const) {
      const run = checkout.rehearse(...args);
      assert.equal(run.status, 2);
      assert.match(run.stderr, message);
    }
    const before = checkout.text("Pulumi.prototype.yaml");
    checkout.edit((text) => text.replace("max: 10", "max: 0"));
    const bad = checkout.rehearse();
    checkout.edit(() => before);
    assert.equal(bad.status, 2);
    assert.match(bad.stderr, /^Pulumi\.prototype\.yaml has 2 problems:\n {2}daca:agents\[0\]\.replicas\.max/);
    assert.doesNotMatch(bad.stderr, /\n\s+at /);
  });
});

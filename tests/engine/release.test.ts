import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Checkout } from "../support/rehearsal.ts";

const REHEARSAL = ".sandbox/prototype/rehearsal";
const REPOSITORY = "ghcr.io/acme/research-agent";
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

/** A stack on the real engine, released to as the workflow does. */
class ReleasedStack extends Checkout {
  private readonly project = join(this.root, REHEARSAL, "project");
  private readonly stackFile = join(this.project, "Pulumi.prototype.yaml");
  private committed = "";

  /** First release, by a rehearsal that is left up. */
  first(): void {
    this.edit((text) => text.replace("      state:\n", "      delivery: {strategy: blueGreen}\n      state:\n"));
    const { status, stdout, stderr } = this.rehearse("--keep");
    assert.equal(status, 0, stdout + stderr);
    // What git has: the rehearsal made a digest up, which a release sets.
    this.committed = readFileSync(this.stackFile, "utf8").replace(/^ *digest: .*\n/m, "");
    const script = readFileSync(join(this.root, REHEARSAL, "pulumi"), "utf8");
    const command = `exec '${process.execPath}' '${resolve("release/command.ts")}' "$@"\n`;
    writeFileSync(this.command, script.replace(/^exec .*\n?/m, command));
    chmodSync(this.command, 0o755);
  }

  private get command(): string {
    return join(this.root, "release");
  }

  checkOut(): void {
    writeFileSync(this.stackFile, this.committed);
  }

  /** Writes the stack's outputs to a file, and says which image digit each colour runs and who has the traffic. */
  outputs(file: string) {
    const text = this.pulumi("stack", "output", "--json");
    writeFileSync(join(this.project, file), text);
    const { releases, revisions } = JSON.parse(text);
    const colours = Object.entries<string>(revisions["research-agent"]).map(([colour, suffix]) => [colour, suffix[1]]);
    return { production: releases["research-agent"].delivery.production, ...Object.fromEntries(colours) };
  }

  release(...args: string[]): void {
    const asked = [...args, "--stack", "prototype", "--apply"];
    const { status, stderr } = spawnSync(this.command, asked, { cwd: this.project, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  }

  up(): void {
    this.pulumi("up", "--yes", "--skip-preview", "--stack", "prototype");
  }
}

describe("a release on the real engine", () => {
  const stack = new ReleasedStack();
  after(() => stack.remove());

  it("goes beside the old colour, takes the traffic, gives it back, and leaves nothing that a preview would change", () => {
    stack.first();
    assert.deepEqual(stack.outputs("before.json"), { production: "blue", blue: "0" });

    stack.checkOut();
    stack.release("begin", "--outputs", "before.json", "--image", `${REPOSITORY}@${digest("2")}`);
    stack.up();
    assert.deepEqual(stack.outputs("beside.json"), { production: "blue", blue: "0", green: "2" });

    stack.release("promote", "--outputs", "beside.json");
    stack.up();
    assert.deepEqual(stack.outputs("after.json"), { production: "green", blue: "0", green: "2" });

    stack.release("rollback", "--outputs", "before.json");
    stack.up();
    assert.deepEqual(stack.outputs("last.json"), { production: "blue", blue: "0", green: "2" });

    stack.checkOut();
    stack.release("current", "--outputs", "last.json");
    stack.pulumi("preview", "--refresh", "--expect-no-changes", "--stack", "prototype");
  });
});

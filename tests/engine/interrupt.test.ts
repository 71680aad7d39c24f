import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Checkout, stepsOf } from "../support/rehearsal.ts";

/** Enough for the `up` to be under way, and far from all 48. */
const RESOURCES = 8;

describe("a rehearsal that somebody interrupts", () => {
  let checkout: Checkout;
  beforeEach(() => {
    checkout = new Checkout();
  });
  afterEach(() => checkout.remove());

  /** Starts a rehearsal, in a process group of its own as a terminal does, and waits until its `up` is under way. */
  async function startedUp(): Promise<{ rehearsal: ChildProcess; output: () => string }> {
    const command = resolve("sandbox/rehearse/command.ts");
    const rehearsal = spawn(process.execPath, [command, "prototype"], { cwd: checkout.root, detached: true });
    let output = "";
    for (const stream of [rehearsal.stdout, rehearsal.stderr]) stream.on("data", (text) => (output += text));
    const cloud = join(checkout.root, ".sandbox/prototype/rehearsal/clouds/azure-native");
    while (!existsSync(cloud) || readdirSync(cloud).length < RESOURCES) {
      assert.equal(rehearsal.exitCode, null, output);
      await sleep(20);
    }
    return { rehearsal, output: () => output };
  }

  function assertConverges() {
    const next = checkout.rehearse();
    assert.equal(next.status, 0, next.stdout + next.stderr);
    const steps = stepsOf(next);
    assert.equal(steps[0], "stack: taken up as it was left");
    assert.match(steps[2] ?? "", /^up: \d+ created, \d+ unchanged$/);
    assert.equal(steps.at(-1), "destroy: 48 deleted, nothing left");
    return next;
  }

  it("by Ctrl-C ends when the engine has finished what is under way, and goes on from there", async () => {
    const { rehearsal, output } = await startedUp();
    process.kill(-(rehearsal.pid as number), "SIGINT");
    const [code] = await once(rehearsal, "exit");
    assert.equal(code, 1);
    assert.match(output(), /Stopping when the engine has finished what is under way/);
    assert.match(output(), /^ {2}up +\d+\.\d s {2}stopped$/m);
    assert.match(output(), /^ {2}stopped +0\.0 s {2}the same command goes on from here$/m);
    assert.doesNotMatch(assertConverges().stdout, /an engine was killed here/);
  });

  it("by a kill that nobody can hear goes on from there just as well", async () => {
    const { rehearsal } = await startedUp();
    process.kill(rehearsal.pid as number, "SIGKILL");
    await once(rehearsal, "exit");
    // The engine notices that nobody listens when it next says something.
    await sleep(2000);
    // The engine does not write these as a whole, and opens no stack that has half of one.
    assert.deepEqual(
      checkout.files().filter((file) => file.endsWith(".attrs")),
      [],
    );
    assert.match(assertConverges().stdout, /an engine was killed here: its lock is removed/);
  });

  it("refuses a second one of the same stack, and when told to end it cuts short what is under way", async () => {
    const { rehearsal, output } = await startedUp();
    const second = checkout.rehearse();
    assert.equal(second.status, 1);
    assert.match(second.stderr, /^another rehearsal \(process \d+\) has this stack: wait for its end, or stop it$/m);
    rehearsal.kill("SIGTERM");
    const [code] = await once(rehearsal, "exit");
    assert.equal(code, 1);
    assert.match(output(), /^ {2}stopped +0\.0 s {2}the same command goes on from here$/m);
  });
});

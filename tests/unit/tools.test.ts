import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTool } from "../../sandbox/obtain/tool.ts";
import { Unavailable } from "../../sandbox/obtain/unavailable.ts";

let folder: string;

/** A command that answers with some words and does nothing else. */
function command(place: string, name: string, answer: string): string {
  const bin = join(folder, place);
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), `#!/bin/sh\necho '${answer}'\n`);
  chmodSync(join(bin, name), 0o755);
  return bin;
}

/** Nothing on PATH but the given folders, no Go, an empty cache. */
const bare = (...path: string[]): NodeJS.ProcessEnv => ({
  PATH: path.join(":"),
  HOME: folder,
  XDG_CACHE_HOME: join(folder, "cache"),
});

describe("a tool that no package brings", () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "daca-tools-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is the one on PATH where it is as new as the pinned one", async () => {
    const bin = command("bin", "k6", "k6 v2.1.0 (go1.26.8, linux/amd64)");
    assert.deepEqual(await findTool("k6", { env: bare(bin) }), {
      command: join(bin, "k6"),
      version: "2.1.0",
      origin: "path",
    });
  });

  it("is the next on PATH where the first is older", async () => {
    const old = command("old", "daprd", "1.15.2");
    const recent = command("recent", "daprd", "1.18.9");
    const found = await findTool("daprd", { env: bare(old, recent) });
    assert.deepEqual([found.command, found.version], [join(recent, "daprd"), "1.18.9"]);
  });

  it("cannot be had without Go, which is said with all that was tried and what to do", async () => {
    const old = command("old", "k6", "k6 v0.57.0");
    const dumb = command("dumb", "k6", "what?");
    await assert.rejects(findTool("k6", { env: bare(old, dumb) }), (error: Error) => {
      assert.ok(error instanceof Unavailable);
      assert.equal(
        error.message,
        [
          "No k6 could be had:",
          `  path  ${join(old, "k6")} is 0.57.0, older than 2.0.0, the oldest that is tried`,
          `        ${join(dumb, "k6")} says no version`,
          "  go    no go on PATH (Go 1.25.0 or newer is needed to build it)",
          "Do one of these:",
          "  put k6 2.0.0 or newer on PATH",
          "  install Go 1.25.0 or newer, which downloads and builds it once: https://go.dev/doc/install",
        ].join("\n"),
      );
      return true;
    });
  });

  it("is not built when the build fails, and leaves nothing behind that looks built", async () => {
    const bin = command("bin", "go", "");
    writeFileSync(join(bin, "go"), "#!/bin/sh\necho 'no such module' >&2\nexit 1\n");
    const env = bare(bin);
    env.PATH += ":/bin:/usr/bin";
    await assert.rejects(findTool("k6", { env }), /go {4}no such module/);
    await assert.rejects(findTool("k6", { env }), /go {4}no such module/);
  });
});

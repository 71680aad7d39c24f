import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { findEngine, UnknownOrigin } from "../../sandbox/engine/engine.ts";
import type { Engine } from "../../sandbox/engine/origin.ts";
import { PULUMI_VERSION } from "../../sandbox/engine/tools.ts";
import { fillOnce } from "../../sandbox/obtain/once.ts";
import { Unavailable } from "../../sandbox/obtain/unavailable.ts";

const exec = promisify(execFile);
const project = join(import.meta.dirname, "..", "..");
const npmBin = join(project, "node_modules", ".bin");

/** A folder of its own for every test. */
let folder: string;

const silent = () => {};

/** An environment in which nothing can be had: no command on PATH, no network, empty caches. */
function bare(path: string[] = []): NodeJS.ProcessEnv {
  return {
    PATH: path.join(delimiter),
    HOME: folder,
    PULUMI_HOME: join(folder, "pulumi-home"),
    XDG_CACHE_HOME: join(folder, "cache"),
    NODE_USE_ENV_PROXY: "1",
    HTTPS_PROXY: "http://127.0.0.1:1", // nothing listens there, so every download fails at once
  };
}

/** Puts commands into a folder that answer `version` and do nothing else. */
function installation(name: string, version: string, commands = ["pulumi", "pulumi-language-nodejs"]): string {
  const bin = join(folder, name);
  mkdirSync(bin, { recursive: true });
  for (const command of commands) {
    writeFileSync(join(bin, command), `#!/bin/sh\necho v${version}\n`);
    chmodSync(join(bin, command), 0o755);
  }
  return bin;
}

/** The message with which the search gives up. */
async function failure(env: NodeJS.ProcessEnv): Promise<string> {
  const error = await findEngine({ env }).then(
    (engine) => assert.fail(`found ${engine.command}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Unavailable, String(error));
  return error.message;
}

describe("Finding the Pulumi engine", () => {
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "daca-engine-")));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describe("The engine on PATH", () => {
    it("is taken before all others, with its own folder for the language host", async () => {
      const official = installation("official", "3.999.1");
      const engine = await findEngine({ env: bare([npmBin, official]) });
      assert.deepEqual(engine, {
        command: join(official, "pulumi"),
        version: "3.999.1",
        origin: "path",
        pathFolders: [official],
      });
    });

    it("is never the wrapper of the npm package, be it a link or a shim", async () => {
      const shims = installation("shims", "3.999.1");
      writeFileSync(join(shims, "pulumi"), '#!/bin/sh\nexec node "$(dirname "$0")/../pulumi/run.js" "$@"\n');
      const message = await failure({ ...bare([npmBin, shims]), DACA_ENGINE: "path" });
      assert.ok(message.includes(`${join(npmBin, "pulumi")} is the npm package's wrapper`), message);
      assert.ok(message.includes(`${join(shims, "pulumi")} is the npm package's wrapper`), message);
    });

    it("is found through a link into its installation", async () => {
      const official = installation("official", "3.999.1");
      const links = join(folder, "links");
      mkdirSync(links);
      symlinkSync(join(official, "pulumi"), join(links, "pulumi"));
      const engine = await findEngine({ env: bare([links]) });
      assert.equal(engine.command, join(links, "pulumi"));
      assert.deepEqual(engine.pathFolders, [official]);
    });

    it("is passed over when it is older than the one that is tried, or lacks its language host", async () => {
      const old = installation("old", "3.95.0");
      const alone = installation("alone", "3.999.1", ["pulumi"]);
      const message = await failure({ ...bare([old, alone]), DACA_ENGINE: "path" });
      assert.ok(message.includes(`${join(old, "pulumi")} is 3.95.0, older than ${PULUMI_VERSION}`), message);
      assert.ok(message.includes(`${join(alone, "pulumi")} has no pulumi-language-nodejs beside it`), message);
    });
  });

  describe("The engine of the npm package", () => {
    it("is the file that the package downloaded, not its wrapper", async () => {
      const bin = installation(join("pulumi-home", "versions", "3.998.0", "bin"), "3.998.0");
      const engine = await findEngine({ env: { ...bare([dirname(process.execPath)]), PULUMI_VERSION: "3.998.0" } });
      assert.deepEqual(engine, {
        command: join(bin, "pulumi"),
        version: "3.998.0",
        origin: "npm",
        pathFolders: [bin],
      });
    });
  });

  describe("A search without success", () => {
    it("names every attempt in order, why it failed and how to mend it", async () => {
      const lines = (await failure(bare())).split("\n");
      assert.equal(lines[0], "No Pulumi engine could be had:");
      assert.equal(lines[1], "  path  no official pulumi on PATH");
      assert.match(lines[2] ?? "", /^ {2}npm {3}npm package pulumi \d+\.\d+\.\d+: fetch failed/);
      assert.match(lines[3] ?? "", /^ {2}go {4}no go on PATH \(Go 1\.\d+\.\d+ or newer is needed/);
      assert.equal(lines[4], "Do one of these:");
      assert.match(lines[5] ?? "", /install Pulumi 3\.\d+\.\d+ or newer: .*pulumi\.com\/docs\/install$/);
      assert.match(lines[6] ?? "", /install Go 1\.\d+\.\d+ or newer/);
    });

    it("tries nothing but the origin that DACA_ENGINE forces, and hands on what its tool said", async () => {
      const go = join(installation("go", "0", ["go"]), "go");
      writeFileSync(go, "#!/bin/sh\necho 'go: checksum mismatch' >&2\nexit 1\n");
      const message = await failure({ ...bare([dirname(go), installation("official", "3.999.1")]), DACA_ENGINE: "go" });
      assert.match(message, /^No Pulumi engine from go, the one origin asked for:\n {2}go {4}go: checksum mismatch\n/);
      assert.doesNotMatch(message, /^ {2}(path|npm) /m);
    });

    it("refuses an origin that does not exist", async () => {
      const search = findEngine({ env: { ...bare(), DACA_ENGINE: "docker" } });
      await assert.rejects(search, new UnknownOrigin('DACA_ENGINE is "docker", allowed: path, npm, go'));
    });
  });

  describe("The engine of this machine", function () {
    this.timeout("15m"); // the first time it may have to be downloaded or built
    let engine: Engine;
    before(async () => {
      engine = await findEngine({ progress: (line) => console.error(`      ${line}`) });
    });

    it("answers with its version", async () => {
      const { stdout } = await exec(engine.command, ["version"]);
      assert.equal(stdout.trim(), `v${engine.version}`);
    });

    it("previews a TypeScript program that Node runs as it is, without ts-node and without a warning", async () => {
      const packages = join(folder, "node_modules", "@pulumi");
      mkdirSync(packages, { recursive: true });
      symlinkSync(join(project, "node_modules", "@pulumi", "pulumi"), join(packages, "pulumi"), "dir");
      const files = {
        "Pulumi.yaml": "{name: tiny, main: index.ts, runtime: {name: nodejs, options: {typescript: false}}}",
        "package.json": '{"type": "module", "dependencies": {"@pulumi/pulumi": "*"}}',
        "index.ts": `
        import * as pulumi from "@pulumi/pulumi";
        export default async (): Promise<Record<string, unknown>> => ({
          stack: pulumi.getStack(),
          tsNode: process.env.PULUMI_NODEJS_TYPESCRIPT === "true",
        });`,
      };
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      const env = {
        ...process.env,
        PATH: [...engine.pathFolders, dirname(process.execPath), process.env.PATH].join(delimiter),
        PULUMI_HOME: join(folder, "pulumi-home"),
        PULUMI_BACKEND_URL: pathToFileURL(folder).href,
        PULUMI_CONFIG_PASSPHRASE: "artificial",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      };
      const pulumi = async (...args: string[]) => {
        const { stdout, stderr } = await exec(engine.command, [...args, "--non-interactive"], { cwd: folder, env });
        return stdout + stderr;
      };
      await pulumi("stack", "init", "dev");
      const preview = await pulumi("preview", "--color", "never");
      assert.match(preview, /^ {4}stack : "dev"$/m);
      assert.match(preview, /^ {4}tsNode: false$/m);
      assert.match(preview, /^ {4}\+ 1 to create$/m);
      assert.doesNotMatch(preview, /warning/i);
    });
  });

  describe("What is built once", () => {
    it("is built by one of two that want it at the same time, and both get it whole", async () => {
      const built = join(folder, "cache", "tool");
      let builds = 0;
      const build = async (empty: string) => {
        builds += 1;
        writeFileSync(join(empty, "first"), "1");
        await sleep(400);
        assert.equal(existsSync(built), false, "it may be seen only when whole");
        writeFileSync(join(empty, "second"), "2");
      };
      await Promise.all([fillOnce(built, silent, build), fillOnce(built, silent, build)]);
      assert.equal(builds, 1);
      assert.deepEqual(readdirSync(built), ["first", "second"]);
      assert.deepEqual(readdirSync(join(folder, "cache")), ["tool"]);
    });

    it("is not there after a build that failed, and the next one starts afresh", async () => {
      const built = join(folder, "cache", "tool");
      const broken = fillOnce(built, silent, async (empty) => {
        writeFileSync(join(empty, "half"), "");
        throw new Error("disk full");
      });
      await assert.rejects(broken, new Error("disk full"));
      assert.deepEqual(readdirSync(join(folder, "cache")), []);
      await fillOnce(built, silent, async (empty) => assert.deepEqual(readdirSync(empty), []));
      assert.equal(existsSync(built), true);
    });

    it("does not wait for a process that died, and clears away what it left", async () => {
      const cache = join(folder, "cache");
      const twoHoursAgo = new Date(Date.now() - 7_200_000);
      mkdirSync(join(cache, "tool.half"), { recursive: true });
      writeFileSync(join(cache, "tool.lock"), "");
      for (const name of ["tool.half", "tool.lock"]) utimesSync(join(cache, name), twoHoursAgo, twoHoursAgo);
      await fillOnce(join(cache, "tool"), silent, async () => {});
      assert.deepEqual(readdirSync(cache), ["tool"]);
    });
  });
});

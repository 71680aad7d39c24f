import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { withHeartbeat } from "../obtain/heartbeat.ts";
import { run } from "../obtain/run.ts";
import { Unavailable } from "../obtain/unavailable.ts";
import type { Attempt, Engine } from "./origin.ts";
import { official } from "./path.ts";

/** Longest a download of some 150 MB may take. Without internet it fails at once. */
const DOWNLOAD_SECONDS = 600;

/**
 * Has the package say where the real command is (it downloads it on first use). Its own command only passes calls on
 * and never names the file, and beside the file lies the language host. In a process of its own, because the install
 * script writes to standard output.
 */
const RESOLVE = `require(process.argv[1]).resolve().then(
  (command) => console.log("\\n" + command),
  (error) => { console.error([error.message, error.cause?.message].filter(Boolean).join(": ")); process.exit(1); },
)`;

/** The official command line that the npm package `pulumi` downloads into PULUMI_HOME. */
export async function obtainFromNpm({ env, progress }: Attempt): Promise<Engine> {
  const { manifest, version } = packageOf();
  const wanted = env.PULUMI_VERSION || version;
  try {
    const output = await withHeartbeat(`downloading pulumi ${wanted} as its npm package does`, progress, () =>
      run(process.execPath, ["-e", RESOLVE, join(dirname(manifest), "lib", "resolve.js")], {
        env,
        seconds: DOWNLOAD_SECONDS,
      }),
    );
    const command = output.trim().split("\n").at(-1) ?? "";
    return { ...(await official(command, env)), origin: "npm" };
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    const reason = error.message.replace(/^Downloading .*\n/, ""); // the package's own progress
    throw new Unavailable(`npm package pulumi ${wanted}: ${reason}`);
  }
}

function packageOf(): { manifest: string; version: string } {
  const require = createRequire(import.meta.url);
  try {
    const manifest = require.resolve("pulumi/package.json");
    return { manifest, version: require(manifest).version };
  } catch {
    throw new Unavailable("npm package pulumi is not installed: npm ci");
  }
}

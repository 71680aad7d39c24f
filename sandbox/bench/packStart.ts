import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";

const RUN_POLICY_PACK = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");

/**
 * Seconds from starting a pack, as an engine starts it, until it says where it listens.
 * @param folder of the built pack
 */
export async function packStart(folder: string): Promise<number> {
  const began = performance.now();
  // The first argument is the engine's address, which a pack calls only to log.
  const pack = spawn(process.execPath, [RUN_POLICY_PACK, "127.0.0.1:1", "."], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = await Promise.race([once(pack.stdout, "data"), once(pack, "exit")]);
    if (!/^\d+\s*$/.test(String(port))) throw new Error(`${folder} answered ${port} where a port was expected`);
    return (performance.now() - began) / 1000;
  } finally {
    pack.kill();
  }
}

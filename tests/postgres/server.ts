import { execFile, type SpawnOptions, spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A real PostgreSQL of its own, in a folder that goes with it. */
export interface PostgresServer {
  port: number;
  /** Runs statements as the superuser, and answers one text a row, columns apart by `|`. */
  query(database: string, sql: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root. */
const NOBODY = 65534;

/**
 * Starts a server that takes passwords over TCP and anybody over its socket.
 * @throws {Error} when initdb and postgres, or links to them, are not on the PATH
 */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "daca-postgres-"));
  const user: SpawnOptions = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (user.uid !== undefined) chownSync(folder, NOBODY, NOBODY);
  const bin = (await run("pg_config", ["--bindir"])).stdout.trim();
  const data = join(folder, "data");
  const port = await freePort();
  await run(
    join(bin, "initdb"),
    ["--pgdata", data, "--username", "super", "--auth-local", "trust", "--auth-host", "scram-sha-256", "--no-sync"],
    { ...user, cwd: folder },
  );
  const settings = [`port=${port}`, "listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, "fsync=off"];
  const server = spawn(join(bin, "postgres"), ["-D", data, ...settings.flatMap((each) => ["-c", each])], {
    ...user,
    cwd: folder,
    stdio: "ignore",
  });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const query = async (database: string, sql: string) => {
    const place = ["--host", folder, "--port", String(port), "--username", "super", "--dbname", database];
    const { stdout } = await run("psql", [...place, "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql]);
    return stdout.split("\n").filter((line) => line !== "");
  };
  for (let tries = 0; ; tries++) {
    try {
      await query("postgres", "SELECT 1");
      break;
    } catch (error) {
      if (tries === 100) throw error;
      await wait(100);
    }
  }
  return {
    port,
    query,
    async stop() {
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";

const COMMAND = resolve("sandbox/rehearse/command.ts");

/** What a rehearsal printed, and how it ended. */
export interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A checkout of its own, in which a stack is rehearsed by the command that people use. */
export class Checkout {
  readonly root = mkdtempSync(join(tmpdir(), "daca-rehearsal-"));
  readonly #stack: string;

  /**
   * @param main the program, where it is not the real one
   * @param stack whose committed file it takes
   */
  constructor(main = "index.ts", stack = "prototype") {
    this.#stack = stack;
    const program = relative(this.root, resolve(main));
    writeFileSync(
      join(this.root, "Pulumi.yaml"),
      readFileSync("Pulumi.yaml", "utf8").replace("main: index.ts", `main: ${program}`),
    );
    cpSync("package.json", join(this.root, "package.json"));
    for (const file of [this.#file, "policy/config.yaml", "policy/exemptions.yaml"]) {
      cpSync(file, join(this.root, file));
    }
    symlinkSync(resolve("node_modules"), join(this.root, "node_modules"));
  }

  get #file(): string {
    return `Pulumi.${this.#stack}.yaml`;
  }

  /** Runs `npm run rehearse -- <stack> <args>`. A credential in the environment must not matter. */
  rehearse(...args: string[]): Run {
    const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, this.#stack, ...args], {
      cwd: this.root,
      encoding: "utf8",
      env: { ...process.env, ARM_CLIENT_SECRET: "not-to-be-used", PULUMI_BACKEND_URL: "s3://not-to-be-used" },
    });
    return { status, stdout: stripVTControlCharacters(stdout), stderr };
  }

  /** Runs `pulumi` on the stack that a rehearsal left, by the script that it names. */
  pulumi(...args: string[]): string {
    const { stdout, stderr, status } = this.attemptPulumi(...args);
    if (status !== 0) throw new Error(`pulumi ${args.join(" ")}: ${stderr}`);
    return stdout;
  }

  /** As {@link pulumi}, where it may fail. */
  attemptPulumi(...args: string[]): Run {
    return spawnSync(join(this.folder, "pulumi"), args, { encoding: "utf8", maxBuffer: Number.POSITIVE_INFINITY });
  }

  edit(change: (text: string) => string): void {
    const file = join(this.root, this.#file);
    writeFileSync(file, change(readFileSync(file, "utf8")));
  }

  /** Writes a file of the checkout. */
  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
  }

  /** Where the rehearsal keeps what it has. */
  get folder(): string {
    return join(this.root, ".sandbox", this.#stack, "rehearsal");
  }

  /** Every file of the rehearsal, relative to the checkout, but for the program's own. */
  files(): string[] {
    return readdirSync(join(this.root, ".sandbox"), { recursive: true, encoding: "utf8" })
      .map((file) => join(".sandbox", file))
      .filter((file) => statSync(join(this.root, file)).isFile());
  }

  text(file: string): string {
    return readFileSync(join(this.root, file), "utf8");
  }

  /** The stack's state, secrets open, without what is another one in every run: times, and UUIDs made up at random. */
  state(): string {
    const { deployment } = JSON.parse(this.pulumi("stack", "export", "--stack", this.#stack, "--show-secrets"));
    const resources = (deployment.resources as Record<string, unknown>[])
      .map(({ created, modified, sourcePosition, ...rest }): Record<string, unknown> => rest)
      .map(sortedSets)
      .toSorted((a, b) => (String(a.urn) < String(b.urn) ? -1 : 1));
    const made = new Map<string, string>();
    return JSON.stringify({ resources, pending: deployment.pending_operations ?? [] }, null, 1).replaceAll(
      /00000000-0000-4000-8000-[0-9a-f]{12}|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g,
      (uuid) => made.get(uuid) ?? made.set(uuid, `uuid ${made.size}`).get(uuid) ?? "",
    );
  }

  /** What the stand-in clouds hold, as types: nothing may be there twice, and nothing be missing. */
  held(): string[] {
    const clouds = join(this.folder, "clouds");
    return readdirSync(clouds, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".json"))
      .map((file) => JSON.parse(readFileSync(join(clouds, file), "utf8")).type)
      .toSorted();
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** The engine keeps dependencies in whatever order it learnt of them. */
function sortedSets(resource: Record<string, unknown>): Record<string, unknown> {
  const sorted = (urns: unknown) => (Array.isArray(urns) ? urns.toSorted() : urns);
  const byProperty = Object.entries((resource.propertyDependencies ?? {}) as object).toSorted();
  return {
    ...resource,
    dependencies: sorted(resource.dependencies),
    propertyDependencies: Object.fromEntries(byProperty.map(([property, urns]) => [property, sorted(urns)])),
  };
}

/** The steps that a rehearsal printed, each as `name: what it says`, without what the policies said. */
export function stepsOf({ stdout }: Run): string[] {
  return [...stdout.matchAll(/^ {2}(\w+) +\d+\.\d s {2}(.*?)(?:; policies: .*)?$/gm)].map(
    (match) => `${match[1]}: ${match[2]}`,
  );
}

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Properties } from "./properties.ts";

/** A resource as the cloud has it. Whoever changes its file changes the cloud, as a person in a portal would. */
export interface Held {
  type: string;
  /** Its place: the resource's id, or more where that is not the only one. */
  id: string;
  outputs: Properties;
}

/**
 * What a stand-in cloud holds, one file a resource. Each change is one rename, so that a process that is killed leaves
 * no half of a resource, and several providers may work at the same time.
 */
export class Cloud {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The resource of an id, or undefined when there is none. */
  find(id: string): Held | undefined {
    return read(this.#file(id));
  }

  put(resource: Held): void {
    mkdirSync(this.#folder, { recursive: true });
    const file = this.#file(resource.id);
    const whole = `${file}.${process.pid}`;
    writeFileSync(whole, `${JSON.stringify(resource, null, 2)}\n`);
    renameSync(whole, file);
  }

  /** Removes the resource. What is gone already stays gone. */
  remove(id: string): void {
    rmSync(this.#file(id), { force: true });
  }

  /** Everything there is, by id. */
  list(): Held[] {
    return names(this.#folder)
      .flatMap((name) => read(join(this.#folder, name)) ?? [])
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  #file(id: string): string {
    // For a person, the last words of the id; the hash of all of it tells apart what then looks alike.
    const words = id
      .split("/")
      .slice(-2)
      .join("-")
      .replaceAll(/[^\w.-]/g, "_");
    return join(this.#folder, `${words}-${createHash("sha256").update(id).digest("hex").slice(0, 12)}.json`);
  }
}

function read(file: string): Held | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

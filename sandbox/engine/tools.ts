import { readFileSync } from "node:fs";
import { join } from "node:path";

const TOOLS = join(import.meta.dirname, "..", "tools");

/** The Go modules that pin the engine and its language host: each folder holds a go.mod with a `tool` line, and a go.sum. */
export const ENGINE_TOOL = join(TOOLS, "pulumi");
export const HOST_TOOL = join(TOOLS, "pulumi-language-nodejs");

/** Version of the engine that is built from Go; also the oldest that is tried. */
export const PULUMI_VERSION = pinned(ENGINE_TOOL, /^\s*github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/m);
/** The last version of the SDK that carries the language host as a Go module. */
export const HOST_VERSION = pinned(HOST_TOOL, /^\s*github\.com\/pulumi\/pulumi\/sdk\/v3 v(\S+)/m);
/** Oldest Go that builds them. */
export const GO_VERSION = pinned(ENGINE_TOOL, /^go (\S+)/m);

function pinned(tool: string, line: RegExp): string {
  const file = join(tool, "go.mod");
  const version = line.exec(readFileSync(file, "utf8"))?.[1];
  if (!version) throw new Error(`${file} has no line like ${line}`);
  return version;
}

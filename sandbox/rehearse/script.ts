import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** A command line to be run in an environment. */
export interface Script {
  /** Variables to set; PATH is put before the present one. */
  env?: Record<string, string>;
  /** The executable and its first arguments; those of the caller follow. */
  command: string[];
}

/** Writes an executable that runs a command. Returns false when it was there already, word for word. */
export function writeScript(file: string, script: Script): boolean {
  const text = process.platform === "win32" ? batch(script) : shell(script);
  if (present(file) === text) return false;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return true;
}

/** The text of a file, or undefined when there is none. */
export function present(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function shell({ env = {}, command }: Script): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const lines = Object.entries(env).map(([name, value]) =>
    name === "PATH" ? `export PATH=${quoted(value)}:"$PATH"` : `export ${name}=${quoted(value)}`,
  );
  return ["#!/bin/sh", ...lines, `exec ${command.map(quoted).join(" ")} "$@"`, ""].join("\n");
}

function batch({ env = {}, command }: Script): string {
  const lines = Object.entries(env).map(([name, value]) => `set "${name}=${value}${name === "PATH" ? ";%PATH%" : ""}"`);
  return ["@echo off", ...lines, `${command.map((part) => `"${part}"`).join(" ")} %*`, ""].join("\r\n");
}

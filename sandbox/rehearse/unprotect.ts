import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { partsOf } from "../../policy/lib/urn.ts";
import { run } from "../obtain/run.ts";
import type { StepResult } from "./report.ts";

/**
 * Takes the protection off every resource of a stack by the engine's own means, as a person does who means to destroy
 * it. Without that the engine destroys all but the protected ones.
 * @returns undefined when nothing was protected
 * @throws {Unavailable} when the engine fails
 */
export async function unprotect(stack: Stack): Promise<StepResult | undefined> {
  const began = Date.now();
  const resources: { urn: string; protect?: boolean }[] = (await stack.exportStack()).deployment.resources ?? [];
  const guarded = resources.filter(({ protect }) => protect === true);
  if (guarded.length === 0) return undefined;
  const { pulumiCommand, workDir, envVars } = stack.workspace;
  const command = ["state", "unprotect", "--all", "--yes", "--stack", stack.name];
  await run(pulumiCommand.command, command, { env: { ...process.env, ...envVars }, cwd: workDir });
  const count = guarded.length === 1 ? "1 resource is" : `${guarded.length} resources are`;
  return {
    name: "unprotect",
    seconds: (Date.now() - began) / 1000,
    right: true,
    says: `${count} protected no longer; pulumi destroy stops at what is`,
    details: guarded.map(({ urn }) => `${partsOf(urn).type} ${partsOf(urn).name}`),
  };
}

import * as pulumi from "@pulumi/pulumi";
import { layOut } from "./components/settings/problem.ts";
import { stackConfig } from "./components/settings/stackConfig.ts";
import { readSettings, type Settings } from "./components/settings.ts";

/** Makes the chosen tier, and loads no other. */
async function makeTier(settings: Settings): Promise<Record<string, unknown>> {
  switch (settings.tier) {
    case "prototype": {
      const { PrototypeTier } = await import("./components/tiers/prototype.ts");
      return new PrototypeTier("prototype", settings).outputs;
    }
    case "enterprise": {
      const { EnterpriseTier } = await import("./components/tiers/enterprise.ts");
      return new EnterpriseTier("enterprise", settings).outputs;
    }
  }
}

/** The program: the stack's settings decide the tier, the tier makes the resources. */
export default async function program(): Promise<Record<string, unknown>> {
  const source = `Pulumi.${pulumi.getStack()}.yaml`;
  const settings = readSettings(stackConfig(), source);
  if (settings.warnings.length > 0) await pulumi.log.warn(`${source}:\n${layOut(settings.warnings)}`);
  return makeTier(settings);
}

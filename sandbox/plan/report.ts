import { styleText } from "node:util";
import { stringify } from "yaml";
import type { Audit } from "../../policy/lib/audit.ts";
import { countAudit, describeAudit } from "../../policy/report/text.ts";
import type { Plan } from "./plan.ts";
import { drawTree } from "./tree.ts";

/** A plan as a person reads it: what would be made, what was made up, what is still needed, what comes out. */
export function report(plan: Plan, policies: Audit): string {
  const made = plan.resources.filter((resource) => resource.custom).length;
  return [
    `${bold(plan.stack)}: ${made} resources. Planned in this process with simulated answers; nothing real was read or made.`,
    drawTree(plan.resources),
    ...section("Doubtful", plan.warnings.join("\n")),
    ...section(`Policies: ${countAudit(policies)}`, describeAudit(policies) || "Nothing to say."),
    ...section("Made up for this plan, because only you can know it", madeUp(plan)),
    ...section("A real deployment still needs", stillNeeds(plan)),
    ...section("Outputs", stringify(JSON.parse(JSON.stringify(plan.outputs)), { lineWidth: 0 }).trimEnd()),
  ].join("\n\n");
}

function madeUp({ filled }: Plan): string {
  const width = Math.max(0, ...filled.map(({ path }) => path.length));
  return filled.map(({ path, value }) => `${path.padEnd(width)}  ${value}`).join("\n");
}

/** How one signs in to a cloud, by the type of its provider. */
const SIGN_IN: Record<string, string> = {
  "pulumi:providers:azure-native": "az login",
  "pulumi:providers:aws": "aws sso login",
};

function stillNeeds({ stack, filled, resources }: Plan): string {
  const signIn = resources.flatMap(({ type }) => SIGN_IN[type] ?? []);
  return [
    [...signIn, "pulumi login"].join(" && "),
    `pulumi stack init ${stack}`,
    ...filled.map(({ command }) => command),
    "pulumi up",
  ].join("\n");
}

function section(title: string, text: string): string[] {
  return text === "" ? [] : [`${bold(title)}\n${text.replaceAll(/^(?=.)/gm, "  ")}`];
}

function bold(text: string): string {
  return styleText("bold", text, { stream: process.stdout });
}

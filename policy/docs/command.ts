import { readFile, writeFile } from "node:fs/promises";
import { DEPLOYABLE } from "../../components/settings.ts";
import { flagCommand } from "../../sandbox/flagCommand.ts";
import { planStack } from "../../sandbox/plan/plan.ts";
import { auditPlan } from "../../sandbox/plan/policies.ts";
import { AREAS } from "../rules/index.ts";
import { KEEPS } from "./explained.ts";
import { type Kept, policiesPage } from "./page.ts";

const HELP = `npm run policy:docs [-- --check]

Writes docs/policies.md from what the policies say of themselves and from what they say of the committed stacks' plans.

  --check   only say whether the page is up to date; exit with 1 when it is not
  --help    print this
`;

const PAGE = "docs/policies.md";

process.exitCode = await flagCommand(HELP, ["check"], ({ check = false }) => main(process.cwd(), check));

async function main(root: string, check: boolean): Promise<number> {
  const kept: Kept[] = [];
  for (const tier of DEPLOYABLE) {
    // The committed stack of a tier has the tier's name.
    const plan = await planStack(root, tier);
    const { found } = await auditPlan(root, plan.tier, plan.resources);
    const advised = found.judgements.filter(({ state, level }) => state === "violated" && level === "advisory");
    kept.push({ tier, advised, explained: KEEPS[tier] });
  }
  const complaints = kept.flatMap(unexplained);
  const page = policiesPage(AREAS, kept);
  if (!check) {
    await writeFile(PAGE, page);
    process.stdout.write(`${PAGE} is written.\n`);
  } else if ((await readFile(PAGE, "utf8").catch(() => "")) !== page) {
    complaints.push(`${PAGE} is not up to date. To write it anew: npm run policy:docs`);
  }
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
  return complaints.length > 0 ? 1 : 0;
}

/** Findings without an explanation, and explanations without a finding. */
function unexplained({ tier, advised, explained }: Kept): string[] {
  const found = new Set(advised.map(({ rule }) => rule.name));
  const known = Object.keys(explained);
  return [
    ...[...found]
      .filter((policy) => !known.includes(policy))
      .map((policy) => `${policy} advises against something in ${tier}: say why it stays in policy/docs/explained.ts`),
    ...known
      .filter((policy) => !found.has(policy))
      .map((policy) => `policy/docs/explained.ts explains ${policy}, which finds nothing in ${tier}: remove it`),
  ];
}

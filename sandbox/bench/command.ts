import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundlePacks } from "../../policy/build/bundle.ts";
import { readPolicyFiles } from "../../policy/files.ts";
import { audit } from "../../policy/lib/audit.ts";
import { today } from "../../policy/lib/exemption.ts";
import { RULES } from "../../policy/rules/index.ts";
import { flagCommand } from "../flagCommand.ts";
import { planStack } from "../plan/plan.ts";
import { growth } from "./growth.ts";
import { packStart } from "./packStart.ts";
import { manyResources } from "./resources.ts";

const HELP = `npm run bench

Measures what daca promises to be quick at, on this machine. Takes some minutes.

- the policies, and the start of each pack of them: the median of 5 runs
- plans of 1, 25, 50 and 100 agents on Kubernetes: the least of 2 runs, each in a process of its own, against linear
  growth, and the largest against the SDK alone with the same resources

  --help  print this

Exit code: 0 every figure is within its limit, 1 one is not, 2 the arguments cannot be used.
`;

const RUNS = 5;
const RESOURCES = 1000;

interface Figure {
  what: string;
  seconds: number;
  limit: number;
}

process.exitCode = await flagCommand(HELP, [], () => main(process.cwd()));

async function main(root: string): Promise<number> {
  let within = true;
  const tell = ({ what, seconds, limit }: Figure) => {
    within &&= seconds <= limit;
    const verdict = seconds <= limit ? "" : "  over the limit";
    process.stdout.write(`${what.padEnd(44)} ${seconds.toFixed(2)} s  at most ${limit.toFixed(1)} s${verdict}\n`);
  };
  tell(await policies(root));
  for (const figure of await packs(root)) tell(figure);
  for await (const { text, within: isWithin } of growth(root)) {
    within &&= isWithin;
    process.stdout.write(`${text}${isWithin ? "" : "  over the limit"}\n`);
  }
  return within ? 0 : 1;
}

async function policies(root: string): Promise<Figure> {
  const day = today();
  const { settings } = await readPolicyFiles(root, "enterprise", day);
  const resources = manyResources(RESOURCES, await planStack(root, "prototype"));
  const seconds = await median(async () => {
    const began = performance.now();
    audit(RULES, resources, settings, day);
    return (performance.now() - began) / 1000;
  });
  return { what: `${RULES.length} policies on ${resources.length} resources`, seconds, limit: 0.5 };
}

async function packs(root: string): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "daca-packs-"));
  try {
    const figures: Figure[] = [];
    for (const bundle of await bundlePacks(root, folder)) {
      const seconds = await median(() => packStart(bundle.folder));
      figures.push({ what: `start of the ${bundle.pack} pack`, seconds, limit: 1.5 });
    }
    return figures;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function median(measure: () => Promise<number>): Promise<number> {
  const figures: number[] = [];
  for (let run = 0; run < RUNS; run++) figures.push(await measure());
  return figures.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}

import { sleep } from "k6";
import { readRun, sendTask } from "./agentClient.ts";
import { acceptedRun, runStatus } from "./answer.ts";
import { judge, ownAgentId, type Test } from "./callers.ts";
import { settings } from "./environment.ts";
import { accepted, failed, finished, lost } from "./metrics.ts";

/** A run that the agent promised to finish. */
interface Run {
  agentId: string;
  id: string;
  /** How it was when it was last asked for. */
  seen: string;
}

/** Longest pause between two looks at the same run, in seconds. */
const PAUSE_SECONDS = Math.min(5, settings.settleSeconds / 10);

/** The runs that this k6 user was promised. Users share no memory, so each keeps and settles its own. */
const promised: Run[] = [];

/** Sends a task and remembers the run that was promised. */
export function arrive(test: Test, prefer?: "respond-async"): void {
  const agentId = ownAgentId(test);
  const answer = sendTask(agentId, prefer);
  judge(answer);
  const id = acceptedRun(answer);
  if (id === undefined) return;
  accepted.add(1);
  lost.add(1);
  promised.push({ agentId, id, seen: "never asked for" });
}

/** Asks for every promised run until it is finished or the time is over. Also for those that were answered at once. */
export function settle(): void {
  const deadline = Date.now() + settings.settleSeconds * 1000;
  let open = promised;
  while (open.length > 0 && Date.now() < deadline) {
    sleep(Math.random() * PAUSE_SECONDS); // so that the users do not all ask at once
    open = open.filter((run) => Date.now() >= deadline || !isFinished(run));
  }
  for (const { agentId, id, seen } of open) console.warn(`lost: run ${id} of ${agentId}, last seen: ${seen}`);
}

function isFinished(run: Run): boolean {
  const answer = readRun(run.agentId, run.id);
  const status = runStatus(answer);
  run.seen = status ?? (answer.status === 0 ? "no answer" : `HTTP ${answer.status}`);
  if (status !== "succeeded" && status !== "failed") return false;
  finished.add(1);
  lost.add(-1);
  failed.add(status === "failed");
  return true;
}

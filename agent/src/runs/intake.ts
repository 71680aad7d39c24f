import type { FastifyBaseLogger } from "fastify";
import { Conflict, type State } from "../state/state.ts";
import type { Topics } from "../topics.ts";
import { isLive, type Journal, readJournal } from "./journal.ts";
import type { OpenRun, OpenRuns } from "./openRuns.ts";
import type { RunQueue } from "./queue.ts";
import { isFinished, type RunRecord, type Task } from "./run.ts";
import type { Runner } from "./runner.ts";
import type { RunStore } from "./runStore.ts";
import type { Takeover } from "./takeover.ts";

/** A run that somebody wants. */
export interface Wanted {
  id: string;
  agentId: string;
  task: Task;
  /** The topic it came by. */
  topic?: string;
  traceparent?: string;
}

/** What became of a wanted run. */
export type Acceptance =
  /** It is open here. */
  | { kind: "open"; run: OpenRun }
  /** It was accepted before, and is finished, or for another replica to finish. */
  | { kind: "known"; record: RunRecord }
  /** There is no place for it; it was not accepted. */
  | { kind: "full" }
  /** There is a run of this id for another agent id. */
  | { kind: "foreign" };

/** What taking runs in needs. */
export interface IntakeParts {
  state: State;
  store: RunStore;
  journal: Journal;
  open: OpenRuns;
  queue: RunQueue;
  runner: Runner;
  takeover: Takeover;
  topics: Topics;
  log: FastifyBaseLogger;
}

/** Takes runs in: each is saved and in the journal before anybody is told that it was accepted. */
export class Intake {
  readonly #parts: IntakeParts;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /** Accepts a run, or finds it when it was accepted before. @throws StateUnavailable, and then it was not accepted */
  async accept(wanted: Wanted): Promise<Acceptance> {
    const { open } = this.#parts;
    return open.inTurn(wanted.id, async () => {
      const run = open.get(wanted.id);
      if (run) return run.record.agent_id === wanted.agentId ? { kind: "open", run } : { kind: "foreign" };
      return (await this.#create(wanted)) ?? this.#find(wanted);
    });
  }

  /** Saves a run and publishes it to a topic, for any replica to take. @throws when it was not, and then it was not accepted */
  async acceptByTopic(wanted: Wanted, topic: string): Promise<Acceptance> {
    const { store, topics } = this.#parts;
    const record = recordOf({ ...wanted, topic });
    try {
      await store.create(record);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const present = (await store.get(record.id)) ?? record;
      if (present.agent_id !== record.agent_id) return { kind: "foreign" };
      // Whether one that nobody has taken is in the topic is not known; twice in the topic is done once.
      if (present.owner === undefined && !isFinished(present)) await topics.publishRequest(present, topic);
      return { kind: "known", record: present };
    }
    try {
      await topics.publishRequest(record, topic);
    } catch (error) {
      await this.#forget(record.id);
      throw error;
    }
    return { kind: "known", record };
  }

  async #create(wanted: Wanted): Promise<Acceptance | undefined> {
    const { store, journal, open, queue, runner } = this.#parts;
    if (!queue.reserve()) return undefined;
    const record = { ...recordOf(wanted), owner: journal.replica, attempts: 1 };
    const { id } = record;
    const [created, listed] = await Promise.allSettled([store.create(record), journal.add(id)]);
    if (created.status === "rejected" || listed.status === "rejected") {
      journal.remove(id);
      queue.release();
      if (created.status === "rejected" && created.reason instanceof Conflict) return undefined;
      if (created.status === "fulfilled") await this.#forget(id);
      throw created.status === "rejected" ? created.reason : (listed as PromiseRejectedResult).reason;
    }
    const run = open.add(record);
    if (!queue.push(run)) await runner.park(run);
    return { kind: "open", run };
  }

  /** One that cannot be forgotten is found by its id, should the caller ask again, and then taken over. */
  async #forget(id: string): Promise<void> {
    const { store, log } = this.#parts;
    await store.forget(id).catch((err) => log.warn({ run: id, err }, "run that was not accepted is still saved"));
  }

  async #find({ id, agentId, topic }: Wanted): Promise<Acceptance> {
    const { store, takeover } = this.#parts;
    const record = await store.get(id);
    if (!record) return { kind: "full" };
    if (record.agent_id !== agentId) return { kind: "foreign" };
    const waitsInTopic = record.owner === undefined && topic === undefined;
    if (isFinished(record) || waitsInTopic || (await this.#isWorkedOn(record))) return { kind: "known", record };
    const taken = await takeover.takeInTurn(id, record.owner);
    if (taken === "full" || taken === "settled") return { kind: "known", record: (await store.get(id)) ?? record };
    return { kind: "open", run: taken };
  }

  /** Whether another replica that lives has it in its journal. */
  async #isWorkedOn({ id, owner }: RunRecord): Promise<boolean> {
    if (owner === undefined || owner === this.#parts.journal.replica) return false;
    const journal = await readJournal(this.#parts.state, owner);
    return journal !== undefined && isLive(journal.value) && journal.value.runs.includes(id);
  }
}

function recordOf({ id, agentId, task, topic, traceparent }: Wanted): RunRecord {
  const created_at = new Date().toISOString();
  return { id, agent_id: agentId, status: "queued", created_at, attempts: 0, task, topic, traceparent };
}

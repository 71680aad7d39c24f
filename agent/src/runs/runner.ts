import { setTimeout as sleep } from "node:timers/promises";
import { type Span, SpanKind } from "@opentelemetry/api";
import type { FastifyBaseLogger } from "fastify";
import { type Conversations, questionOf, type Turn } from "../conversation.ts";
import { SidecarError } from "../dapr/sidecar.ts";
import type { Metrics } from "../metrics.ts";
import { type Model, ModelError } from "../model.ts";
import { contextOf, failSpan, inSpan } from "../telemetry.ts";
import type { Topics } from "../topics.ts";
import type { OpenRun, OpenRuns } from "./openRuns.ts";
import { persist } from "./persist.ts";
import type { RunError, RunRecord, RunResult } from "./run.ts";
import type { RunStore } from "./runStore.ts";

/** Tries to publish a result before the run has failed: a topic that does not exist must not keep a worker for ever. */
const PUBLISH_TRIES = 6;

/** Milliseconds to the second try; each later one waits for twice as long. */
const PUBLISH_PAUSE_MS = 200;

/** What the runner works with. */
export interface RunnerParts {
  agentName: string;
  replica: string;
  store: RunStore;
  open: OpenRuns;
  conversations: Conversations;
  model: Model;
  topics: Topics;
  metrics: Metrics;
  log: FastifyBaseLogger;
}

type Ending = { result: RunResult; error?: undefined } | { error: RunError; result?: undefined };

/** The record is another replica's by now. */
class Lost extends Error {
  override name = "Lost";
}

/** The replica stops before the run is finished. */
class Parked extends Error {
  override name = "Parked";
}

/** Works on runs: asks the model, keeps the conversation, saves what came of it. */
export class Runner {
  readonly #parts: RunnerParts;
  readonly #parking = new AbortController();

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** Works on a run until it is finished, parked or lost. Never throws. */
  async work(run: OpenRun): Promise<void> {
    const { agentName, metrics, log } = this.#parts;
    const { id, agent_id, traceparent } = run.record;
    metrics.queueWait.observe((performance.now() - run.acceptedAt) / 1000);
    const attributes = {
      "gen_ai.operation.name": "invoke_agent",
      "gen_ai.agent.name": agentName,
      "gen_ai.agent.id": agent_id,
      "gen_ai.conversation.id": agent_id,
    };
    const span = {
      name: `invoke_agent ${agentName}`,
      kind: SpanKind.INTERNAL,
      attributes,
      parent: contextOf(traceparent),
    };
    try {
      await inSpan(span, (active) => this.#attempt(run, active));
    } catch (error) {
      if (error instanceof Lost) return this.#lose(run);
      if (this.#parking.signal.aborted) return this.park(run);
      log.error({ run: id, err: error }, "run met an error that it should not");
      await this.#fail(run);
    }
  }

  /** Gives up what is being worked on, and parks it. */
  stop(): void {
    this.#parking.abort(new Parked("the replica stops"));
  }

  /** Leaves a run to another replica. Never throws: the journal says all that the other needs. */
  async park(run: OpenRun): Promise<void> {
    const { store, open, log } = this.#parts;
    let record: RunRecord = { ...run.record, status: "parked" };
    try {
      const saved = await store.update(record.id, (present) =>
        this.#isMine(run, present) ? parkedOf(present) : undefined,
      );
      if (!saved) return await this.#lose(run);
      record = saved;
    } catch (error) {
      log.warn({ run: record.id, err: error }, "parked run could not be marked as such; the journal lists it");
    }
    log.info({ run: record.id }, "run parked");
    open.close(run, record, "parked");
  }

  async #attempt(run: OpenRun, span: Span): Promise<void> {
    const { conversations, log } = this.#parts;
    const { id, agent_id } = run.record;
    const started_at = new Date().toISOString();
    run.record = await this.#save(run, (present) => ({ ...present, status: "running", started_at }));
    log.info({ run: id, agent_id, attempts: run.record.attempts }, "run started");
    const turns = (await this.#persist(() => conversations.turns(agent_id))) ?? [];
    const ending = await this.#end(run, turns);
    if (ending.error) failSpan(span, ending.error.code);
    await this.#finish(run, ending);
  }

  /** Has the answer: from the conversation when a replica before this one got as far, else from the model. */
  async #end(run: OpenRun, turns: Turn[]): Promise<Ending> {
    const { conversations, model, metrics } = this.#parts;
    const { id, agent_id, task } = run.record;
    const answered = turns.find((turn) => turn.run === id);
    if (answered) return { result: { text: answered.answer, model: answered.model, usage: answered.usage } };
    const question = questionOf(task);
    try {
      const result = await model.answer({ question, turns, signal: this.#parking.signal });
      metrics.countTokens(result.usage);
      const turn = { run: id, question, answer: result.text, at: new Date().toISOString() };
      const { model: name, usage } = result;
      await this.#persist(() => conversations.append(agent_id, { ...turn, model: name, usage }));
      return { result };
    } catch (error) {
      if (error instanceof ModelError) return { error: { code: error.code, detail: error.message } };
      throw error;
    }
  }

  async #finish(run: OpenRun, ending: Ending): Promise<void> {
    const { open, log } = this.#parts;
    const finished_at = new Date().toISOString();
    const endingOf = (present: RunRecord): RunRecord => ({
      ...present,
      status: ending.error ? "failed" : "succeeded",
      finished_at,
      ...ending,
    });
    // Published before it is saved: a replica that stops in between does it again, one that saved would never do it.
    const failure = await this.#publish(endingOf(run.record));
    const record = await this.#save(run, (present) =>
      failure ? { ...present, status: "failed", finished_at, error: failure } : endingOf(present),
    );
    const { id, agent_id, status, error } = record;
    log.info({ run: id, agent_id, status, error: error?.code }, "run finished");
    open.close(run, record, status === "succeeded" ? "succeeded" : "failed");
  }

  async #publish(record: RunRecord): Promise<RunError | undefined> {
    const { topics, log } = this.#parts;
    for (let tries = 1; ; tries += 1) {
      try {
        await topics.publishResult(record);
        return undefined;
      } catch (error) {
        if (!(error instanceof SidecarError)) throw error;
        log.warn({ run: record.id, tries, err: error }, "result not published");
        if (tries === PUBLISH_TRIES) return { code: "publish_failed", detail: error.message };
        await sleep(PUBLISH_PAUSE_MS * 2 ** (tries - 1), undefined, { signal: this.#parking.signal });
      }
    }
  }

  async #fail(run: OpenRun): Promise<void> {
    const error = { code: "internal_error", detail: "the agent met an error of its own" } as const;
    try {
      await this.#finish(run, { error });
    } catch (failure) {
      if (failure instanceof Lost) return this.#lose(run);
      if (!this.#parking.signal.aborted)
        this.#parts.log.error({ run: run.record.id, err: failure }, "run not finished");
      await this.park(run);
    }
  }

  async #lose(run: OpenRun): Promise<void> {
    const { store, open, log } = this.#parts;
    const { id } = run.record;
    log.warn({ run: id }, "run was taken over by another replica");
    const present = await store.get(id).catch(() => undefined); // who waits is then told what was known last
    open.close(run, present ?? run.record, "lost");
  }

  #isMine(run: OpenRun, present: RunRecord): boolean {
    return present.owner === this.#parts.replica && present.attempts === run.record.attempts;
  }

  async #save(run: OpenRun, decide: (present: RunRecord) => RunRecord): Promise<RunRecord> {
    const { store } = this.#parts;
    const mine = (present: RunRecord) => (this.#isMine(run, present) ? decide(present) : undefined);
    const saved = await this.#persist(() => store.update(run.record.id, mine));
    if (!saved) throw new Lost("the record is another replica's");
    return saved;
  }

  #persist<Value>(work: () => Promise<Value>): Promise<Value> {
    return persist(work, { signal: this.#parking.signal, log: this.#parts.log });
  }
}

function parkedOf(present: RunRecord): RunRecord {
  return { ...present, status: "parked" };
}

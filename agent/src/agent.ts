import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { FastifyInstance } from "fastify";
import { AgentHealth } from "./agentHealth.ts";
import { requireBearer } from "./auth.ts";
import { Conversations } from "./conversation.ts";
import type { Publisher } from "./dapr/publisher.ts";
import type { Sidecar } from "./dapr/sidecar.ts";
import type { LogTarget } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { createMetricsServer } from "./metricsServer.ts";
import type { Model } from "./model.ts";
import { Readiness } from "./readiness.ts";
import { healthRoutes } from "./routes/health.ts";
import { messageRoutes } from "./routes/message.ts";
import { runRoutes } from "./routes/runs.ts";
import { topicRoutes } from "./routes/topics.ts";
import { Adoption } from "./runs/adoption.ts";
import { Directory } from "./runs/directory.ts";
import { Drain } from "./runs/drain.ts";
import { Intake } from "./runs/intake.ts";
import { Journal } from "./runs/journal.ts";
import { OpenRuns } from "./runs/openRuns.ts";
import { RunQueue } from "./runs/queue.ts";
import { Runner } from "./runs/runner.ts";
import { RunStore } from "./runs/runStore.ts";
import { Takeover } from "./runs/takeover.ts";
import { createServer } from "./server.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state/state.ts";
import { Topics } from "./topics.ts";

/** What the agent is given from outside. */
export interface AgentParts {
  settings: Settings;
  state: State;
  model: Model;
  /** None in local mode. */
  sidecar?: Sidecar;
  /** None without topics. */
  publisher?: Publisher;
  /** Where log lines go; stdout without it. */
  logTarget?: LogTarget;
  /** Otherwise than {@link TIMING}. */
  timing?: Partial<typeof TIMING>;
}

/** Milliseconds. */
export const TIMING = {
  /** How long a journal's lease is. */
  leaseMs: 30_000,
  /** How often it is renewed. */
  touchMs: 10_000,
  /** How often others' are looked at. */
  adoptMs: 15_000,
  /**
   * How long a topic's message waits for a place before it is asked to come again. Dapr moves what comes again too
   * often to the dead-letter topic: with ten tries, only when the queue was full for more than ten minutes.
   */
  roomMs: 60_000,
};

/** An agent that is put together and does nothing yet. */
export interface Agent {
  app: FastifyInstance;
  metricsApp: FastifyInstance;
  adoption: Adoption;
  journal: Journal;
  drain: Drain;
  /** Renews the journal's lease, looks for the runs of replicas that are gone and measures the process, from now on. */
  start(): void;
  /** Drains, and stops what was started. The servers still answer. */
  stop(): Promise<void>;
}

/** Puts an agent together. */
export function createAgent(parts: AgentParts): Agent {
  const { settings, state, model, sidecar, publisher } = parts;
  const { leaseMs, touchMs, adoptMs, roomMs } = { ...TIMING, ...parts.timing };
  const { agentName, mode } = settings;
  const store = mode === "dapr" && settings.dapr.stateStore ? state : undefined;
  const replica = `${hostname().replace(/[^A-Za-z0-9-]/g, "-")}-${randomUUID().slice(0, 8)}`;

  const app = createServer({ logLevel: settings.logLevel, logTarget: parts.logTarget });
  const { log } = app;
  const metrics = new Metrics(agentName);
  const onConflict = () => metrics.stateConflicts.inc();
  const runs = new RunStore(state, onConflict);
  const conversations = new Conversations(state, { turns: settings.conversationTurns, onConflict });
  const directory = new Directory(state, onConflict);
  const journal = new Journal(state, directory, { replica, leaseMs, touchMs });
  const open = new OpenRuns(journal, metrics);
  const topics = new Topics(settings.topics, { publisher, store });

  const runner = new Runner({ agentName, replica, store: runs, open, conversations, model, topics, metrics, log });
  const { concurrency, queueLimit: limit } = settings;
  const queue = new RunQueue({ concurrency, limit, work: (run) => runner.work(run) });
  metrics.watch(queue);
  const takeover = new Takeover({ store: runs, journal, open, queue, runner, topics, log });
  const intake = new Intake({ state, store: runs, journal, open, queue, runner, takeover, topics, log });
  const adoption = new Adoption({ state, directory, takeover, replica, everyMs: adoptMs, log });
  const drain = new Drain({ seconds: settings.drainSeconds, adoption, queue, runner, journal, open, log });

  const readiness = new Readiness({ sidecar, store, isDraining: () => drain.begun });
  const health = new AgentHealth(settings, { sidecar, store });
  healthRoutes(app, settings, readiness);
  topicRoutes(app, { settings, intake, queue, drain, roomMs });
  app.register(async (callers) => {
    if (settings.apiToken) callers.addHook("onRequest", requireBearer(settings.apiToken));
    messageRoutes(callers, { settings, intake, drain, topics, metrics, health });
    runRoutes(callers, { open, store: runs, conversations });
  });

  let touching: NodeJS.Timeout | undefined;
  const touch = () => {
    journal.touch().catch((err) => log.warn({ err }, "journal's lease not renewed, will try again"));
  };
  return {
    app,
    metricsApp: createMetricsServer(metrics),
    adoption,
    journal,
    drain,
    start() {
      metrics.watchProcess();
      touch();
      touching = setInterval(touch, touchMs);
      adoption.start();
    },
    async stop() {
      await drain.begin();
      clearInterval(touching);
    },
  };
}

import { type Agent, createAgent } from "./agent.ts";
import { Publisher } from "./dapr/publisher.ts";
import { Sidecar } from "./dapr/sidecar.ts";
import { Model } from "./model.ts";
import { readSettings, type Settings, SettingsError } from "./settings.ts";
import { DaprState } from "./state/daprState.ts";
import { MemoryState } from "./state/memoryState.ts";
import { startTelemetry } from "./telemetry.ts";
import { describeVariables } from "./variables.ts";

const HELP = `node src/main.ts

The agent. It is told by its environment:
${describeVariables()}

Options
  --help        print this

Exit code: 0 drained, 1 could not start or met an error that it should not, 2 the environment is not as it must be`;

/** Milliseconds for callers to take their answers, once everything is finished or parked. */
const CLOSING_MS = 5000;

const args = process.argv.slice(2);
if (args.length > 0) {
  const isHelp = args.length === 1 && (args[0] === "--help" || args[0] === "-h");
  if (isHelp) console.log(HELP);
  else console.error(`The agent takes no arguments.\n\n${HELP}`);
  process.exit(isHelp ? 0 : 2);
}

try {
  await run(readSettings(process.env));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function run(settings: Settings): Promise<void> {
  const stopTelemetry = settings.otlpEndpoint ? await startTelemetry() : undefined;
  const agent = assemble(settings);
  const { app, metricsApp, drain } = agent;
  const { log } = app;
  for (const event of ["uncaughtException", "unhandledRejection"]) {
    // What is accepted is in the journal: another replica takes it over.
    process.on(event, (err) => {
      log.fatal({ err }, "the agent met an error that it should not, and stops");
      process.exit(1);
    });
  }
  try {
    await metricsApp.listen({ host: "0.0.0.0", port: settings.metricsPort });
    await app.listen({ host: "0.0.0.0", port: settings.port });
  } catch (err) {
    log.fatal({ err }, "the agent cannot listen");
    process.exit(1);
  }
  if (settings.mode === "local") log.warn("local mode: no sidecar, and state is gone when the process is");
  else if (!settings.dapr.stateStore) log.warn("STATE_STORE is not set: state is gone when the process is");
  agent.start();

  const onSignal = async (signal: string) => {
    if (drain.begun) return drain.hurry();
    log.info({ signal }, "asked to stop");
    await agent.stop();
    setTimeout(() => process.exit(0), CLOSING_MS).unref();
    await Promise.allSettled([app.close(), metricsApp.close()]);
    await stopTelemetry?.().catch((err) => log.warn({ err }, "last spans not sent"));
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => void onSignal(signal));
}

function assemble(settings: Settings): Agent {
  const { dapr, agentName: source } = settings;
  const model = new Model(settings.model);
  if (settings.mode === "local") return createAgent({ settings, model, state: new MemoryState() });
  const sidecar = new Sidecar({ port: dapr.httpPort, token: dapr.apiToken });
  const publisher = dapr.pubsub ? new Publisher(sidecar, { component: dapr.pubsub, source }) : undefined;
  const state = dapr.stateStore ? new DaprState(sidecar, dapr.stateStore) : new MemoryState();
  return createAgent({ settings, model, state, sidecar, publisher });
}

import { type Reading, SettingsError, VARIABLES } from "./variables.ts";

export { SettingsError } from "./variables.ts";

/** What the agent was told by its environment. Durations are in seconds, as their variables are. */
export interface Settings {
  agentName: string;
  environment: string;
  /** `local` has no sidecar: state and runs are in memory and gone when the process is. */
  mode: "dapr" | "local";
  port: number;
  metricsPort: number;
  drainSeconds: number;
  /** Runs worked on at a time. */
  concurrency: number;
  /** Runs accepted and waiting. */
  queueLimit: number;
  /** How long a caller is kept waiting for the answer before it gets 202. */
  answerSeconds: number;
  logLevel: string;
  /** Callers must send it as a bearer token, where it is set. */
  apiToken?: string;
  revision: string;
  model: { apiKey: string; baseUrl?: string; name: string; systemPrompt: string; timeoutSeconds: number };
  conversationTurns: number;
  dapr: { httpPort: number; apiToken?: string; appToken?: string; stateStore?: string; pubsub?: string };
  topics: { subscribe: string[]; publish: string[]; deadLetter?: string };
  /** Where traces go; none are made without it. */
  otlpEndpoint?: string;
}

/**
 * Reads the environment.
 * @param env such as `process.env`; a variable that is empty counts as not set
 * @throws SettingsError naming every problem at once, and never a secret's value
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const problems: string[][] = [];
  const read = <Name extends keyof typeof VARIABLES>(name: Name) => {
    const variable = VARIABLES[name];
    const text = env[name]?.trim() || undefined;
    const value = text === undefined ? variable.preset : variable.parse(text);
    if (value === undefined && text !== undefined) {
      problems.push([name, variable.secret ? "is not as it must be" : `is ${quote(text)}`, variable.expected]);
    }
    return value as Reading<Name>;
  };
  const missing = (name: keyof typeof VARIABLES, why: string) =>
    problems.push([name, "is not set", `${VARIABLES[name].expected}, ${why}`]);

  const mode = read("AGENT_MODE");
  const agentName = read("AGENT_NAME") ?? (mode === "local" ? "agent" : undefined);
  const apiKey = read("OPENAI_API_KEY");
  const settings = {
    environment: read("ENVIRONMENT"),
    mode,
    port: read("PORT"),
    metricsPort: read("METRICS_PORT"),
    drainSeconds: read("DRAIN_SECONDS"),
    concurrency: read("CONCURRENCY"),
    queueLimit: read("QUEUE_LIMIT"),
    answerSeconds: read("ANSWER_SECONDS"),
    logLevel: read("LOG_LEVEL"),
    apiToken: read("API_TOKEN"),
    revision: read("REVISION") ?? read("CONTAINER_APP_REVISION") ?? read("IMAGE_REVISION") ?? "unknown",
    conversationTurns: read("CONVERSATION_TURNS"),
    dapr: {
      httpPort: read("DAPR_HTTP_PORT"),
      apiToken: read("DAPR_API_TOKEN"),
      appToken: read("APP_API_TOKEN"),
      stateStore: read("STATE_STORE"),
      pubsub: read("PUBSUB"),
    },
    topics: {
      subscribe: read("SUBSCRIBE_TOPICS") ?? [],
      publish: read("PUBLISH_TOPICS") ?? [],
      deadLetter: read("DEAD_LETTER_TOPIC"),
    },
    otlpEndpoint: read("OTEL_EXPORTER_OTLP_ENDPOINT"),
  };
  const model = {
    baseUrl: read("OPENAI_BASE_URL"),
    name: read("MODEL"),
    systemPrompt: read("SYSTEM_PROMPT"),
    timeoutSeconds: read("MODEL_TIMEOUT_SECONDS"),
  };

  if (agentName === undefined && !env.AGENT_NAME?.trim()) missing("AGENT_NAME", "because AGENT_MODE is dapr");
  if (apiKey === undefined && !env.OPENAI_API_KEY?.trim()) missing("OPENAI_API_KEY", "the model asks for it");
  const { subscribe, publish } = settings.topics;
  if (mode === "dapr" && subscribe.length + publish.length > 0 && !settings.dapr.pubsub && !env.PUBSUB?.trim()) {
    missing("PUBSUB", "because there are topics");
  }
  if (settings.port !== undefined && settings.port === settings.metricsPort) {
    problems.push(["METRICS_PORT", `is ${quote(String(settings.port))}`, "another port than PORT"]);
  }
  if (problems.length > 0 || agentName === undefined || apiKey === undefined) throw new SettingsError(problems);
  return { ...settings, agentName, model: { ...model, apiKey } };
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text);
}

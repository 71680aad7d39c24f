/** One environment variable: what it is for, what it may be, and what it is when it is not set. */
interface Variable<Value, Preset extends Value | undefined> {
  about: string;
  /** What a value must be, as an error says it. */
  expected: string;
  preset: Preset;
  /** The value is never shown. */
  secret?: boolean;
  /** The value, or undefined when the text is not as expected. */
  parse: (text: string) => Value | undefined;
}

const SYSTEM_PROMPT: string =
  "You are a research agent. Answer the task you are given accurately and to the point. Say what you are not sure of.";

/** Names of components and topics. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/;

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/** Every variable that the agent reads. */
export const VARIABLES = {
  AGENT_MODE: oneOf(["dapr", "local"], "dapr", "with the Dapr sidecar, or alone and in memory"),
  AGENT_NAME: pattern(
    /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
    "lower-case letters, digits and hyphens, at most 64",
    "the agent's name; agent in local mode",
  ),
  ENVIRONMENT: text("local", "where it runs, such as dev"),
  PORT: whole(1, 65_535, 8000, "port of the agent's API"),
  METRICS_PORT: whole(1, 65_535, 9090, "port of /metrics"),
  DRAIN_SECONDS: whole(1, 3600, 600, "how long work may go on after SIGTERM"),
  CONCURRENCY: whole(1, 1000, 20, "runs worked on at a time"),
  QUEUE_LIMIT: whole(1, 10_000, 100, "runs accepted and waiting"),
  ANSWER_SECONDS: whole(1, 220, 30, "how long a caller waits for an answer before 202"),
  LOG_LEVEL: oneOf(LOG_LEVELS, "info", "what is logged"),
  API_TOKEN: secret("bearer token that callers must send"),
  REVISION: text(undefined, "what health_check shows as the revision"),
  CONTAINER_APP_REVISION: text(undefined, "set by Azure Container Apps; the revision where REVISION is not set"),
  IMAGE_REVISION: text(undefined, "set in the image; the revision where neither of the two is set"),
  OPENAI_API_KEY: required(secret("key of the model's API")),
  OPENAI_BASE_URL: url("where an API like OpenAI's is, when it is not OpenAI's own"),
  MODEL: text("gpt-5-mini", "the model"),
  SYSTEM_PROMPT: text(SYSTEM_PROMPT, "what the model is told first"),
  // Node's fetch gives up on an answer's headers after 300 s whatever it is told.
  MODEL_TIMEOUT_SECONDS: whole(1, 300, 120, "how long the model may take, retries included"),
  CONVERSATION_TURNS: whole(1, 1000, 50, "turns kept of a conversation"),
  DAPR_HTTP_PORT: whole(1, 65_535, 3500, "port of the sidecar's HTTP API"),
  DAPR_API_TOKEN: secret("token that the sidecar asks for"),
  APP_API_TOKEN: secret("token that the sidecar sends with a topic's messages"),
  STATE_STORE: component("Dapr component of the state store; without it state is in memory"),
  PUBSUB: component("Dapr component of the topics"),
  SUBSCRIBE_TOPICS: topics("topics that runs come by"),
  PUBLISH_TOPICS: topics("topics that may be published to"),
  DEAD_LETTER_TOPIC: component("topic for messages that can never work"),
  OTEL_EXPORTER_OTLP_ENDPOINT: url("where traces go, by OTLP over gRPC; none are made without it"),
};

/** What a variable's value is once it is read. */
export type Reading<Name extends keyof typeof VARIABLES> =
  (typeof VARIABLES)[Name] extends Variable<infer Value, infer Preset>
    ? Value | (Preset extends undefined ? undefined : never)
    : never;

/** The environment is not as it must be. The message has a line for every problem. */
export class SettingsError extends Error {
  /** @param problems rows of variable, what it is, and what was expected */
  constructor(problems: string[][]) {
    const width = (column: number) => Math.max(...problems.map((row) => row[column]?.length ?? 0));
    const [name, is] = [width(0), width(1)];
    const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
    const lines = problems.map(([variable = "", value = "", expected]) =>
      `  ${variable.padEnd(name)}  ${value.padEnd(is)}  expected ${expected}`.trimEnd(),
    );
    super([`The agent's environment has ${count}:`, ...lines].join("\n"));
    this.name = "SettingsError";
  }
}

/** The variables as lines of text, for `--help`. */
export function describeVariables(): string {
  return Object.entries(VARIABLES)
    .map(([name, { about, preset, expected }]) => {
      const value = preset === undefined ? "" : ` (default ${JSON.stringify(preset)})`;
      return `  ${name.padEnd(28)} ${about}: ${expected}${name === "SYSTEM_PROMPT" ? "" : value}`;
    })
    .join("\n");
}

function whole(from: number, to: number, preset: number, about: string): Variable<number, number> {
  const parse = (value: string) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    return number >= from && number <= to ? number : undefined;
  };
  return { about, preset, parse, expected: `a whole number from ${from} to ${to}` };
}

function oneOf<const Value extends string>(
  values: readonly Value[],
  preset: NoInfer<Value>,
  about: string,
): Variable<Value, Value> {
  const parse = (value: string) => values.find((known) => known === value);
  return { about, preset, parse, expected: `one of ${values.join(", ")}` };
}

function text<const Preset extends string | undefined>(preset: Preset, about: string): Variable<string, Preset> {
  return { about, preset, parse: (value) => value, expected: "text" };
}

function pattern(wanted: RegExp, expected: string, about: string): Variable<string, undefined> {
  return { about, preset: undefined, parse: (value) => (wanted.test(value) ? value : undefined), expected };
}

function component(about: string): Variable<string, undefined> {
  return pattern(NAME, "letters, digits, dots, hyphens and underscores, at most 253", about);
}

function secret(about: string): Variable<string, undefined> {
  const parse = (value: string) => (/^[\x21-\x7e]+$/.test(value) ? value : undefined);
  return { about, preset: undefined, secret: true, parse, expected: "visible ASCII characters without spaces" };
}

function required<Value extends Variable<string, undefined>>(variable: Value): Value {
  return { ...variable, about: `${variable.about}, needed` };
}

function url(about: string): Variable<string, undefined> {
  const parse = (value: string) => {
    const parsed = URL.parse(value);
    const fits = parsed && /^https?:$/.test(parsed.protocol) && !parsed.username && !parsed.password;
    return fits ? value : undefined;
  };
  // One that is refused may be so for the password in it.
  return { about, preset: undefined, secret: true, parse, expected: "an http or https URL without user and password" };
}

function topics(about: string): Variable<string[], undefined> {
  const parse = (value: string) => {
    const names = value.split(",").map((name) => name.trim());
    const fit = names.every((name) => NAME.test(name));
    return fit && new Set(names).size === names.length ? names : undefined;
  };
  return { about, preset: undefined, parse, expected: "topics' names, each once, with commas between them" };
}

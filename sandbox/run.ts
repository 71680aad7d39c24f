import * as pulumi from "@pulumi/pulumi";
import type { Mocks } from "@pulumi/pulumi/runtime/mocks.js";
import { isRpcSecret } from "@pulumi/pulumi/runtime/rpc.js";
import * as runtimeState from "@pulumi/pulumi/runtime/state.js";
import { partsOf } from "../policy/lib/urn.ts";
import { revealed } from "./providers/properties.ts";
import { type RecordedResource, RecordingMonitor, Secret } from "./recorder.ts";
import { simulateCall } from "./simulate/calls.ts";
import type { Simulated, ToSimulate } from "./simulate/simulation.ts";
import { answeredByCloud, simulate } from "./simulate.ts";

/** What a program asked for, and what it answered. */
export interface Recording {
  resources: RecordedResource[];
  /** The stack's outputs. */
  outputs: Record<string, unknown>;
  /** What the program said on the way. */
  messages: { severity: "info" | "warning" | "error"; text: string }[];
}

export interface RunOptions {
  project: string;
  stack: string;
  /** The stack's config by full key; what is structured as plain objects. */
  config: Record<string, unknown>;
  /** Run as `pulumi preview` does: what only a cloud can answer is unknown. */
  preview?: boolean;
}

/** The SDK keeps a program's state in a store of its own, as it does for inline programs. Not in its types. */
const { withLocalStorage, getStore } = runtimeState as unknown as {
  withLocalStorage<T>(callback: () => Promise<T>): Promise<T>;
  getStore(): { settings: { engine?: unknown } };
};

/** A program that cannot be run in the sandbox, with everything that stands in its way. */
export class SandboxError extends Error {}

/**
 * Runs a Pulumi program in this process, under a monitor that records every request and answers as a cloud would.
 * Nothing is read from a cloud and nothing is made.
 * @throws {SandboxError} when the program asks for what the engine would refuse or the sandbox does not know
 */
export function record(program: () => Promise<Record<string, unknown>>, options: RunOptions): Promise<Recording> {
  return withLocalStorage(async () => {
    const messages: Recording["messages"] = [];
    const cloud = new SimulatedCloud(options.preview ?? false);
    const monitor = new RecordingMonitor(cloud, options.project, options.stack);
    pulumi.runtime.setMockOptions(monitor, options.project, options.stack, options.preview ?? false, "organization");
    getStore().settings.engine = listener(messages);
    const config = Object.entries(options.config).map(([key, value]) => [key, asText(value)]);
    pulumi.runtime.setAllConfig(Object.fromEntries(config));

    // Taken before the stack turns them into plain values, which no longer know that they are secret.
    let outputs: Record<string, unknown> = {};
    let failed: { error: unknown } | undefined;
    await pulumi.runtime.runInPulumiStack(async () => {
      try {
        outputs = await program();
      } catch (error) {
        // Thrown below: the stack would pass it on twice, once to nobody.
        failed = { error };
      }
      return outputs;
    });
    await pulumi.runtime.disconnect();
    if (failed) throw failed.error;
    const obstacles = [...monitor.refused, ...cloud.unknown];
    if (obstacles.length > 0) throw new SandboxError(obstacles.join("\n"));
    return { resources: monitor.recorded, outputs: await resolved(outputs), messages };
  });
}

/** Answers from the table of simulations, and remembers providers: what is below them depends on their settings. */
class SimulatedCloud implements Mocks {
  /** What could not be answered. */
  readonly unknown: string[] = [];
  readonly #providers = new Map<string, Record<string, unknown>>();
  readonly #preview: boolean;

  /** @param preview whether it keeps to itself what only a cloud can answer */
  constructor(preview: boolean) {
    this.#preview = preview;
  }

  newResource({ type, name, inputs, provider, custom }: Parameters<Mocks["newResource"]>[0]) {
    if (custom === false) return { id: undefined, state: {} };
    const providerName = partsOf(provider?.replace(/::[^:]*$/, "") ?? "").name;
    const open = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, revealed(value)]));
    if (type.startsWith("pulumi:providers:")) this.#providers.set(name, open);
    const { id, outputs } = this.#answer({
      type,
      name,
      inputs: open,
      provider: this.#providers.get(providerName) ?? {},
    });
    const state = Object.entries(outputs).map(([key, value]) => [
      key,
      isRpcSecret(inputs[key]) ? pulumi.secret(value) : value,
    ]);
    return { id, state: Object.fromEntries(state) };
  }

  #answer(resource: ToSimulate): Pick<Simulated, "outputs"> & { id: string | undefined } {
    try {
      // The engine knows a provider's id in a preview too. Of all else it knows what the program gave.
      if (!this.#preview || resource.type.startsWith("pulumi:providers:")) return simulate(resource);
      const answered = answeredByCloud(resource);
      const given = Object.entries(resource.inputs).filter(([key]) => !answered.includes(key));
      return { id: undefined, outputs: Object.fromEntries(given) };
    } catch (error) {
      this.unknown.push((error as Error).message);
      return { id: "unknown", outputs: resource.inputs };
    }
  }

  call({ token, inputs }: Parameters<Mocks["call"]>[0]): Record<string, unknown> {
    return simulateCall(token, revealed(inputs));
  }
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The part of the engine that a program talks to besides the monitor. */
function listener(messages: Recording["messages"]) {
  const severities = ["debug", "info", "warning", "error"] as const;
  return {
    log(request: { getSeverity(): number; getMessage(): string }, done: () => void) {
      const severity = severities[request.getSeverity()] ?? "info";
      // The SDK tells of its own steps as debug messages.
      if (severity !== "debug") messages.push({ severity, text: request.getMessage() });
      done();
    },
    setRootResource(_request: unknown, done: (error: unknown, response: object) => void) {
      done(null, {});
    },
  };
}

/** Outputs as plain values, secrets as {@link Secret}. */
async function resolved(value: unknown): Promise<Record<string, unknown>> {
  return (await resolve(value)) as Record<string, unknown>;
}

async function resolve(value: unknown): Promise<unknown> {
  if (pulumi.Output.isInstance(value)) {
    const output = pulumi.output(value);
    const inner = await resolve(await (output as unknown as { promise(): Promise<unknown> }).promise());
    return (await pulumi.isSecret(output)) ? new Secret(inner) : inner;
  }
  if (Array.isArray(value)) return Promise.all(value.map(resolve));
  if (typeof value !== "object" || value === null) return value;
  const entries = await Promise.all(Object.entries(value).map(async ([key, item]) => [key, await resolve(item)]));
  return Object.fromEntries(entries);
}

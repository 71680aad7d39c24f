import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import { MockMonitor, type Mocks } from "@pulumi/pulumi/runtime/mocks.js";
import {
  isRpcSecret,
  specialResourceSig,
  specialSigKey,
  unknownValue,
  unwrapRpcSecret,
} from "@pulumi/pulumi/runtime/rpc.js";

/** What the program asked the engine for, as one resource. */
export interface RecordedResource {
  urn: string;
  type: string;
  name: string;
  /** URN of the parent; unset for the stack itself. */
  parent: string | undefined;
  /** Whether a provider makes it; components are only a way to group. */
  custom: boolean;
  /** URN of the provider; unset for components and for a default provider. */
  provider: string | undefined;
  protect: boolean;
  aliases: string[];
  /** URNs of what must exist before it. */
  dependencies: string[];
  ignoreChanges: string[];
  replaceOnChanges: string[];
  retainOnDelete: boolean;
  deletedWith: string | undefined;
  /** Secrets are wrapped in {@link Secret}. */
  inputs: Record<string, unknown>;
}

/** A secret among inputs. Only whoever unwraps it sees the value. */
export class Secret {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  reveal(): unknown {
    return this.#value;
  }

  toJSON(): string {
    return "[secret]";
  }
}

/** Values with the secrets among them in plain sight. */
export function opened<T>(value: T): T;
export function opened(value: unknown): unknown {
  if (value instanceof Secret) return opened(value.reveal());
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(item)]));
}

type Answer = { setUrn(urn: string): void } | undefined;
type Callback = (error: unknown, response: Answer) => void;

/**
 * A stand-in for the engine's resource monitor that keeps every request whole. The SDK's mocks alone hide what matters
 * most in review: parents, protection, providers, aliases and dependencies.
 */
export class RecordingMonitor extends MockMonitor {
  readonly recorded: RecordedResource[] = [];
  /** What the engine would refuse. The program runs on, so that all of it is found at once. */
  readonly refused: string[] = [];
  readonly #urns = new Set<string>();
  readonly #project: string;
  readonly #stack: string;

  constructor(mocks: Mocks, project: string, stack: string) {
    super(mocks);
    this.#project = project;
    this.#stack = stack;
  }

  override async registerResource(request: RegisterResourceRequest, callback: Callback): Promise<void> {
    const urn = this.#urn(request.getParent(), request.getType(), request.getName());
    if (this.#urns.has(urn)) this.refused.push(`two resources have the URN ${urn}: give one of them another name`);
    this.#urns.add(urn);
    this.recorded.push({
      urn,
      type: request.getType(),
      name: request.getName(),
      parent: request.getParent() || undefined,
      custom: request.getCustom(),
      provider: request.getProvider().replace(/::[^:]*$/, "") || undefined,
      protect: request.getProtect() ?? false,
      aliases: request.getAliasesList().map((alias) => alias.getUrn() || JSON.stringify(alias.getSpec()?.toObject())),
      dependencies: request.getDependenciesList().toSorted(),
      ignoreChanges: request.getIgnorechangesList(),
      replaceOnChanges: request.getReplaceonchangesList(),
      retainOnDelete: request.getRetainondelete() ?? false,
      deletedWith: request.getDeletedwith() || undefined,
      inputs: plain(request.getObject()?.toJavaScript() ?? {}) as Record<string, unknown>,
    });
    // The SDK's mocks name only the direct parent in a URN; the engine names the whole chain.
    return super.registerResource(request, (error: unknown, response: Answer) => {
      response?.setUrn(urn);
      callback(error, response);
    });
  }

  override registerResourceOutputs(_request: unknown, callback: (error: unknown, response: object) => void): void {
    callback(null, {});
  }

  #urn(parent: string, type: string, name: string): string {
    const parentType = parent.split("::")[2] ?? "";
    const chain = parentType === "" || parentType === "pulumi:pulumi:Stack" ? type : `${parentType}$${type}`;
    return `urn:pulumi:${this.#stack}::${this.#project}::${chain}::${name}`;
  }
}

/** Turns what travels to the engine back into plain values. */
function plain(value: unknown): unknown {
  if (isRpcSecret(value)) return new Secret(plain(unwrapRpcSecret(value)));
  if (value === unknownValue) return "[unknown]";
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Record<string, unknown>;
  if (fields[specialSigKey] === specialResourceSig) return `[resource ${fields.urn}]`;
  return Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, plain(item)]));
}

import { createHash } from "node:crypto";

/** What is known of a resource when a cloud would make it. */
export interface ToSimulate {
  /** Type token, such as `azure-native:app:ContainerApp`. */
  type: string;
  /** Logical name in the program. */
  name: string;
  inputs: Record<string, unknown>;
  /** Inputs of the provider that makes it, such as the subscription. */
  provider: Record<string, unknown>;
}

/** What a cloud would answer. */
export interface Simulated {
  id: string;
  /** The inputs, and what the cloud adds to them. */
  outputs: Record<string, unknown>;
}

/** How one type is answered. */
export interface Simulation {
  /** The id, as the cloud writes it. */
  id(resource: ToSimulate): string;
  /** What the cloud adds to the inputs. */
  adds?(resource: ToSimulate, id: string): Record<string, unknown>;
  /** Inputs, or paths in them, that cannot be changed in place: a change makes the provider replace the resource. */
  replaces: string[];
  /** The inputs that do, where their paths alone do not tell. Both sides are open; what is not known yet is a marker. */
  replacedBy?(was: Record<string, unknown>, now: Record<string, unknown>): string[];
  /** Whether the old resource has to go before its replacement can come, since both have one name. Default: no. */
  deletedFirst?: boolean;
  /** Inputs that the provider makes up at random where the program gives none. */
  makesUp?: string[];
  /**
   * Outputs that stay as they are in every change: a preview knows them, and none of the others that a cloud adds. Where
   * it is `all`, a preview takes all that the cloud adds for unchanged.
   */
  stable?: string[] | "all";
  /** Where the cloud keeps it. Default: its id, which then has to be the only one of its kind. */
  place?(resource: Pick<ToSimulate, "provider">, id: string): string;
  /** Place of what this one belongs to, from its own place: it has to exist first. */
  within?(place: string): string | undefined;
  /** Whether it exists in Pulumi's state alone, and no cloud has it. Default: no. */
  local?: boolean;
}

/** What is answered for a resource. */
export function answer(simulation: Simulation, resource: ToSimulate): Simulated {
  const id = simulation.id(resource);
  return { id, outputs: { ...resource.inputs, ...simulation.adds?.(resource, id) } };
}

/** An artificial UUID that is the same for the same text. Its zeros show that it is none of a cloud's. */
export function artificialUuid(text: string): string {
  return `00000000-0000-4000-8000-${createHash("sha256").update(text).digest("hex").slice(0, 12)}`;
}

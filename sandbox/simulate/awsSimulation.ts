import { createHash } from "node:crypto";
import type { Simulation, ToSimulate } from "./simulation.ts";

/** How one type of AWS is answered. */
export interface AwsSimulation {
  /** The id, as AWS writes it. */
  id: (resource: ToSimulate, place: Place) => string;
  /** What AWS adds to the inputs, besides the region. */
  adds?: (resource: ToSimulate, place: Place, id: string) => Record<string, unknown>;
  /** Inputs that cannot be changed in place, besides the region. */
  replaces?: string[];
  /** Input that is the name: a changed one makes a new resource. Default: `name`. */
  nameInput?: string;
  /** Whether AWS has it everywhere at once, so that it has no region. Default: no. */
  global?: boolean;
}

/** Where a resource is. */
export interface Place {
  region: string;
  accountId: string;
  /** ARN of something in the region and account of the resource. */
  arn(service: string, resource: string): string;
}

/** Account that nobody has. */
const ACCOUNT = "000000000000";

/** The answers of a module's types, such as `ec2/vpc:Vpc`, by their whole tokens. */
export function awsSimulations(table: Record<string, AwsSimulation>): Record<string, Simulation> {
  return Object.fromEntries(Object.entries(table).map(([type, row]) => [`aws:${type}`, simulation(type, row)]));
}

function simulation(
  type: string,
  { id, adds, replaces = [], nameInput = "name", global = false }: AwsSimulation,
): Simulation {
  return {
    id: (resource) => id(resource, placeOf(resource, global)),
    adds: (resource, own) => {
      const place = placeOf(resource, global);
      return { ...(global ? {} : { region: place.region }), ...adds?.(resource, place, own) };
    },
    replaces: [...new Set([nameInput, ...(global ? [] : ["region"]), ...replaces])],
    // Every name here is always the same for the same resource, so two of them cannot be there at once.
    deletedFirst: true,
    // Terraform's providers plan no change of what they alone decide, and this one is made from such a provider.
    stable: "all",
    // A bucket and each of its settings have one id.
    place: (_, own) => `${type}/${own}`,
  };
}

/** @throws {Error} when a resource that is somewhere does not say where */
function placeOf({ inputs, provider, name, type }: ToSimulate, global: boolean): Place {
  const region = String(inputs.region ?? provider.region ?? (global ? "us-east-1" : ""));
  if (region === "") throw new Error(`${name} (${type}) has no region, so AWS could not place it: give it one`);
  const accountId = accountOf(provider);
  return { region, accountId, arn: (service, resource) => `arn:aws:${service}:${region}:${accountId}:${resource}` };
}

/** The account that the provider is held to. The engine hands lists over as JSON. */
function accountOf({ allowedAccountIds: allowed }: ToSimulate["provider"]): string {
  const list: unknown = typeof allowed === "string" && allowed.startsWith("[") ? JSON.parse(allowed) : allowed;
  return Array.isArray(list) && typeof list[0] === "string" ? list[0] : ACCOUNT;
}

/** An id such as AWS makes up, always the same for the same resource: `vpc-0000abcd...`. Its zeros show that it is none. */
export function madeUp(prefix: string, { name, inputs }: ToSimulate): string {
  const text = `${inputs.region ?? ""}/${name}`;
  return `${prefix}-0000${createHash("sha256").update(text).digest("hex").slice(0, 13)}`;
}

/** The name that the program gives, or the one that Pulumi makes of the resource's own. */
export function nameOf({ name, inputs }: ToSimulate, input = "name"): string {
  return typeof inputs[input] === "string" ? inputs[input] : `${name}-0000000`;
}

/** A UUID-like part of ids that AWS makes up. */
export function digest(text: string): string {
  return `0000${createHash("sha256").update(text).digest("hex").slice(0, 12)}`;
}

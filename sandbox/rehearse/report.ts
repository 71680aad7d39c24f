import { styleText } from "node:util";
import type { OpType } from "@pulumi/pulumi/automation/index.js";
import { changesOf, type Operation, type ResourceChange } from "./operation.ts";

/** How a step went. */
export interface StepResult {
  name: string;
  seconds: number;
  /** Whether it was as it must be. */
  right: boolean;
  /** In a few words. */
  says: string;
  /** Lines for whoever wants to know more. */
  details: string[];
}

/** Longest list of changes that is shown; the log has the rest. */
const LONGEST_LIST = 30;
const NAMES = 10;

/** A step as one line, its details below. */
export function describeStep({ name, seconds, right, says, details }: StepResult): string {
  const time = `${seconds.toFixed(1)} s`.padStart(7);
  const line = `  ${name.padEnd(NAMES)}${time}  ${right ? says : styled("red", says)}`;
  const rest = details.length > LONGEST_LIST ? [`... and ${details.length - LONGEST_LIST} more`] : [];
  return [line, ...[...details.slice(0, LONGEST_LIST), ...rest].map((text) => `      ${text}`)].join("\n");
}

export function bold(text: string): string {
  return styled("bold", text);
}

function styled(style: "bold" | "red", text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

type Words = Partial<Record<OpType | "other", string>>;

/** What a preview is to do. */
export const TO_DO: Words = { create: "to create", update: "to update", replace: "to replace", delete: "to delete" };
/** What an update did. */
export const DONE: Words = { create: "created", update: "updated", replace: "replaced", delete: "deleted" };

/** Counts by kind of change, such as `1 to update, 44 unchanged`. Components are not counted: providers make none. */
export function counts(operation: Operation, words: Words): string {
  const changed = Map.groupBy(changesOf(operation).filter(countable), ({ op }) => op);
  const parts = [...changed].map(([op, all]) => `${all.length} ${words[op] ?? op}`);
  const same = operation.resources.filter((one) => one.op === "same" && countable(one)).length;
  return [...parts, ...(same > 0 ? [`${same} unchanged`] : [])].join(", ") || "nothing to do";
}

/** Every change as a line: `~ app:ContainerApp prototype-agent-a-app  template.scale.maxReplicas`. */
export function listChanges(changes: ResourceChange[]): string[] {
  const signs: Words = { create: "+", update: "~", replace: "±", delete: "-" };
  const shown = changes.filter(countable);
  const width = Math.max(0, ...shown.map(({ type, name }) => label(type, name).length));
  return shown.map(({ op, type, name, changed, replacing }) => {
    // The engine gives no reason for what goes along with something that it depends on.
    const because = replacing.length > 0 ? `because of ${replacing.join(", ")}` : "along with what it depends on";
    const why = op === "replace" ? because : changed.join(", ");
    return `${signs[op] ?? op} ${label(type, name).padEnd(width)}  ${why}`.trimEnd();
  });
}

/** What the engine and the program complained of, each with its resource. */
export function listComplaints({ complaints }: Operation, severity: "warning" | "error"): string[] {
  const found = complaints.filter((one) => one.severity === severity);
  const ofResources = found.filter(({ resource }) => resource && resource.type !== "pulumi:pulumi:Stack");
  // The engine repeats of the whole what it said of a resource.
  return (severity === "error" && ofResources.length > 0 ? ofResources : found).flatMap(({ resource, text }) => {
    const lines = text.split("\n").map((line) => line.trimEnd());
    return resource && resource.type !== "pulumi:pulumi:Stack"
      ? [label(resource.type, resource.name), ...lines.map((line) => `  ${line}`)]
      : lines;
  });
}

function label(type: string, name: string): string {
  return `${type} ${name}`;
}

/** Components are only a way to group, and the engine makes default providers on its own. */
function countable({ custom, type, name }: ResourceChange): boolean {
  return custom && !(type.startsWith("pulumi:providers:") && name.startsWith("default"));
}

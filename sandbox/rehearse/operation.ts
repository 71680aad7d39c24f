import type { EngineEvent, OpType, StepEventMetadata } from "@pulumi/pulumi/automation/index.js";
import { partsOf } from "../../policy/lib/urn.ts";

/** What one resource went through. */
export interface ResourceChange {
  op: OpType;
  urn: string;
  type: string;
  name: string;
  /** Whether a provider makes it; components are only a way to group. */
  custom: boolean;
  /** Paths of the properties that changed. */
  changed: string[];
  /** Those that make it a new resource. */
  replacing: string[];
}

/** Something the engine or the program complained of. */
export interface Complaint {
  severity: "warning" | "error";
  /** Unset for what concerns the whole. */
  resource?: { type: string; name: string };
  text: string;
}

/** What a policy said of a resource. */
export interface Violation {
  policy: string;
  /** URN; unset for what concerns the stack. */
  urn?: string;
  /** Whether it stops an update. */
  mandatory: boolean;
  /** What is wrong, where, and how to mend it. */
  text: string;
}

/** An operation of the engine, as its events tell it. */
export interface Operation {
  /** Every resource that the engine looked at, in its order. */
  resources: ResourceChange[];
  complaints: Complaint[];
  violations: Violation[];
  /** URNs of the resources that are done. */
  done: Set<string>;
  /** Whether the engine came to its end, be it a good one or not. */
  finished: boolean;
}

export function newOperation(): Operation {
  return { resources: [], complaints: [], violations: [], done: new Set(), finished: false };
}

/** Adds what an event says. */
export function follow(operation: Operation, event: EngineEvent): void {
  if (event.resourcePreEvent) operation.resources.push(changeOf(event.resourcePreEvent.metadata));
  if (event.resOutputsEvent) {
    operation.done.add(event.resOutputsEvent.metadata.urn);
    refine(operation, event.resOutputsEvent.metadata);
  }
  if (event.summaryEvent) operation.finished = true;
  if (event.policyEvent) {
    const { policyName: policy, resourceUrn: urn, enforcementLevel, message } = event.policyEvent;
    const mandatory = enforcementLevel === "mandatory";
    operation.violations.push({ policy, ...(urn ? { urn } : {}), mandatory, text: plain(message) });
  }
  const { diagnosticEvent: said } = event;
  if (said && !said.ephemeral && (said.severity === "warning" || said.severity === "error")) {
    const text = plain(said.message);
    if (text !== "") {
      operation.complaints.push({
        severity: said.severity,
        ...(said.urn ? { resource: partsOf(said.urn) } : {}),
        text,
      });
    }
  }
}

/** What is done to resources besides leaving them as they are. */
export function changesOf({ resources }: Operation): ResourceChange[] {
  // A replacement comes as three events; the one that names it is enough.
  const parts: OpType[] = ["same", "create-replacement", "delete-replaced", "refresh", "read"];
  return resources.filter(({ op }) => !parts.includes(op));
}

/** A refresh says what it found only when it has read the resource. */
function refine({ resources }: Operation, metadata: StepEventMetadata): void {
  const index = resources.findIndex(({ urn, op }) => urn === metadata.urn && op === "refresh");
  if (index >= 0) resources[index] = changeOf(metadata);
}

function changeOf({ op, urn, old, new: fresh, detailedDiff, diffs, keys }: StepEventMetadata): ResourceChange {
  const detailed = Object.entries(detailedDiff ?? {});
  return {
    op,
    urn,
    ...partsOf(urn),
    custom: (fresh ?? old)?.custom ?? false,
    changed: detailed.length > 0 ? detailed.map(([path]) => path) : (diffs ?? []),
    replacing:
      detailed.length > 0
        ? detailed.filter(([, { diffKind }]) => diffKind.endsWith("replace")).map(([path]) => path)
        : (keys ?? []),
  };
}

/** Without the engine's marks for colours. */
function plain(text: string): string {
  return text.replaceAll(/<\{%.*?%\}>/g, "").trim();
}

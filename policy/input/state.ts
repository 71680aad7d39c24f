import { isRecord } from "../../components/settings/check.ts";
import { partsOf } from "../lib/urn.ts";
import type { Input, Located } from "./input.ts";

/** The version of state exports that is read, as Pulumi writes it today. */
const VERSION = 3;

/** Marks a special value in a state, and a secret among them. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Takes the place of a secret that is encrypted. */
const ENCRYPTED = "[secret]";

/** Whether some JSON is what `pulumi stack export` writes. */
export function isStateExport(content: unknown): boolean {
  return isRecord(content) && "deployment" in content;
}

/** The resources of what `pulumi stack export` wrote, by the inputs that they were last given. */
export function readState(file: string, content: unknown): Input {
  const { version, deployment } = content as { version?: unknown; deployment?: unknown };
  if (version !== VERSION) {
    const says = `is a state export of version ${JSON.stringify(version)}, expected ${VERSION}: write it anew with "pulumi stack export"`;
    return { resources: [], problems: [{ file, says }] };
  }
  const listed = isRecord(deployment) ? deployment.resources : undefined;
  if (!Array.isArray(listed) || listed.length === 0) {
    return { resources: [], problems: [{ file, says: "is a state export without resources" }] };
  }
  const input: Input = { resources: [], problems: [] };
  const states = new Map<string, State>();
  for (const [index, state] of listed.entries()) {
    if (!isState(state)) input.problems.push({ file, says: `deployment.resources[${index}] has no urn or no type` });
    // What it is replaced by has its URN.
    else if (!state.delete) states.set(state.urn, state);
  }
  input.resources = [...states.values()].map((state) => toLocated(file, state, states));
  return input;
}

interface State {
  urn: string;
  type: string;
  inputs?: Record<string, unknown>;
  parent?: string;
  dependencies?: string[];
  provider?: string;
  protect?: boolean;
  ignoreChanges?: string[];
  /** Set while a replaced resource waits to be deleted. */
  delete?: boolean;
}

function isState(value: unknown): value is State {
  return isRecord(value) && typeof value.urn === "string" && typeof value.type === "string";
}

function toLocated(file: string, state: State, states: Map<string, State>): Located {
  const { urn, type, inputs = {}, parent, dependencies = [], protect = false, ignoreChanges = [] } = state;
  const provider = states.get(state.provider?.replace(/::[^:]*$/, "") ?? "");
  return {
    urn,
    type,
    name: partsOf(urn).name,
    props: opened(inputs) as Record<string, unknown>,
    options: { protect, ignoreChanges, dependencies, ...(parent ? { parent } : {}) },
    ...(provider
      ? {
          provider: {
            urn: provider.urn,
            type: provider.type,
            props: opened(provider.inputs ?? {}) as Record<string, unknown>,
          },
        }
      : {}),
    file,
    // An export is one resource after the other, and nobody edits it.
    lineOf: () => 1,
  };
}

/** Values without the wrapping of secrets: in plain text where the export was made with --show-secrets. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (!isRecord(value)) return value;
  if (value[SIGNATURE] === SECRET)
    return typeof value.plaintext === "string" ? opened(JSON.parse(value.plaintext)) : ENCRYPTED;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(item)]));
}

import { closest } from "fastest-levenshtein";
import { type Document, isNode, LineCounter, parseAllDocuments, type SchemaOptions } from "yaml";
import { isRecord } from "../../components/settings/check.ts";
import { manifestResource } from "../lib/kubernetes/manifestResource.ts";
import { BUILT_IN } from "./builtIn.ts";
import { type Input, type InputProblem, type Located, stepsOf } from "./input.ts";

/** YAML as kubectl and Helm read it: 1.1, where `yes` is true and `<<` merges, but a date and `12:30` are text. */
const AS_KUBECTL: SchemaOptions & { version: "1.1" } = {
  version: "1.1",
  customTags: (tags) =>
    tags.filter((each) => typeof each === "string" || !(each.tag.endsWith(":timestamp") || each.format === "TIME")),
};

/**
 * The Kubernetes objects of a file: YAML or JSON, several documents, lists, the output of Helm. What cannot be read is
 * a problem, and the rest is read all the same.
 */
export function readManifests(file: string, text: string): Input {
  const lines = new LineCounter();
  const input: Input = { resources: [], problems: [] };
  const documents = parseAllDocuments(text, { lineCounter: lines, ...AS_KUBECTL });
  for (const document of documents) readDocument(document, file, lines, input);
  if (input.resources.length === 0 && input.problems.length === 0) {
    input.problems.push({ file, says: "holds no Kubernetes object" });
  }
  return input;
}

function readDocument(document: Document.Parsed, file: string, lines: LineCounter, input: Input): void {
  if (document.errors.length > 0) {
    for (const { message, linePos } of document.errors) {
      const says = `is no YAML: ${message.split(/ at line|\n/)[0]}`;
      input.problems.push({ file, ...(linePos ? { line: linePos[0].line } : {}), says });
    }
    return;
  }
  let content: unknown;
  try {
    content = document.toJS();
  } catch (error) {
    input.problems.push({ file, line: lineOf(document, [], lines), says: `is no YAML: ${(error as Error).message}` });
    return;
  }
  // Helm leaves documents that hold a comment alone.
  if (content === null || content === undefined) return;
  const lineAt = (steps: (string | number)[]) => lineOf(document, steps, lines);
  for (const { object, at } of objectsIn(content, [])) {
    const read = readObject(object, file, (steps) => lineAt([...at, ...steps]));
    if ("says" in read) input.problems.push(read);
    else input.resources.push(read);
  }
}

/** The object, or those of a list, each with the way to it. The items of a `DeploymentList` need not say their kind. */
function objectsIn(content: unknown, at: (string | number)[]): { object: unknown; at: (string | number)[] }[] {
  if (!isRecord(content) || !Array.isArray(content.items)) return [{ object: content, at }];
  const [, kind] = /^(.*)List$/.exec(String(content.kind)) ?? [];
  if (kind === undefined) return [{ object: content, at }];
  const { apiVersion } = content;
  return content.items.flatMap((item: unknown, index) =>
    objectsIn(kind !== "" && isRecord(item) ? { apiVersion, kind, ...item } : item, [...at, "items", index]),
  );
}

function readObject(
  object: unknown,
  file: string,
  lineOfSteps: (steps: (string | number)[]) => number,
): Located | InputProblem {
  const line = lineOfSteps([]);
  if (!isRecord(object)) return { file, line, says: `holds ${JSON.stringify(object)} where an object belongs` };
  const { apiVersion, kind, metadata } = object;
  if (typeof apiVersion !== "string" || typeof kind !== "string") {
    return { file, line, says: "holds an object without apiVersion or kind, so it is no Kubernetes manifest" };
  }
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "core";
  const known = BUILT_IN[group]?.split(" ");
  if (known && !known.includes(kind.replace(/List$/, ""))) {
    return {
      file,
      line: lineOfSteps(["kind"]),
      says: `${apiVersion} has no kind ${kind}, did you mean ${closest(kind, known)}?`,
    };
  }
  return {
    ...manifestResource({ ...object, apiVersion, kind, metadata: isRecord(metadata) ? metadata : {} }),
    props: object,
    file,
    lineOf: (path) => lineOfSteps(stepsOf(path)),
  };
}

/** Line of what the steps lead to, or of the nearest thing around it that is there. */
function lineOf(document: Document.Parsed, steps: (string | number)[], lines: LineCounter): number {
  for (let length = steps.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(steps.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

import { closest } from "fastest-levenshtein";
import { type Document, isNode, LineCounter, parseAllDocuments } from "yaml";
import { isRecord } from "../../components/settings/check.ts";
import { BUILT_IN } from "./builtIn.ts";
import { type Input, type InputProblem, type Located, stepsOf } from "./input.ts";

/**
 * The Kubernetes objects of a file: YAML or JSON, several documents, lists, the output of Helm. What cannot be read is
 * a problem, and the rest is read all the same.
 */
export function readManifests(file: string, text: string): Input {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines });
  const input: Input = { resources: [], problems: [] };
  if (!Array.isArray(documents)) {
    input.problems.push({ file, says: "is empty" });
    return input;
  }
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
  const content: unknown = document.toJS();
  // Helm leaves documents that hold a comment alone.
  if (content === null || content === undefined) return;
  const lineAt = (steps: (string | number)[]) => lineOf(document, steps, lines);
  for (const { object, at } of objectsIn(content, [])) {
    const read = readObject(object, file, (steps) => lineAt([...at, ...steps]));
    if ("says" in read) input.problems.push(read);
    else input.resources.push(read);
  }
}

/** The object, or those of a `kind: List`, each with the way to it. */
function objectsIn(content: unknown, at: (string | number)[]): { object: unknown; at: (string | number)[] }[] {
  if (!isRecord(content) || content.kind !== "List" || !Array.isArray(content.items)) return [{ object: content, at }];
  return content.items.flatMap((item, index) => objectsIn(item, [...at, "items", index]));
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
  const { name, namespace } = isRecord(metadata) ? metadata : {};
  const title = `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name ?? "without a name"}`;
  return {
    urn: title,
    type: `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`,
    name: String(name ?? ""),
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

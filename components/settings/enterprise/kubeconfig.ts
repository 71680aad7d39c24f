import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { parseDocument } from "yaml";
import { isRecord } from "../check.ts";
import { configSet, type Problem, show } from "../problem.ts";

/** The absolute path of a kubeconfig: from the user's home for `~/`, else from the project's folder. */
export function kubeconfigPath(path: string): string {
  return resolve(path.replace(/^~(?=\/)/, homedir()));
}

/**
 * Whether the file is there and has the context.
 * @param path where both stand in the settings: `daca:enterprise.cluster`
 */
export function checkKubeconfig(path: string, kubeconfig: string, context: string | undefined): Problem[] {
  const at = `${path}.kubeconfig`;
  const contexts = contextsIn(kubeconfig);
  if (typeof contexts === "string") {
    return [{ path: at, says: `is ${show(kubeconfig)}, ${contexts}`, mend: configSet(at, "<file>") }];
  }
  if (context === undefined || contexts.includes(context)) return [];
  return [
    {
      path: `${path}.context`,
      says: `is ${show(context)}, which ${kubeconfig} does not have, expected one of ${contexts.join(", ")}`,
      mend: chooseContext(path, contexts),
    },
  ];
}

/** A missing context, with those that the kubeconfig has. */
export function withContexts(problem: Problem, path: string, kubeconfig: string | undefined): Problem {
  if (problem.path !== `${path}.context` || !problem.says.startsWith("is missing")) return problem;
  const contexts = kubeconfig === undefined ? "" : contextsIn(kubeconfig);
  if (typeof contexts === "string") return { ...problem, mend: configSet(problem.path, "<context>") };
  const says = `is missing, expected one of ${contexts.join(", ")}`;
  return { path: problem.path, says, mend: chooseContext(path, contexts) };
}

function chooseContext(path: string, contexts: readonly string[]): string {
  return configSet(`${path}.context`, contexts.length === 1 ? (contexts[0] ?? "") : "<context>");
}

/** The contexts of a kubeconfig, of which there is one at least, or why it cannot be used. */
function contextsIn(kubeconfig: string): string[] | string {
  let text: string;
  try {
    text = readFileSync(kubeconfigPath(kubeconfig), "utf8");
  } catch (error) {
    return `which cannot be read (${reason(error as NodeJS.ErrnoException)}), expected the path of a kubeconfig file`;
  }
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem) {
    const line = problem.linePos?.[0].line;
    return `which is not YAML${line === undefined ? "" : ` (line ${line})`}, expected a kubeconfig`;
  }
  const content: unknown = document.toJS();
  const contexts = isRecord(content) && Array.isArray(content.contexts) ? content.contexts : [];
  const names = contexts.flatMap((each: unknown) =>
    isRecord(each) && typeof each.name === "string" ? [each.name] : [],
  );
  return names.length > 0 ? names : "which has no contexts, expected a kubeconfig";
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  const known: Record<string, string> = {
    ENOENT: "there is no such file",
    EACCES: "no permission",
    EISDIR: "it is a folder",
  };
  return known[code ?? ""] ?? code ?? message;
}

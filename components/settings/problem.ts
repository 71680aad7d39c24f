import { RunError } from "@pulumi/pulumi/errors.js";

/** What only the user of a stack can know, and which kind of thing it is. */
export type Needed =
  | "secret"
  | "digest"
  | "account"
  | "awsAccount"
  | "domain"
  | "adminGroup"
  | "adminRole"
  | "addresses"
  | "repository"
  | "revision"
  | "kubeconfig";

/** One thing that is wrong, or doubtful, in a stack's settings. */
export interface Problem {
  /** Where, as a path that `pulumi config set --path` takes: `daca:agents[0].replicas.min`. */
  path: string;
  /** The value and what was expected instead: `is 12, expected at most max (10)`. */
  says: string;
  /** How to mend it: a command, or what to write instead. */
  mend?: string;
  /** Set when the value is missing because only the user can know it. */
  needed?: Needed;
}

/** Settings that cannot be used. It lists every problem at once, and is shown without a stack trace. */
export class SettingsError extends RunError {
  readonly problems: readonly Problem[];

  /**
   * @param source what was read, such as `Pulumi.prototype.yaml`
   * @param problems at least one
   */
  constructor(source: string, problems: readonly Problem[]) {
    super(`${source} has ${problems.length} ${problems.length === 1 ? "problem" : "problems"}:\n${layOut(problems)}`);
    this.problems = problems;
  }
}

/** Lays problems out in two columns, one problem a line, its remedy below it. */
export function layOut(problems: readonly Problem[]): string {
  const width = Math.max(...problems.map((problem) => problem.path.length));
  return problems
    .map(({ path, says, mend }) => {
      const indent = " ".repeat(width + 4);
      const remedy = mend ? `\n${mend.replace(/^/gm, indent)}` : "";
      return `  ${path.padEnd(width)}  ${says}${remedy}`;
    })
    .join("\n");
}

/** A value as a reader recognises it in an error: quoted when text, cut when long. */
export function show(value: unknown): string {
  if (value === undefined) return "missing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The command that sets a plain value. */
export function configSet(path: string, value: string): string {
  return `pulumi config set --path '${path}' ${value}`;
}

/** A problem where something applies, for lists of them. */
export function when(applies: boolean, path: string, says: string, mend?: string): Problem[] {
  return applies ? [{ path, says, ...(mend ? { mend } : {}) }] : [];
}

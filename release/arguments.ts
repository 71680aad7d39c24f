import { parseArgs } from "node:util";
import { Digest } from "../components/agent.ts";
import type { Image } from "./begin.ts";

/** What `npm run release` can be asked for, with the options each needs. */
const NEEDS = {
  begin: ["stack", "outputs", "image"],
  promote: ["stack", "outputs"],
  rollback: ["stack", "outputs"],
  current: ["stack", "outputs"],
  smoke: ["outputs"],
  retire: ["outputs"],
  summary: ["stack", "outputs"],
} as const;

export type Action = keyof typeof NEEDS;

const ACTIONS = Object.keys(NEEDS) as Action[];

/** Which addresses: of the new colours, or what callers use. */
export type Which = "new" | "production";

export interface Asked {
  action: Action;
  stack: string;
  /** File with what `pulumi stack output --json` prints. */
  outputs: string;
  image: Image;
  which: Which;
  apply: boolean;
  /** File to append the number of changes to. */
  changes: string | undefined;
}

/** What is asked, nothing where help is, or everything that is wrong with the asking. */
export function parse(args: string[]): Asked | string | undefined {
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read(args);
  } catch (error) {
    return (error as Error).message;
  }
  const { values, positionals } = parsed;
  if (values.help) return undefined;
  const [action, which, ...rest] = positionals;
  if (!isAction(action)) return `${action ?? "no step"}: expected one of ${ACTIONS.join(", ")}`;
  const image = imageFrom(values.image ?? "");
  const wrong = [
    ...NEEDS[action].filter((option) => values[option] === undefined).map((option) => `${action} needs --${option}`),
    ...(values.image !== undefined && !image
      ? [`--image ${values.image}: expected <repository>@sha256:<64 hexadecimal digits>`]
      : []),
    ...(action === "smoke" && which !== "new" && which !== "production"
      ? [`smoke ${which ?? ""}: expected smoke new or smoke production`]
      : []),
    ...(action === "smoke" ? rest : positionals.slice(1)).map((word) => `${word}: not expected after ${action}`),
  ];
  if (wrong.length > 0) return wrong.join("\n");
  return {
    action,
    stack: values.stack ?? "",
    outputs: values.outputs ?? "",
    image: image ?? { repository: "", digest: "" },
    which: which as Which,
    apply: values.apply ?? false,
    changes: values.changes,
  };
}

function read(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      stack: { type: "string" },
      outputs: { type: "string" },
      image: { type: "string" },
      changes: { type: "string" },
      apply: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
}

function isAction(word: string | undefined): word is Action {
  return ACTIONS.some((action) => action === word);
}

function imageFrom(text: string): Image | undefined {
  const [repository = "", digest = "", ...rest] = text.split("@");
  return repository !== "" && rest.length === 0 && Digest.safeParse(digest).success
    ? { repository, digest }
    : undefined;
}

import { z } from "zod";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { parseImage } from "../../lib/images/image.ts";
import { containersOf, POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { REGEX } from "../../lib/regex.ts";
import type { Resource } from "../../lib/resource.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

const SHELL = String.raw`(?:sudo\s+)?(?:(?:ba|da|z|a)?sh|python3?|node)\b`;
const FETCHING = {
  "git clone": String.raw`\bgit\s+(?:-C\s+\S+\s+|-c\s+\S+\s+|-\S+\s+)*(?:clone|pull|fetch)\b`,
  "download | sh": String.raw`\b(?:curl|wget)\b[^|;&]*\|\s*${SHELL}|(?:sh|bash|source|eval)\b[^;|]*[<$]\((?:curl|wget)\b`,
  "pip install": String.raw`\bpip3?\s+install\b|\buv\s+(?:pip\s+install|add|tool\s+run)\b|\buvx\s`,
  "npm install": String.raw`\bnpm\s+(?:install|i|ci|exec)(?![\w-])|\bnpx\s|\b(?:yarn|pnpm)\s+(?:add|dlx|install)\b`,
  "package install": String.raw`\b(?:apt(?:-get)?|yum|dnf|microdnf)\s+(?:-\S+\s+)*install\b|\bapk\s+(?:-\S+\s+)*add\b`,
};

/**
 * An agent must run what its image holds and fetch no code when it starts. What is found is named, not shown: an
 * address may have a password.
 */
export const rule = resourceRule({
  name: "no-runtime-code-fetch",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "An agent must not fetch code when it starts.",
  why: "code that nobody built, scanned or signed would run with the agent's rights",
  fix: "build the code into the image, or mount it from an image volume that is pinned by digest",
  references: ["CKV_K8S_159", "OWASP ASI05"],
  kinds: [...POD_KINDS, "azure-native:app:ContainerApp"],
  knobs: {
    ...AGENT_SELECTOR,
    patterns: z
      .record(z.string(), REGEX)
      .default(FETCHING)
      .describe("Regular expressions for commands that fetch code, by what to call them."),
    images: z.array(z.string()).default(["git-sync"]).describe("Last parts of the names of images that fetch code."),
  },
  check(resource, { agentSelector, patterns, images }) {
    if (!isAgent(resource, agentSelector)) return [];
    return programsOf(resource).flatMap(({ image = "", command = [], args = [], path }): Finding[] => {
      const found = (words: string[]) =>
        Object.keys(patterns).find((name) => new RegExp(patterns[name] ?? "").test(words.join(" ")));
      const all = found([...command, ...args]);
      const list = found(args) ? "args" : "command";
      const isFetcher = images.includes(parseImage(image).repository.split("/").at(-1) ?? "");
      return [
        ...(isFetcher ? [{ path: `${path}.image`, got: image, want: "an image that holds its code" }] : []),
        ...(all ? [{ path: `${path}.${list}`, got: all, want: "a command that fetches no code" }] : []),
      ];
    });
  },
});

interface Program {
  image?: string | undefined;
  command?: string[] | undefined;
  args?: string[] | undefined;
  path: string;
}

function programsOf(resource: Resource<(typeof POD_KINDS)[number] | "azure-native:app:ContainerApp">): Program[] {
  if (resource.kind !== "azure-native:app:ContainerApp") {
    return containersOf(resource).map(({ container: { image, command, args }, path }) => ({
      image,
      command,
      args,
      path,
    }));
  }
  const { template } = resource.props;
  return (["containers", "initContainers"] as const).flatMap((list) =>
    (template?.[list] ?? []).map(({ image, command, args }, index) => ({
      image,
      command,
      args,
      path: `template.${list}[${index}]`,
    })),
  );
}

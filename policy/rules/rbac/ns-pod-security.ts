import { z } from "zod";
import { step } from "../../../components/settings/check.ts";
import type { PropsOf } from "../../lib/kinds/index.ts";
import { SYSTEM_NAMESPACES } from "../../lib/kubernetes/systemNamespaces.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** From the loosest. */
const LEVELS = ["privileged", "baseline", "restricted"] as const;
type Level = (typeof LEVELS)[number];

const ENFORCE = "pod-security.kubernetes.io/enforce";
const VERSION = "pod-security.kubernetes.io/enforce-version";

interface Knobs {
  level: Level;
  levelByNamespace: Record<string, Level>;
  version: string;
  excludeNamespaces: string[];
}

/** A namespace must make the API server refuse pods that are not safe, by rules that change when somebody says so. */
export const rule = resourceRule({
  name: "ns-pod-security",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A namespace must enforce the Pod Security Standards, at a level and of a version that it names.",
  why: "whoever may make pods in it may make privileged ones, whatever the program's own pods are like",
  fix: 'label the namespace pod-security.kubernetes.io/enforce: restricted and enforce-version: latest, or "v1.<minor>"',
  references: ["CIS 5.2.1", "NSA", "KSC C-0192", "KY psa"],
  kinds: ["kubernetes:core:Namespace"],
  knobs: {
    level: z.enum(LEVELS).default("restricted").describe("The loosest level that a namespace may enforce."),
    levelByNamespace: z
      .record(z.string(), z.enum(LEVELS))
      .default({})
      .describe("Another level for some namespaces, by name."),
    version: z
      .string()
      .regex(/^(latest|v1\.\d+)$/)
      .default("latest")
      .describe("The version that remediation sets, such as v1.34."),
    excludeNamespaces: z.array(z.string()).default(SYSTEM_NAMESPACES).describe("Namespaces that need not enforce."),
  },
  check: ({ props }, knobs) => unenforced(props, knobs),
  remediate(props, knobs) {
    const wrong = unenforced(props, knobs).map(({ path }) => path);
    if (wrong.length === 0) return;
    const labels: Record<string, string> = { ...props.metadata?.labels };
    if (wrong.includes(ENFORCE_PATH)) labels[ENFORCE] = levelOf(props.metadata?.name ?? "", knobs);
    if (wrong.includes(VERSION_PATH)) labels[VERSION] = knobs.version;
    props.metadata = { ...props.metadata, labels };
  },
});

const ENFORCE_PATH = step("metadata.labels", ENFORCE);
const VERSION_PATH = step("metadata.labels", VERSION);

function unenforced({ metadata = {} }: PropsOf<"kubernetes:core:Namespace">, knobs: Knobs): Finding[] {
  const { name = "", labels = {} } = metadata;
  if (knobs.excludeNamespaces.includes(name)) return [];
  const required = levelOf(name, knobs);
  const accepted = LEVELS.slice(LEVELS.indexOf(required));
  const [level, version] = [labels[ENFORCE], labels[VERSION]];
  return [
    ...(accepted.some((each) => each === level)
      ? []
      : [{ path: ENFORCE_PATH, got: level, want: accepted.map((each) => `"${each}"`).join(" or ") }]),
    ...(isVersion(version)
      ? []
      : [{ path: VERSION_PATH, got: version, want: '"latest" or a minor version such as "v1.34"' }]),
  ];
}

function levelOf(name: string, { level, levelByNamespace }: Knobs): Level {
  return levelByNamespace[name] ?? level;
}

function isVersion(version: string | undefined): boolean {
  return /^(latest|v1\.\d+)$/.test(version ?? "");
}

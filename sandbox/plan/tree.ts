import type { RecordedResource } from "../recorder.ts";

/**
 * The components of a program as a tree. Each line names a component, says how many resources it makes itself,
 * and of which kinds.
 */
export function drawTree(resources: readonly RecordedResource[]): string {
  const children = Map.groupBy(resources, (resource) => resource.parent ?? "");
  const roots = resources.filter((resource) => resource.type === "pulumi:pulumi:Stack");
  const lines = roots.flatMap((stack) =>
    componentsOf(stack.urn, children).flatMap((top) => draw(top, children, "", "")),
  );
  const width = Math.max(0, ...lines.map(({ label }) => label.length));
  return lines.map(({ label, made }) => `  ${label.padEnd(width)}  ${made}`.trimEnd()).join("\n");
}

interface Line {
  label: string;
  made: string;
}

type Children = Map<string, RecordedResource[]>;

function draw(component: RecordedResource, children: Children, first: string, rest: string): Line[] {
  const made = (children.get(component.urn) ?? []).filter((child) => child.custom);
  const nested = componentsOf(component.urn, children);
  const lines = nested.flatMap((child, index) => {
    const last = index === nested.length - 1;
    return draw(child, children, `${rest}${last ? "└─ " : "├─ "}`, `${rest}${last ? "   " : "│  "}`);
  });
  return [{ label: `${first}${kindOf(component.type)} ${component.name}`, made: summary(made) }, ...lines];
}

function componentsOf(urn: string, children: Children): RecordedResource[] {
  return (children.get(urn) ?? []).filter((child) => !child.custom);
}

function summary(made: readonly RecordedResource[]): string {
  if (made.length === 0) return "";
  const kinds = [...Map.groupBy(made, ({ type }) => kindOf(type))].map(([kind, all]) =>
    all.length > 1 ? `${all.length} ${kind}` : kind,
  );
  return `${String(made.length).padStart(3)}  ${kinds.join(", ")}`;
}

/** The last word of a type token; a provider is named as one. */
function kindOf(type: string): string {
  const last = type.split(":").at(-1) ?? type;
  return type.startsWith("pulumi:providers:") ? `${last} provider` : last;
}

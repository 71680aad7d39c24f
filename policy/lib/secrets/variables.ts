import { isRecord, step } from "../../../components/settings/check.ts";
import type { Kind } from "../kinds/index.ts";
import { containersOf, POD_KINDS } from "../kubernetes/pods.ts";
import { type AnyResource, isKind, type Resource } from "../resource.ts";

/** Text that a resource hands to a program under a name. */
export interface Variable {
  name: string;
  value: string;
  /** Path of the value. */
  path: string;
}

/** Every kind that starts a program with environment variables. */
export const ENVIRONMENT_KINDS = [
  ...POD_KINDS,
  "azure-native:app:ContainerApp",
  "azure-native:app:Job",
  "aws:lambda:Function",
] as const satisfies readonly Kind[];

/** Every kind that holds named text which nobody takes for a secret. */
export const VARIABLE_KINDS = [
  ...ENVIRONMENT_KINDS,
  "kubernetes:core:ConfigMap",
  "kubernetes:helm.sh:Release",
  "kubernetes:helm.sh:Chart",
] as const satisfies readonly Kind[];

/** The named text of a resource: environment variables of its programs, entries of a ConfigMap, values of a chart. */
export function variablesOf(resource: AnyResource | Resource): Variable[] {
  const any = resource as AnyResource;
  if (isKind(any, "kubernetes:core:ConfigMap")) return entries(any.props.data, "data");
  if (isKind(any, "aws:lambda:Function")) return entries(any.props.environment?.variables, "environment.variables");
  if (isKind(any, "kubernetes:helm.sh:Release", "kubernetes:helm.sh:Chart")) return nested(any.props.values, "values");
  if (isKind(any, "azure-native:app:ContainerApp", "azure-native:app:Job")) {
    const { template } = (any as Resource<"azure-native:app:ContainerApp">).props;
    return (["containers", "initContainers"] as const).flatMap((list) =>
      (template?.[list] ?? []).flatMap(({ env }, index) => environment(env, `template.${list}[${index}]`)),
    );
  }
  return containersOf(any).flatMap(({ container, path }) => environment(container.env, path));
}

function environment(env: { name?: string; value?: string }[] | undefined, path: string): Variable[] {
  return (env ?? []).flatMap(({ name = "", value }, index) =>
    typeof value === "string" ? [{ name, value, path: `${path}.env[${index}].value` }] : [],
  );
}

function entries(record: Record<string, unknown> | undefined, path: string): Variable[] {
  return Object.entries(record ?? {}).flatMap(([name, value]) =>
    typeof value === "string" ? [{ name, value, path: step(path, name) }] : [],
  );
}

/** All text in a chart's values; an item such as `{name: TOKEN, value: ...}` is a variable of that name. */
function nested(value: unknown, path: string, name = ""): Variable[] {
  if (typeof value === "string") return [{ name, value, path }];
  if (Array.isArray(value)) return value.flatMap((item, index) => nested(item, step(path, index), name));
  if (!isRecord(value)) return [];
  const own = typeof value.name === "string" ? value.name : name;
  return Object.entries(value).flatMap(([key, item]) => nested(item, step(path, key), key === "value" ? own : key));
}

import type { Resource } from "../resource.ts";

/** A component of Dapr, on Kubernetes or in Container Apps. */
export type DaprComponentKind = "kubernetes:dapr.io:Component" | "azure-native:app:DaprComponent";

export const DAPR_COMPONENT_KINDS: readonly DaprComponentKind[] = [
  "kubernetes:dapr.io:Component",
  "azure-native:app:DaprComponent",
];

/** Name and value of one setting of a component. */
export interface DaprSetting {
  name: string;
  /** Text as a rule; numbers and booleans come as they are. Unset where it refers to a secret. */
  readonly value: unknown;
  /** Path of the value. */
  path: string;
}

/** What both ways to write a component have in common. */
export interface DaprComponent {
  name: string | undefined;
  type: string | undefined;
  settings: DaprSetting[];
  /** Where the settings are. */
  path: string;
}

/** Reads a component, whichever way it is written. */
export function daprComponentOf(resource: Resource<DaprComponentKind>): DaprComponent {
  const isAzure = resource.kind === "azure-native:app:DaprComponent";
  const { name, type, metadata } = isAzure
    ? {
        name: resource.props.componentName,
        type: resource.props.componentType,
        metadata: resource.props.metadata ?? [],
      }
    : {
        name: resource.props.metadata?.name,
        type: resource.props.spec?.type,
        metadata: resource.props.spec?.metadata ?? [],
      };
  const path = isAzure ? "metadata" : "spec.metadata";
  const settings = metadata.map((each, index) => ({
    name: each?.name ?? "",
    // Read when it is asked for, so that a value that is not known yet leaves only questions about itself open.
    get value() {
      return each?.value;
    },
    path: `${path}[${index}].value`,
  }));
  return { name, type, settings, path };
}

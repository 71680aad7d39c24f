import type { AwsKinds } from "./aws.ts";
import type { AzureKinds } from "./azure.ts";
import type { ChartKinds } from "./charts.ts";
import type { CustomKinds } from "./custom.ts";
import type { KubernetesKinds } from "./kubernetes.ts";
import type { Seen } from "./seen.ts";
import type { SignatureKinds } from "./signatures.ts";

/** Every kind that policies know the inputs of. */
export interface Kinds extends KubernetesKinds, CustomKinds, ChartKinds, SignatureKinds, AzureKinds, AwsKinds {}

export type Kind = keyof Kinds;

/** The inputs of a kind, as a policy sees them. */
export type PropsOf<K extends Kind> = Seen<Kinds[K]>;

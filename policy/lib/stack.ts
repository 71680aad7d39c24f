import type { Kind } from "./kinds/index.ts";
import type { AnyResource, Resource } from "./resource.ts";

/** All resources of a stack, for rules about how they belong together. */
export class Stack {
  readonly resources: readonly AnyResource[];
  /** Stands for the stack where no resource of it is to blame. */
  readonly root: AnyResource;
  readonly #byKind: Map<string, AnyResource[]>;
  readonly #byUrn: Map<string, AnyResource>;

  constructor(resources: readonly AnyResource[]) {
    this.resources = resources;
    this.#byKind = Map.groupBy(resources, ({ kind }) => kind);
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    this.root = this.#byKind.get("pulumi:pulumi:Stack")?.[0] ?? NOWHERE;
  }

  /** The resources of these kinds, in the order of the stack. */
  of<K extends Kind>(...kinds: readonly K[]): Resource<K>[] {
    const found = kinds.flatMap((kind) => this.#byKind.get(kind) ?? []);
    return found as unknown as Resource<K>[];
  }

  /** The resource with that URN. */
  find(urn: string): AnyResource | undefined {
    return this.#byUrn.get(urn);
  }
}

/** Of manifests, which no stack holds together. */
const NOWHERE: AnyResource = {
  urn: "stack",
  type: "pulumi:pulumi:Stack",
  kind: "pulumi:pulumi:Stack",
  name: "stack",
  at: "",
  props: {},
  options: { protect: false, ignoreChanges: [], dependencies: [] },
  partial: false,
};

import { unwrapped } from "./seenByEngine.ts";

/**
 * The inputs of the resources that the engine has shown one by one. A rule of the whole stack is shown outputs, and a
 * preview has none of a resource whose provider is itself not known before the update: of everything in a Kubernetes
 * cluster that the same update makes. Taken for empty, each such resource would look misconfigured.
 */
export class SeenInputs {
  readonly #byUrn = new Map<string, object>();

  /** Keeps what a resource was asked to be. */
  remember({ urn, props }: { urn: string; props: object }): void {
    this.#byUrn.set(urn, props);
  }

  /** The resource with its inputs, where the engine shows nothing of it. */
  complete<R extends { urn: string; props: Record<string, unknown> }>(resource: R): R {
    const inputs = this.#byUrn.get(resource.urn);
    if (inputs === undefined || Object.keys(unwrapped(resource.props)).length > 0) return resource;
    return { ...resource, props: inputs as R["props"] };
  }
}

import type * as pulumi from "@pulumi/pulumi";

/**
 * What a policy sees of a resource's inputs: resolved, and anything may be missing. Types come from the providers' own
 * packages, so that the compiler refuses a property that does not exist; none of their code is loaded.
 */
export type Seen<T> = T extends Promise<unknown> | pulumi.OutputInstance<unknown>
  ? never
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends ReadonlyArray<infer Item>
      ? Seen<Item>[]
      : T extends object
        ? string extends keyof T
          ? { [Key in keyof T]: Seen<T[Key]> }
          : { [Key in keyof T]?: Seen<T[Key]> }
        : T;

import { UNKNOWN } from "../../policy/lib/unknown.ts";
import type { Fixture } from "./rule.ts";

/** A resource of AWS by its module and name: `s3:BucketPolicy`. Of the same kind, `name` tells them apart. */
export function aws(kind: string, props: Record<string, unknown> = {}, name?: string): Fixture & { name: string } {
  const [module = "", type = ""] = kind.split(":");
  const file = type.charAt(0).toLowerCase() + type.slice(1);
  return { type: `aws:${module}/${file}:${type}`, name: name ?? file, props };
}

/** URN that a fixture has where it names none. */
export function urnOf({ type, name }: { type: string; name: string }): string {
  return `urn:pulumi:test::daca::${type}::${name}`;
}

/** A resource that waits for others, as it does whose inputs are their outputs. */
export function waiting<T extends Fixture>(fixture: T, ...others: { type: string; name: string }[]): T {
  return { ...fixture, options: { dependencies: others.map(urnOf) } };
}

/** A bucket whose name is known. */
export function bucket(props: Record<string, unknown> = {}, name = "memory"): Fixture & { name: string } {
  return aws("s3:Bucket", { bucket: name, ...props }, name);
}

/** A setting beside a bucket that names it, as it is in an update. */
export function beside(
  kind: string,
  props: Record<string, unknown>,
  bucketName = "memory",
): Fixture & { name: string } {
  return aws(`s3:${kind}`, { bucket: bucketName, ...props });
}

/** A setting beside a bucket before that is made: which one it is for shows in what it waits for. */
export function besideNew(kind: string, props: Record<string, unknown>, of: { type: string; name: string }) {
  return waiting(aws(`s3:${kind}`, { bucket: UNKNOWN, ...props }), of);
}

/** A policy document. */
export function document(...statements: object[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

export const ROLE_ARN = "arn:aws:iam::111122223333:role/research-agent";

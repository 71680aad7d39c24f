import { isScalar, type Pair, stringify } from "yaml";
import type { Manifest } from "./manifest.ts";

/** What a reader looks for first. Every other key follows by its name. */
const FIRST = ["apiVersion", "kind", "metadata", "name", "namespace"];

/**
 * The manifest as a YAML 1.2 document that is the same, byte for byte, however the object was put together. Text that
 * a reader of YAML 1.1 (kubectl, Argo CD) would take for something else is quoted.
 */
export function toYaml(manifest: Manifest): string {
  return stringify(manifest, {
    version: "1.2",
    compat: "yaml-1.1",
    aliasDuplicateObjects: false,
    lineWidth: 0,
    sortMapEntries: inOrder,
  });
}

function inOrder(left: Pair, right: Pair): number {
  const [a, b] = [keyOf(left), keyOf(right)];
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function rank(key: string): number {
  const place = FIRST.indexOf(key);
  return place === -1 ? FIRST.length : place;
}

function keyOf({ key }: Pair): string {
  return String(isScalar(key) ? key.value : key);
}

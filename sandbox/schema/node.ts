/** A part of a JSON Schema. */
export interface Node {
  type?: string;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Node>;
  required?: string[];
  [keyword: string]: unknown;
}

/** Takes out the bounds that only say "a number that JavaScript can hold". */
export function tidy(node: Node): void {
  if (node.maximum === Number.MAX_SAFE_INTEGER) delete node.maximum;
  if (node.minimum === Number.MIN_SAFE_INTEGER) delete node.minimum;
}

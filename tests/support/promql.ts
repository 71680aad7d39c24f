import { parser } from "@prometheus-io/lezer-promql";

/** What a PromQL expression holds. */
export interface Expression {
  /** Where it cannot be read: the text there, or nothing where something is missing. */
  errors: string[];
  /** Names of the metrics it asks for. */
  metrics: string[];
  /** Conditions on labels, such as `outcome="failed"`. */
  matchers: string[];
}

/** Reads an expression with Prometheus's own grammar. */
export function parsePromql(expression: string): Expression {
  const found: Expression = { errors: [], metrics: [], matchers: [] };
  parser.parse(expression).iterate({
    enter({ type, from, to, node }) {
      const text = expression.slice(from, to);
      if (type.isError) found.errors.push(text);
      else if (type.name === "Identifier" && node.parent?.type.name === "VectorSelector") found.metrics.push(text);
      else if (type.name.endsWith("LabelMatcher")) found.matchers.push(text);
    },
  });
  return found;
}

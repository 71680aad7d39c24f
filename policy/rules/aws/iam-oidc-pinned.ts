import { z } from "zod";
import { type PlacedText, type Statement, statementsOf } from "../../lib/aws/iamDocument.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** A role that workloads take with a token, of GitHub or of a cluster, must say exactly which workload. */
export const rule = resourceRule({
  name: "iam-oidc-pinned",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "A role for workloads with OIDC tokens must name the one subject that may take it.",
  why: "every repository of the provider, or every pod of the cluster, could become the agent",
  fix: 'add the condition StringEquals on the provider\'s ":sub", without a wildcard, and on its ":aud"',
  references: ["CKV_AWS_393", "KY require-aws-node-irsa"],
  kinds: ["aws:iam:Role"],
  knobs: {
    oidcSubjects: z.array(z.string()).default([]).describe("Subjects with a wildcard that are right as they are."),
  },
  check: ({ props }, { oidcSubjects }) =>
    statementsOf(props.assumeRolePolicy, "assumeRolePolicy")
      .filter(({ effect }) => effect === "Allow")
      .flatMap((statement) => loose(statement, oidcSubjects)),
});

function loose(statement: Statement, allowed: string[]): Finding[] {
  return statement.principals.flatMap((principal) => {
    const provider = /:oidc-provider\/(.+)$/.exec(principal.value)?.[1];
    if (principal.kind !== "Federated" || provider === undefined) return [];
    const subjects = tested(statement, `${provider}:sub`);
    const wide = subjects.filter(({ value }) => /[*?]/.test(value) && !allowed.includes(value));
    const findings: Finding[] = wide.map(({ path, value }) => ({
      path,
      got: value,
      want: "a subject without wildcards",
    }));
    if (subjects.length === 0) findings.push(lacking(statement, `${provider}:sub`));
    if (tested(statement, `${provider}:aud`).length === 0) findings.push(lacking(statement, `${provider}:aud`));
    return findings;
  });
}

/** What a key must be like. A test that passes when the key is missing does not count. */
function tested({ conditions }: Statement, key: string): PlacedText[] {
  return conditions
    .filter((each) => each.key.toLowerCase() === key.toLowerCase())
    .filter(({ operator }) => /^(ForAnyValue:)?String(Equals|Like)(IgnoreCase)?$/.test(operator))
    .flatMap(({ values }) => values);
}

function lacking({ path }: Statement, key: string): Finding {
  return { path: `${path}.Condition`, want: `StringEquals on "${key}"` };
}

import { z } from "zod";
import { everyone, restricted, type Statement, statementsOf } from "../../lib/aws/iamDocument.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

const OF_ACCOUNT = /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::(.+))?$/;

/**
 * A role must say who may take it. Everyone is never right; another account needs a condition. Which accounts are ours
 * only the knob tells: without it, a whole account is advice, as it may be our own.
 */
export const rule = resourceRule({
  name: "iam-trust-pinned",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "A role must be open only to principals that its trust policy names.",
  why: "anyone with an AWS account could become the agent",
  fix: "name the principal in assumeRolePolicy, and ask another account for sts:ExternalId or aws:PrincipalOrgID",
  references: ["CKV_AWS_60", "CKV_AWS_61"],
  kinds: ["aws:iam:Role"],
  knobs: {
    accounts: z
      .array(z.string().regex(/^\d{12}$/))
      .default([])
      .describe("Ids of the accounts that are ours."),
  },
  check: ({ props }, { accounts }) =>
    statementsOf(props.assumeRolePolicy, "assumeRolePolicy")
      .filter(({ effect }) => effect === "Allow")
      .flatMap((statement) => {
        const anyone = everyone(statement);
        if (!anyone) return foreign(statement, accounts);
        return [{ path: anyone.path, got: anyone.value, want: "principals by name" }];
      }),
});

function foreign(statement: Statement, ours: string[]): Finding[] {
  // A word that is agreed on keeps out those of the other account whom nobody means, but not everyone.
  const asksWord = statement.conditions.some(({ key }) => key.toLowerCase() === "sts:externalid");
  if (asksWord || restricted(statement)) return [];
  return statement.principals.flatMap(({ kind, value, path }) => {
    const [, account, principal = "root"] = kind === "AWS" ? (OF_ACCOUNT.exec(value) ?? []) : [];
    if (account === undefined || ours.includes(account)) return [];
    if (ours.length > 0) return [{ path, got: value, want: "a condition on who of the other account" }];
    if (principal !== "root") return [];
    return [{ path, got: value, want: "a role by name, or a condition on who of the account", advisory: true }];
  });
}

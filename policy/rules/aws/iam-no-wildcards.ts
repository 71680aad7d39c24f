import { z } from "zod";
import { restricted, type Statement, statementsOf } from "../../lib/aws/iamDocument.ts";
import type { Resource } from "../../lib/resource.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** `*`, or an ARN whose part for the resource is: `arn:aws:s3:::*`. */
const ANY_RESOURCE = /^(\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:\*)$/;
const ALL_ACTIONS = /^(\*|[\w-]+):\*$|^\*$/;
const READS = /^[\w-]+:(Get|List|Describe|BatchGet|Head|Query|Scan|Search|Lookup|View)/i;

type Permitting = Resource<
  "aws:iam:Policy" | "aws:iam:RolePolicy" | "aws:iam:UserPolicy" | "aws:iam:GroupPolicy" | "aws:iam:Role"
>;

/**
 * A policy of a principal must name what it allows. Every finding has an id, `Action::s3:*` or `Resource::*`, so that
 * one can be allowed without the rest. A named action on everything is advice: for some no resource can be named.
 */
export const rule = resourceRule({
  name: "iam-no-wildcards",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "An IAM policy must name the actions that it allows and the resources that it allows them on.",
  why: "an agent that is talked into it could do all that the policy allows, wanted or not",
  fix: "list the actions that are used, and the ARNs that they are used on",
  references: ["CKV_AWS_1", "CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_355", "CKV_AWS_356", "AwsSolutions-IAM5"],
  kinds: ["aws:iam:Policy", "aws:iam:RolePolicy", "aws:iam:UserPolicy", "aws:iam:GroupPolicy", "aws:iam:Role"],
  knobs: {
    allow: z.array(z.string()).default([]).describe("Ids of findings that are right: Action::s3:*, Resource::*."),
  },
  check: (resource, { allow }) =>
    statements(resource)
      .filter(({ effect }) => effect === "Allow")
      .flatMap(wildcards)
      .filter(({ id }) => !allow.includes(id ?? "")),
});

function statements({ kind, props }: Permitting): Statement[] {
  if (kind !== "aws:iam:Role") return statementsOf(props.policy, "policy");
  return (props.inlinePolicies ?? []).flatMap(({ policy }, index) =>
    statementsOf(policy, `inlinePolicies[${index}].policy`),
  );
}

function wildcards(statement: Statement): Finding[] {
  const { actions, notActions, resources, notResources } = statement;
  const everywhere = notResources[0] ?? resources.find(({ value }) => ANY_RESOURCE.test(value));
  const broad = actions
    .filter(({ value }) => /^\*(:\*)?$/.test(value) || (everywhere && ALL_ACTIONS.test(value)))
    .map(({ path, value }) => ({ path, got: value, want: "actions by name", id: `Action::${value}` }));
  const inverted = notActions
    .slice(0, everywhere ? 1 : 0)
    .map(({ path, value }) => ({ path, got: value, want: "the actions that are allowed", id: `NotAction::${value}` }));
  if (broad.length > 0 || inverted.length > 0) return [...broad, ...inverted];
  if (!everywhere || restricted(statement) || actions.every(({ value }) => READS.test(value))) return [];
  const { path, value } = everywhere;
  return [{ path, got: value, want: "ARNs", id: `Resource::${value}`, advisory: true }];
}

import { z } from "zod";
import type { Resource } from "../../lib/resource.ts";
import { resourceRule } from "../../lib/rule.ts";

type Attaching = Resource<
  | "aws:iam:Role"
  | "aws:iam:RolePolicyAttachment"
  | "aws:iam:UserPolicyAttachment"
  | "aws:iam:GroupPolicyAttachment"
  | "aws:iam:PolicyAttachment"
>;

/** No principal may have one of the policies of AWS that allow everything, or to allow oneself everything. */
export const rule = resourceRule({
  name: "iam-no-admin-policies",
  pack: "security",
  enforcement: "production",
  severity: "critical",
  description: "No role, user or group may have a policy of AWS for administrators.",
  why: "whoever takes over the workload owns the account",
  fix: "attach a policy that names the actions which are used",
  references: ["CKV_AWS_274", "CKV2_AWS_56", "AwsSolutions-IAM4"],
  kinds: [
    "aws:iam:Role",
    "aws:iam:RolePolicyAttachment",
    "aws:iam:UserPolicyAttachment",
    "aws:iam:GroupPolicyAttachment",
    "aws:iam:PolicyAttachment",
  ],
  knobs: {
    denied: z
      .array(z.string())
      .default(["AdministratorAccess", "IAMFullAccess"])
      .describe("Names of policies of AWS that nobody may have."),
  },
  check: (resource, { denied }) =>
    attached(resource)
      .filter(({ arn }) => /^arn:[^:]*:iam::aws:policy\//.test(arn) && denied.includes(arn.split("/").at(-1) ?? ""))
      .map(({ arn, path }) => ({
        path,
        got: arn,
        want: "a policy for what the workload does",
        id: `Policy::${arn.split("/").at(-1)}`,
      })),
});

function attached({ kind, props }: Attaching): { arn: string; path: string }[] {
  if (kind !== "aws:iam:Role") return props.policyArn ? [{ arn: props.policyArn, path: "policyArn" }] : [];
  return (props.managedPolicyArns ?? []).flatMap((arn, index) =>
    arn ? [{ arn, path: `managedPolicyArns[${index}]` }] : [],
  );
}

import type { AnyResource, Resource } from "../resource.ts";
import { referredBy, settingsOf } from "../siblings.ts";
import type { Stack } from "../stack.ts";

type Role = Resource<"aws:iam:Role">;

/** A policy document that a role has, and where it is. */
export interface PlacedDocument {
  resource: AnyResource;
  document: unknown;
  path: string;
}

/** The documents of a role that the stack has: its own, those set beside it, and those attached to it. */
export function documentsOf(stack: Stack, role: Role): PlacedDocument[] {
  const policies = stack.of("aws:iam:Policy");
  const attached = settingsOf(stack, role, "aws:iam:RolePolicyAttachment", "role")
    .flatMap((attachment) => referredBy(attachment, "policyArn", policies))
    .map((policy) => policy as Resource<"aws:iam:Policy">);
  const beside = settingsOf(stack, role, "aws:iam:RolePolicy", "role");
  return [
    ...[...beside, ...attached].map((resource) => ({ resource, document: resource.props.policy, path: "policy" })),
    ...(role.props.inlinePolicies ?? []).map(({ policy }, index) => ({
      resource: role,
      document: policy,
      path: `inlinePolicies[${index}].policy`,
    })),
  ];
}

/** A policy that AWS itself wrote, and where a role gets it. */
export interface PlacedArn {
  resource: AnyResource;
  arn: string;
  path: string;
}

/** The policies of AWS itself that a role has; what they allow is not in the stack. */
export function managedPoliciesOf(stack: Stack, role: Role): PlacedArn[] {
  const attached = settingsOf(stack, role, "aws:iam:RolePolicyAttachment", "role").map((resource) => ({
    resource,
    arn: String(resource.props.policyArn),
    path: "policyArn",
  }));
  const listed = (role.props.managedPolicyArns ?? []).map((arn, index) => ({
    resource: role,
    arn: String(arn),
    path: `managedPolicyArns[${index}]`,
  }));
  return [...attached, ...listed].filter(({ arn }) => /^arn:[^:]*:iam::aws:policy\//.test(arn));
}

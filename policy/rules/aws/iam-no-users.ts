import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

/** A stack must make no IAM users and no access keys, but for those that people break glass with. */
export const rule = resourceRule({
  name: "iam-no-users",
  pack: "security",
  enforcement: "always",
  severity: "high",
  description: "Workloads and people must use roles, not IAM users and their access keys.",
  why: "a key does not end by itself, and whoever finds it is the user",
  fix: "give workloads a role by Pod Identity, people one by IAM Identity Center, and pipelines one by OIDC",
  references: ["CKV_AWS_40", "CKV_AWS_273", "CKV_AWS_348", "CKV2_AWS_22", "AWSGuard access-keys-rotated"],
  kinds: ["aws:iam:User", "aws:iam:AccessKey"],
  knobs: {
    breakGlassUsers: z.array(z.string()).default([]).describe("Names of users for when all else fails."),
  },
  check({ kind, name, props }, { breakGlassUsers }) {
    if (kind === "aws:iam:User") {
      const user = props.name ?? name;
      return breakGlassUsers.includes(user) ? [] : [{ path: "", got: user, want: "a role" }];
    }
    return breakGlassUsers.includes(props.user ?? "") ? [] : [{ path: "user", got: props.user, want: "a role" }];
  },
});

import { resourceRule } from "../../lib/rule.ts";

/** A domain should be locked against transfer; it is unless somebody says otherwise. */
export const rule = resourceRule({
  name: "route53-transfer-lock",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "A registered domain should be locked against transfer.",
  why: "whoever gets into the registrar's mailbox could take the domain away",
  fix: "set transferLock to true",
  references: ["CKV_AWS_377"],
  kinds: ["aws:route53domains:RegisteredDomain"],
  check: ({ props: { transferLock } }) =>
    transferLock === false ? [{ path: "transferLock", got: false, want: "true" }] : [],
  remediate(props) {
    if (props.transferLock === false) props.transferLock = true;
  },
});

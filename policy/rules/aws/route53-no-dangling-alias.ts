import { type StackFinding, stackRule } from "../../lib/rule.ts";

const OF_DNS = /^aws:route53:(Zone|Record)$/;

/**
 * An alias should come from the resource that it leads to, in this stack or, by a StackReference, in another. A name that
 * was written down stays when what it names is gone. An alias to a record of the same zone is right.
 */
export const rule = stackRule({
  name: "route53-no-dangling-alias",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "A DNS alias should take its target from the resource that it leads to.",
  why: "when the target is gone, whoever makes one of that name receives what was meant for the agents",
  fix: "take the alias's name and zoneId from the outputs of the load balancer or accelerator",
  references: ["CKV2_AWS_23"],
  check: (stack) =>
    stack.of("aws:route53:Record").flatMap((record): StackFinding[] => {
      const derived = record.options.dependencies.some(
        (urn) => !OF_DNS.test(stack.find(urn)?.kind ?? "aws:route53:Zone"),
      );
      const names = stack.of("aws:route53:Record").map(({ props }) => props.name);
      return (record.props.aliases ?? []).flatMap(({ name }, index) =>
        derived || name === undefined || names.includes(name)
          ? []
          : [{ resource: record, path: `aliases[${index}].name`, got: name, want: "the output of a resource" }],
      );
    }),
});

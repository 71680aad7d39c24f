import { stackRule } from "../../lib/rule.ts";

/** Images should be scanned when they are pushed, as the repository says or the whole registry. */
export const rule = stackRule({
  name: "ecr-scanned",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "An image repository should be scanned for known holes.",
  why: "nobody would learn that an agent's image has a hole that everyone knows",
  fix: "add an aws.ecr.RegistryScanningConfiguration, or set imageScanningConfiguration.scanOnPush to true",
  references: ["CKV_AWS_163"],
  check(stack) {
    const registry = stack.of("aws:ecr:RegistryScanningConfiguration");
    if (registry.some(({ props }) => (props.rules ?? []).length > 0)) return [];
    return stack.of("aws:ecr:Repository").flatMap((repository) => {
      const got = repository.props.imageScanningConfiguration?.scanOnPush;
      const path = "imageScanningConfiguration.scanOnPush";
      return got === true ? [] : [{ resource: repository, path, got, want: "true" }];
    });
  },
});

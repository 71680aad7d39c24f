import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

/** The logs of an environment's apps must be kept. */
export const rule = resourceRule({
  name: "aca-logs",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "A Container Apps environment must send its apps' logs somewhere.",
  why: "nobody can tell afterwards what an agent did",
  fix: 'set appLogsConfiguration.destination to "azure-monitor", and add a DiagnosticSetting',
  references: ["LLM10"],
  kinds: ["azure-native:app:ManagedEnvironment"],
  knobs: {
    destinations: z
      .array(z.string())
      .default(["azure-monitor", "log-analytics"])
      .describe("Where logs may go. With log-analytics, the workspace's key is in the state."),
  },
  check({ props }, { destinations }) {
    const got = props.appLogsConfiguration?.destination;
    if (got !== undefined && destinations.includes(got)) return [];
    return [{ path: "appLogsConfiguration.destination", got, want: destinations.join(" or ") }];
  },
});

import {
  type EnforcementLevel,
  type PolicyConfigSchema,
  PolicyPack,
  type ReportViolation,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { z } from "zod";
import { LEVEL_BY_TIER, STRICTEST } from "../levels.ts";
import { applies, examine, examineStack, type Judgement } from "./examine.ts";
import { today } from "./exemption.ts";
import { kindOf } from "./kind.ts";
import { describeViolations } from "./message.ts";
import type { PACKS, Pack, ResourceRule, Rule, StackRule } from "./rule.ts";
import { fromEngine, isUnknownValue, unwrapped } from "./seenByEngine.ts";
import { SeenInputs } from "./seenInputs.ts";
import { configOf, defaultSettings, type RuleSettings, readRuleSettings } from "./settings.ts";
import { Stack } from "./stack.ts";

/** Serves a pack's rules to the engine. A process can serve one pack. */
export function servePack(name: Pack, rules: readonly Rule[]): PolicyPack {
  const seen = new SeenInputs();
  return new PolicyPack(`daca-${name}`, {
    description: DESCRIPTIONS[name],
    displayName: `daca ${name}`,
    provider: "daca",
    tags: ["dapr", "agents", "azure", "aws", "kubernetes"],
    policies: rules.filter(({ pack }) => pack === name).map((rule) => toPolicy(rule, seen)),
  });
}

const DESCRIPTIONS: Record<(typeof PACKS)[number], string> = {
  security: "Identities, secrets, networks and images of a fleet of agents.",
  reliability: "Replicas, disruptions, probes and autoscaling of a fleet of agents.",
  governance: "Regions, residency, tags, cost and exemptions of a fleet of agents.",
};

/**
 * A rule as the engine takes it.
 * @param seen what the rules of a pack have seen: the engine shows a resource to each rule, and then the whole stack
 */
export function toPolicy(rule: Rule, seen = new SeenInputs()): ResourceValidationPolicy | StackValidationPolicy {
  const info = {
    name: rule.name,
    description: rule.description,
    enforcementLevel: LEVEL_BY_TIER[STRICTEST][rule.enforcement] as EnforcementLevel,
    severity: rule.severity,
    tags: [rule.enforcement, ...rule.references],
    remediationSteps: rule.fix,
    configSchema: schemaOf(rule),
  };
  return rule.scope === "stack" ? { ...info, ...stackPolicy(rule, seen) } : { ...info, ...resourcePolicy(rule, seen) };
}

function resourcePolicy(
  rule: ResourceRule,
  seen: SeenInputs,
): Pick<ResourceValidationPolicy, "validateResource" | "remediateResource"> {
  const settingsOf = reader(rule);
  const { remediate } = rule;
  return {
    validateResource(args, report) {
      seen.remember(args);
      if (!concerns(rule, args.type)) args.notApplicable();
      const settings = settingsOf(args.getConfig(), report);
      const judgements = fromEngine(args).flatMap((resource) => examine(rule, resource, settings, today()));
      tell(judgements, report);
    },
    ...(remediate
      ? {
          remediateResource(args) {
            if (!applies(rule, kindOf(args.type))) args.notApplicable();
            const before = JSON.stringify(unwrapped(args.props));
            const { knobs } = settingsOf(args.getConfig());
            try {
              remediate(args.props, knobs, kindOf(args.type));
            } catch (error) {
              if (isUnknownValue(error)) throw error;
              return undefined; // misshapen inputs, of which the check tells
            }
            return JSON.stringify(unwrapped(args.props)) === before ? undefined : args.props;
          },
        }
      : {}),
  };
}

function stackPolicy(rule: StackRule, seen: SeenInputs): Pick<StackValidationPolicy, "validateStack"> {
  const settingsOf = reader(rule);
  return {
    validateStack(args, report) {
      const settings = settingsOf(args.getConfig(), report);
      const stack = new Stack(args.resources.map((each) => seen.complete(each)).flatMap(fromEngine));
      tell(examineStack(rule, stack, settings, today()), report);
    },
  };
}

/** Whether a rule may look at resources of a type: at itself, or at the items of a list. */
function concerns(rule: ResourceRule, type: string): boolean {
  const kind = kindOf(type);
  return applies(rule, kind) || applies(rule, kind.replace(/List$/, ""));
}

/** Reads the policy's config, and complains of a wrong one once: the rule then runs with its defaults. */
function reader(rule: Rule): (config: object, report?: ReportViolation) => RuleSettings {
  let complained = false;
  return (config, report) => {
    try {
      return readRuleSettings(rule, config as Record<string, unknown>, LEVEL_BY_TIER[STRICTEST][rule.enforcement]);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      if (!complained && report) {
        complained = true;
        report(atLevel("mandatory", `The config of ${rule.name} cannot be used:\n${z.prettifyError(error)}`));
      }
      return defaultSettings(rule);
    }
  };
}

function tell(judgements: readonly Judgement[], report: ReportViolation): void {
  for (const [resource, all] of Map.groupBy(judgements, (judgement) => judgement.resource)) {
    const { rule } = all[0] as Judgement;
    const violated = all.filter((each) => each.state === "violated");
    const [advice, wrong] = [true, false].map((is) =>
      violated.filter(({ finding }) => Boolean(finding.advisory) === is),
    );
    if (wrong?.length) report(describeViolations(rule, wrong), resource.urn);
    if (advice?.length) {
      report(atLevel("advisory", `${rule.description}\n${describeViolations(rule, advice)}`, resource.urn));
    }
    const open = all.flatMap((each) => (each.state === "undecided" ? [each.path] : []));
    if (open.length > 0) {
      report(atLevel("advisory", `cannot be decided before up: ${[...new Set(open)].join(", ")}`, resource.urn));
    }
    for (const each of all) {
      if (each.state !== "exempted") continue;
      const { until, owner, reason } = each.exemption;
      const where = each.finding.path === "" ? "" : ` ${each.finding.path}`;
      report(atLevel("advisory", `exempted${where} until ${until} (${owner}: ${reason})`, resource.urn));
    }
  }
}

/**
 * A report at a level of its own. The SDK takes such an object and does not say so in its types; the packs are
 * bundled with the SDK they are tested with.
 */
function atLevel(enforcementLevel: EnforcementLevel, message: string, urn?: string): string {
  return { message, enforcementLevel, ...(urn ? { urn } : {}) } as unknown as string;
}

function schemaOf(rule: Rule): PolicyConfigSchema {
  const { properties = {} } = z.toJSONSchema(configOf(rule), { io: "input", unrepresentable: "any" });
  return { properties } as PolicyConfigSchema;
}

import type { Pack, Rule } from "../lib/rule.ts";
import type { RuleSettings } from "../lib/settings.ts";

/** A pack's config as the engine and Pulumi Cloud take it: by policy, its level beside its knobs. */
export type PackConfig = Record<string, { enforcementLevel: string } & Record<string, unknown>>;

/** What a pack must be told for its rules to have these settings. */
export function packConfig(
  pack: Pack,
  rules: readonly Rule[],
  settings: ReadonlyMap<string, RuleSettings>,
): PackConfig {
  const own = rules.filter((rule) => rule.pack === pack);
  return Object.fromEntries(
    own.map(({ name }) => {
      const { level, knobs, exemptions, annotations } = settings.get(name) as RuleSettings;
      const exempt = exemptions.map(({ resource, finding, reason, owner, until }) => ({
        resource,
        ...(finding === undefined ? {} : { finding }),
        reason,
        owner,
        until,
      }));
      return [name, { enforcementLevel: level, ...(knobs as object), exempt, allowAnnotations: annotations }];
    }),
  );
}

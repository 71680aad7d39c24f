import type { Problem } from "../../components/settings/problem.ts";
import type { TierName } from "../../components/settings.ts";
import { readPolicyFiles } from "../../policy/files.ts";
import { type Audit, audit } from "../../policy/lib/audit.ts";
import { today } from "../../policy/lib/exemption.ts";
import { toResources } from "../../policy/lib/resource.ts";
import { partsOf } from "../../policy/lib/urn.ts";
import { RULES } from "../../policy/rules/index.ts";
import { opened, type RecordedResource } from "../recorder.ts";

/**
 * Holds the planned resources against the policies of their tier.
 * @param root folder of the project, with the policies' config and exemptions
 */
export async function auditPlan(
  root: string,
  tier: TierName,
  recorded: readonly RecordedResource[],
): Promise<{ found: Audit; problems: Problem[] }> {
  const day = today();
  const { settings, problems } = await readPolicyFiles(root, tier, day);
  const inputsOf = new Map(recorded.map(({ urn, inputs }) => [urn, opened(inputs)]));
  const resources = recorded.flatMap(({ urn, type, name, parent, provider, protect, ignoreChanges, dependencies }) => {
    const providerProps = inputsOf.get(provider ?? "");
    return toResources({
      urn,
      type,
      name,
      props: inputsOf.get(urn) ?? {},
      options: { protect, ignoreChanges, dependencies, ...(parent ? { parent } : {}) },
      ...(provider && providerProps
        ? { provider: { urn: provider, type: partsOf(provider).type, props: providerProps } }
        : {}),
    });
  });
  return { found: audit(RULES, resources, settings, day), problems };
}

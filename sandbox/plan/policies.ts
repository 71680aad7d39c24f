import type { Problem } from "../../components/settings/problem.ts";
import type { TierName } from "../../components/settings.ts";
import { readPolicyFiles } from "../../policy/files.ts";
import { type Audit, audit } from "../../policy/lib/audit.ts";
import { today } from "../../policy/lib/exemption.ts";
import { manifestResource } from "../../policy/lib/kubernetes/manifestResource.ts";
import { toResources } from "../../policy/lib/resource.ts";
import { partsOf } from "../../policy/lib/urn.ts";
import { RULES } from "../../policy/rules/index.ts";
import { opened, type RecordedResource } from "../recorder.ts";
import { committedManifests } from "./manifests.ts";

/**
 * Holds the planned resources, and the manifests that a GitOps repository is to hold, against the policies of their tier.
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
  /** The explicit provider, where there is one. */
  const on = (urn: string | undefined) => {
    const props = inputsOf.get(urn ?? "");
    return urn && props ? { provider: { urn, type: partsOf(urn).type, props } } : {};
  };
  const resources = recorded.flatMap(({ urn, type, name, parent, provider, protect, ignoreChanges, dependencies }) =>
    toResources({
      urn,
      type,
      name,
      props: inputsOf.get(urn) ?? {},
      options: { protect, ignoreChanges, dependencies, ...(parent ? { parent } : {}) },
      ...on(provider),
    }),
  );
  const committed = committedManifests(recorded).flatMap(({ manifest, provider }) =>
    toResources({ ...manifestResource(manifest), ...on(provider) }),
  );
  return { found: audit(RULES, [...resources, ...committed], settings, day), problems };
}

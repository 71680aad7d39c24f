/** What docs/policies.md says before its tables. */
export const INTRODUCTION = `<!-- Made by \`npm run policy:docs\` from policy/. Edit that, not this. -->

The policies are one set of rules with four ways to run:

| where | how |
|---|---|
| a plan | \`npm run plan\` holds every planned resource against them, without a cloud or an engine |
| a rehearsal | \`npm run rehearse\` gives the real engine the packs as they are published |
| a deployment | \`npm run policy:build\`, then \`pulumi preview --policy-pack policy/dist/security --policy-pack-config policy/dist/security/config/<tier>.json\`, and so for \`reliability\` and \`governance\` |
| an organisation | \`npm run policy:build\`, then in each folder of policy/dist \`pulumi policy publish <organisation>\`; config/<tier>.json is the config of a policy group |

\`npm run policy -- <file>...\` holds Kubernetes manifests, the output of Helm and state exports against them, as text,
JSON or SARIF, with no stack of daca at all.

**Levels and knobs** are in policy/config.yaml: \`policies\` for every tier, \`tiers\` for one. An entry is a level
(\`disabled\`, \`advisory\`, \`mandatory\`, \`remediate\`) or \`{enforcementLevel, <knobs>}\`. An unknown policy or knob is an
error. Every policy takes \`allowAnnotations: true\` as well; a Kubernetes object may then exempt itself by
\`exempt.daca.dev/<policy>: "2027-01-31 team-agents: <reason>"\`.

**Exemptions** are in policy/exemptions.yaml: policy, resource, reason, owner, last day (within a year), and a single
finding if that is enough. One that ended is an error and the finding is back; one that excuses nothing is shown.

**Unknown values.** What an update alone can tell is not known in a preview. A policy that needs such an input says which
one ("cannot be decided before up: template") and checks all others; in the update it decides. azure-native makes
everything of a container app unknown in the preview that first creates it; \`npm run plan\` knows it all.`;

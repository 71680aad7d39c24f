import type { Pack, Rule } from "../lib/rule.ts";

/** What a published pack says of itself. */
export function packReadme(pack: Pack, rules: readonly Rule[]): string {
  const own = rules.filter((rule) => rule.pack === pack);
  return `# daca ${pack}

${own.length} policies for fleets of Dapr agents on Azure, AWS and Kubernetes.

\`config/<tier>.json\` has the levels of a tier: give it to \`pulumi preview --policy-pack-config\`, or to a policy group.

| policy | severity | what must be |
|---|---|---|
${own.map(({ name, severity, description }) => `| \`${name}\` | ${severity} | ${description} |`).join("\n")}
`;
}

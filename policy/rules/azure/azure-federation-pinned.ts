import { z } from "zod";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** Whom an identity trusts must be pinned: an issuer that is known, one subject, and Azure's own audience. */
export const rule = resourceRule({
  name: "azure-federation-pinned",
  pack: "security",
  enforcement: "production",
  severity: "critical",
  description: "A federated credential must name an approved issuer, one subject and Azure's own audience.",
  why: "somebody else's workflow or cluster can act as the agent",
  fix: "set issuer, subject and audiences to those of the one workload that is meant",
  references: ["AZP 2571b7c3", "AZP ae62c456", "AZP fd1a8e20", "ASI03"],
  kinds: ["azure-native:managedidentity:FederatedIdentityCredential"],
  knobs: {
    issuerHosts: z
      .array(z.string())
      .default(["token.actions.githubusercontent.com", "oic.prod-aks.azure.com"])
      .describe("Hosts, with all below them, whose tokens are trusted."),
    subjects: z.array(z.string()).default([]).describe("Subjects that may be trusted; any one where empty."),
    audiences: z.array(z.string()).default(["api://AzureADTokenExchange"]).describe("Audiences that a token may have."),
  },
  check({ props: { issuer, subject, audiences } }, knobs) {
    const findings: Finding[] = [];
    const url = URL.parse(issuer ?? "");
    const trusted = knobs.issuerHosts.some((host) => url?.hostname === host || url?.hostname.endsWith(`.${host}`));
    if (url?.protocol !== "https:" || !trusted) {
      findings.push({ path: "issuer", got: issuer, want: `https at ${knobs.issuerHosts.join(" or ")}` });
    }
    const pinned = subject !== undefined && subject !== "" && !/[*?]/.test(subject);
    if (!pinned || (knobs.subjects.length > 0 && !knobs.subjects.includes(subject))) {
      findings.push({ path: "subject", got: subject, want: "the subject of one workload" });
    }
    const [audience, ...others] = audiences ?? [];
    if (audience === undefined || others.length > 0 || !knobs.audiences.includes(audience)) {
      findings.push({ path: "audiences", got: audiences, want: `only ${knobs.audiences.join(" or ")}` });
    }
    return findings;
  },
});

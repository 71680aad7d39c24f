import { type Finding, resourceRule } from "../../lib/rule.ts";

/** A launch template must keep pods away from the metadata of their node. Metadata turned off is right too. */
export const rule = resourceRule({
  name: "ec2-imdsv2",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A launch template must ask for tokens for instance metadata, and let none travel further than one hop.",
  why: "an agent that can be made to call a URL would read the node's credentials",
  fix: 'set metadataOptions.httpTokens to "required" and metadataOptions.httpPutResponseHopLimit to 1',
  references: ["CKV_AWS_79", "CKV_AWS_341", "KSC C-0052"],
  kinds: ["aws:ec2:LaunchTemplate"],
  check({ props: { metadataOptions } }) {
    if (metadataOptions?.httpEndpoint === "disabled") return [];
    const { httpTokens, httpPutResponseHopLimit: hops } = metadataOptions ?? {};
    const findings: Finding[] = [];
    if (httpTokens !== "required") {
      findings.push({ path: "metadataOptions.httpTokens", got: httpTokens, want: '"required"' });
    }
    if (hops !== 1) findings.push({ path: "metadataOptions.httpPutResponseHopLimit", got: hops, want: "1" });
    return findings;
  },
  remediate(props) {
    if (props.metadataOptions?.httpEndpoint === "disabled") return;
    props.metadataOptions = { ...props.metadataOptions, httpTokens: "required", httpPutResponseHopLimit: 1 };
  },
});

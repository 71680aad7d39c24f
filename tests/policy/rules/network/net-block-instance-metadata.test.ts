import { rule } from "../../../../policy/rules/network/net-block-instance-metadata.ts";
import { egressTo, policy } from "../../../support/networkPolicies.ts";
import { describeRule, type Fixture, type MutableResource } from "../../../support/rule.ts";

const METADATA = "169.254.169.254/32";
const block = (cidr: string, except?: string[]) =>
  policy("out", egressTo({ ipBlock: { cidr, ...(except && { except }) } }));
const template = (metadataOptions?: object): Fixture => ({
  type: "aws:ec2/launchTemplate:LaunchTemplate",
  props: { namePrefix: "agents-", ...(metadataOptions && { metadataOptions }) },
});
const closed = { httpTokens: "required", httpPutResponseHopLimit: 1 };

describeRule(rule, {
  passes: {
    "all addresses but the service's": { of: block("0.0.0.0/0", [METADATA]) },
    "all addresses but the links'": { of: block("0.0.0.0/0", ["10.0.0.0/8", "169.254.0.0/16"]) },
    "all addresses of IPv6 but the service's": { of: block("::/0", ["fd00:ec2::254/128"]) },
    "a range beside it": { of: block("10.0.0.0/8") },
    "a range that may come in": { of: policy("in", { ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] }) },
    "another service's address": { of: block("0.0.0.0/0", ["10.9.9.9/32"]), knobs: { metadataCidrs: ["10.9.9.9/32"] } },
    "sessions that stay on the node": { of: template(closed) },
    "a service that is off": { of: template({ httpEndpoint: "disabled" }) },
    "a node group with a launch template": {
      of: { type: "aws:eks/nodeGroup:NodeGroup", props: { launchTemplate: { id: "lt-1", version: "1" } } },
    },
  },
  fails: {
    "all addresses": {
      of: block("0.0.0.0/0"),
      finds: [`spec.egress[0].to[0].ipBlock.except: got nothing, want ${METADATA} among them`],
    },
    "exceptions of other addresses": {
      of: block("169.0.0.0/8", ["169.254.0.0/24"]),
      finds: [`spec.egress[0].to[0].ipBlock.except: got ["169.254.0.0/24"], want ${METADATA} among them`],
    },
    "all addresses of IPv6": {
      of: block("::/0"),
      finds: ["spec.egress[0].to[0].ipBlock.except: got nothing, want fd00:ec2::254/128 among them"],
    },
    "the service itself": {
      of: block(METADATA),
      finds: [`spec.egress[0].to[0].ipBlock.cidr: got "${METADATA}", want another address than the metadata service`],
    },
    "a launch template that leaves all to the default": {
      of: template(),
      finds: [
        'metadataOptions.httpTokens: got nothing, want "required"',
        "metadataOptions.httpPutResponseHopLimit: got nothing, want 1",
      ],
    },
    "sessions that reach pods": {
      of: template({ ...closed, httpPutResponseHopLimit: 2 }),
      finds: ["metadataOptions.httpPutResponseHopLimit: got 2, want 1"],
    },
    "a node group with the launch template of EKS": {
      of: { type: "aws:eks/nodeGroup:NodeGroup", props: {} },
      finds: ["launchTemplate: got nothing, want a launch template of its own"],
    },
  },
  unknown: {
    "exceptions that are not known yet": { of: block("0.0.0.0/0"), path: "spec.egress[0].to[0].ipBlock.except" },
    "an option that is not known yet": { of: template(closed), path: "metadataOptions.httpTokens" },
  },
  remedies: {
    "a range without the exception": {
      of: block("0.0.0.0/0", ["10.0.0.0/8"]),
      to: block("0.0.0.0/0", ["10.0.0.0/8", METADATA]).props,
    },
    "nothing of a range that is right": { of: block("0.0.0.0/0", [METADATA]), to: undefined },
    "nothing of the service itself, from which it cannot be left out": { of: block(METADATA), to: undefined },
    "a launch template": {
      of: template({ httpEndpoint: "enabled" }),
      to: template({ httpEndpoint: "enabled", ...closed }).props,
    },
  },
  mutation: {
    kind: "kubernetes:networking.k8s.io:NetworkPolicy",
    where: ({ props }) => blocksOf(props).length > 0,
    change: ({ props }) => {
      for (const block of blocksOf(props)) block.except = [];
    },
  },
});

/** The ranges that a policy lets pods send to, less some. */
function blocksOf({ spec }: MutableResource["props"]): { except?: string[] }[] {
  return (spec.egress ?? []).flatMap(({ to = [] }: { to?: { ipBlock?: { except?: string[] } }[] }) =>
    to.flatMap(({ ipBlock }) => (ipBlock?.except ? [ipBlock] : [])),
  );
}

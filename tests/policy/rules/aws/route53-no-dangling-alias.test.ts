import { rule } from "../../../../policy/rules/aws/route53-no-dangling-alias.ts";
import { aws, waiting } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const zone = aws("route53:Zone", { name: "agents.example" });
const balancer = { type: "aws:lb/loadBalancer:LoadBalancer", name: "edge", props: {} };
const stack = { type: "pulumi:pulumi:StackReference", name: "clusters", props: {} };

function record(name: string, target?: string) {
  const props = target === undefined ? { records: ["192.0.2.1"] } : { aliases: [{ name: target, zoneId: "Z2" }] };
  return aws("route53:Record", { name, type: "A", ...props }, name);
}

const written = "edge-1.elb.eu-west-1.amazonaws.com";

describeRule(rule, {
  passes: {
    "an alias from the balancer that it leads to": {
      of: [waiting(record("agents.example", written), zone, balancer), zone, balancer],
    },
    "an alias from another stack": { of: [waiting(record("agents.example", written), stack), stack] },
    "an alias to a record of the zone": {
      of: [waiting(record("www.agents.example", "agents.example"), zone), record("agents.example"), zone],
    },
    "a plain address": { of: record("agents.example") },
  },
  fails: {
    "an alias that was written down": {
      of: [waiting(record("agents.example", written), zone), zone],
      finds: [`agents.example aliases[0].name: got "${written}", want the output of a resource`],
    },
  },
  unknown: {
    "a target that is not known yet": { of: [record("agents.example", ""), zone], path: "aliases[0].name" },
  },
  mutation: {
    kind: "aws:route53:Record",
    change: (record) => {
      record.options = { dependencies: [] };
    },
  },
});

import { FlowLog } from "@pulumi/aws/ec2/flowLog.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";
import { type LogGroupSettings, logGroup } from "./logGroup.ts";
import { allow, policyOf, trustService } from "./policyDocument.ts";
import { placed } from "./where.ts";

interface FlowLogArgs extends LogGroupSettings {
  vpcId: pulumi.Input<string>;
}

/** Writes down who talked to whom in a network, allowed or not. */
export function flowLog(name: string, args: FlowLogArgs, opts: pulumi.CustomResourceOptions): FlowLog {
  const group = logGroup(`${name}-log`, args, opts);
  const role = new Role(
    `${name}-role`,
    {
      tags: args.tags,
      description: "Writes a network's flow logs",
      assumeRolePolicy: trustService("vpc-flow-logs.amazonaws.com", ["sts:AssumeRole"], {
        StringEquals: { "aws:SourceAccount": args.accountId },
      }),
    },
    opts,
  );
  const write = new RolePolicy(
    `${name}-write`,
    {
      role: role.name,
      policy: policyOf(
        allow(
          ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          [group.arn, pulumi.interpolate`${group.arn}:*`],
        ),
      ),
    },
    opts,
  );
  return new FlowLog(
    name,
    {
      ...placed(args),
      vpcId: args.vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      // Ten minutes: one makes ten times as many records to pay for.
      maxAggregationInterval: 600,
    },
    { ...opts, dependsOn: [write] },
  );
}

import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { placed, type Where } from "./where.ts";

export interface LogGroupSettings extends Where {
  logGroupName: string;
  keyArn: pulumi.Input<string>;
  /** Days that logs are kept: one of the numbers that CloudWatch takes, such as 30 or 365. */
  logDays: number;
}

/**
 * A group of logs that is encrypted and ends. Made before the service that writes to it, which would else make one by
 * itself that is neither, and that nothing deletes.
 */
export function logGroup(name: string, args: LogGroupSettings, opts: pulumi.CustomResourceOptions): LogGroup {
  return new LogGroup(
    name,
    { ...placed(args), name: args.logGroupName, kmsKeyId: args.keyArn, retentionInDays: args.logDays },
    opts,
  );
}

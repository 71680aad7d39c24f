import { Alias } from "@pulumi/aws/kms/alias.js";
import { Key } from "@pulumi/aws/kms/key.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { accountRoot, allowService, type Statement } from "./policyDocument.ts";
import { arnOf, placed, type Where } from "./where.ts";

/** Services of AWS that use a key by themselves, and not for whoever calls them. */
export type KeyService = "logs" | "sns";

export interface EncryptionKeyArgs extends Where {
  /** Without `alias/`, such as `daca-enterprise/bus`. */
  aliasName: string;
  /** What it encrypts, for people. */
  description: string;
  services?: KeyService[];
}

/**
 * A key that encrypts data at rest. Who of the account may use it is said by each identity's own policy; a deleted key
 * can be recovered for 30 days. $1 a month.
 */
export class EncryptionKey extends Component<EncryptionKeyArgs> {
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:aws:EncryptionKey", name, args, opts);
    const key = new Key(
      `${name}-key`,
      {
        ...placed(args),
        description: args.description,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: keyPolicy(args),
      },
      { parent: this, protect: args.protect },
    );
    new Alias(
      `${name}-alias`,
      { region: args.region, name: `alias/${args.aliasName}`, targetKeyId: key.keyId },
      { parent: this },
    );
    this.keyArn = key.arn;
    this.registerOutputs({ keyArn: this.keyArn });
  }
}

function keyPolicy(args: EncryptionKeyArgs): string {
  const owner: Statement = {
    Sid: "OwnedByTheAccount",
    Effect: "Allow",
    Principal: { AWS: accountRoot(args) },
    Action: "kms:*",
    Resource: "*",
  };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [owner, ...(args.services ?? []).map((service) => SERVICES[service](args))],
  });
}

const SERVICES: Record<KeyService, (where: Where) => Statement> = {
  logs: (where) =>
    allowService(
      `logs.${where.region}.amazonaws.com`,
      ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      "*",
      { ArnLike: { "kms:EncryptionContext:aws:logs:arn": arnOf(where, "logs", "log-group:*") } },
    ),
  // A topic hands messages on to encrypted queues.
  sns: ({ accountId }) =>
    allowService("sns.amazonaws.com", ["kms:Decrypt", "kms:GenerateDataKey"], "*", {
      StringEquals: { "aws:SourceAccount": accountId },
    }),
};

import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam/documents.js";
import type * as pulumi from "@pulumi/pulumi";
import { partitionOf, type Where } from "./where.ts";

/** A statement of a policy. */
export type Statement = PolicyStatement;

type Texts = pulumi.Input<string> | pulumi.Input<string>[];

/** Tests that must all be right, as IAM writes them: operator, key, values. */
type Conditions = Record<string, Record<string, pulumi.Input<string> | pulumi.Input<string>[]>>;

/** A policy document of statements. */
export function policyOf(...statements: Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/** Allows whoever has the policy some actions on some resources. */
export function allow(actions: string[], resources: Texts, conditions?: Conditions): Statement {
  return { Effect: "Allow", Action: actions, Resource: resources, ...(conditions ? { Condition: conditions } : {}) };
}

/** Allows a service of AWS some actions on some resources, when it acts for the account. */
export function allowService(service: string, actions: string[], resources: Texts, conditions: Conditions): Statement {
  return {
    Effect: "Allow",
    Principal: { Service: service },
    Action: actions,
    Resource: resources,
    Condition: conditions,
  };
}

/** Refuses everyone who does not come over TLS. */
export function denyPlainText(actions: string, resources: Texts): Statement {
  return {
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: actions,
    Resource: resources,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** Trust of a role that only a service of AWS takes, and only for this account where the service says for whom. */
export function trustService(service: string, actions: string[], conditions?: Conditions): PolicyDocument {
  return policyOf({
    Effect: "Allow",
    Principal: { Service: service },
    Action: actions,
    ...(conditions ? { Condition: conditions } : {}),
  });
}

/** The account as a principal: whoever of it IAM gives the right to. */
export function accountRoot({ region, accountId }: Pick<Where, "region" | "accountId">): string {
  return `arn:${partitionOf(region)}:iam::${accountId}:root`;
}

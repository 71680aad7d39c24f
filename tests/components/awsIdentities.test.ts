import assert from "node:assert/strict";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import { EncryptionKey } from "../../components/infra/aws/encryptionKey.ts";
import { MessageBus } from "../../components/infra/aws/messageBus.ts";
import { PodIdentity } from "../../components/infra/aws/podIdentity.ts";
import { allow, type Statement } from "../../components/infra/aws/policyDocument.ts";
import { agentWith } from "../support/agents.ts";
import {
  ACCOUNT,
  CLUSTER,
  elsewhere,
  findings,
  KEY,
  PLACED,
  protectedOnes,
  REGION,
  recordInAws,
  TAGS,
  WHERE,
} from "../support/awsComponents.ts";
import { AGENT_LABELS } from "../support/kubernetes.ts";

function record(statements: Statement[]) {
  return recordInAws((opts) => {
    const args = { ...WHERE, ...CLUSTER, namespace: "agents", serviceAccount: "writer", statements };
    const { name, roleArn, serviceAccountAnnotations, podLabels, grants } = new PodIdentity("id", args, opts);
    return { name, roleArn, serviceAccountAnnotations, podLabels, grants: grants.map(({ urn }) => urn) };
  });
}

describe("PodIdentity", () => {
  const statement = allow(["sqs:ReceiveMessage"], `arn:aws:sqs:${REGION}:${ACCOUNT}:writer`);

  it("is a role that one ServiceAccount of one cluster takes", async () => {
    const recorded = await record([statement]);
    assert.deepEqual(recorded.named("id-role").inputs, {
      tags: TAGS,
      description: "Pods of agents/writer",
      assumeRolePolicy: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "pods.eks.amazonaws.com" },
            Action: ["sts:AssumeRole", "sts:TagSession"],
            Condition: {
              StringEquals: {
                "aws:RequestTag/eks-cluster-arn": CLUSTER.clusterArn,
                "aws:RequestTag/kubernetes-namespace": "agents",
                "aws:RequestTag/kubernetes-service-account": "writer",
              },
            },
          },
        ],
      },
    });
    assert.deepEqual(recorded.named("id-association").inputs, {
      ...PLACED,
      clusterName: CLUSTER.clusterName,
      namespace: "agents",
      serviceAccount: "writer",
      roleArn: `arn:aws:iam::${ACCOUNT}:role/id-role-0000000`,
    });
    assert.deepEqual(recorded.named("id-rights").inputs.policy, { Version: "2012-10-17", Statement: [statement] });
    assert.deepEqual([elsewhere(recorded), await findings(recorded)], [[], []]);
  });

  it("needs no key, no annotation and no label", async () => {
    const { outputs, named } = await record([statement]);
    assert.deepEqual(outputs, {
      name: "id-role-0000000",
      roleArn: `arn:aws:iam::${ACCOUNT}:role/id-role-0000000`,
      serviceAccountAnnotations: {},
      podLabels: {},
      grants: [named("id-rights").urn, named("id-association").urn],
    });
  });

  it("has no policy where there is nothing to allow", async () => {
    assert.equal((await record([])).ofType("aws:iam/rolePolicy:RolePolicy").length, 0);
  });

  async function foundOfAgent(more: Statement[]): Promise<string[]> {
    const agent = agentWith({ name: "writer", topics: { subscribe: ["tasks"], publish: ["results"] } });
    const recorded = await recordInAws((opts) => {
      const bus = new MessageBus("bus", { ...WHERE, agents: [agent], keyArn: KEY, deliveries: 5, keepDays: 1 }, opts);
      const args = { ...WHERE, ...CLUSTER, namespace: "agents", serviceAccount: "writer" };
      new PodIdentity("id", { ...args, statements: [...bus.rightsOf(agent), ...more] }, opts);
      const labels = { ...AGENT_LABELS, ...TAGS };
      new ServiceAccount("account", { metadata: { name: "writer", namespace: "agents", labels } });
    });
    return (await findings(recorded)).filter((each) => /^mandatory|agent-aws-actions/.test(each));
  }

  it("gives an agent rights that the policies for agents allow", async () => {
    assert.deepEqual(await foundOfAgent([]), []);
  });

  it("cannot give it any other without the policies noticing", async () => {
    const found = await foundOfAgent([allow(["sqs:DeleteQueue"], "arn:aws:sqs:eu-west-1:111122223333:writer")]);
    assert.deepEqual(found, ["mandatory agent-aws-actions id-rights policy.Statement[5].Action[0]"]);
  });
});

describe("EncryptionKey", () => {
  function recordKey(services: ("logs" | "sns")[]) {
    return recordInAws((opts) => {
      const args = { ...WHERE, aliasName: "daca/bus", description: "Messages", services };
      return { keyArn: new EncryptionKey("key", args, opts).keyArn };
    });
  }

  it("turns by itself, can be recovered, and is found by its name", async () => {
    const recorded = await recordKey([]);
    const { policy, ...inputs } = recorded.named("key-key").inputs;
    assert.deepEqual(inputs, {
      ...PLACED,
      description: "Messages",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
    });
    assert.deepEqual(JSON.parse(String(policy)).Statement, [
      {
        Sid: "OwnedByTheAccount",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ]);
    assert.equal(recorded.named("key-alias").inputs.name, "alias/daca/bus");
    assert.deepEqual(protectedOnes(recorded), ["key-key"]);
    assert.deepEqual([elsewhere(recorded), await findings(recorded)], [[], []]);
  });

  it("lets a service use it for this account alone", async () => {
    const recorded = await recordKey(["logs", "sns"]);
    const [, logs, sns] = JSON.parse(String(recorded.named("key-key").inputs.policy)).Statement;
    assert.deepEqual(
      [logs.Principal, logs.Condition],
      [
        { Service: `logs.${REGION}.amazonaws.com` },
        { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:*` } },
      ],
    );
    assert.deepEqual(
      [sns.Principal, sns.Action, sns.Condition],
      [
        { Service: "sns.amazonaws.com" },
        ["kms:Decrypt", "kms:GenerateDataKey"],
        { StringEquals: { "aws:SourceAccount": ACCOUNT } },
      ],
    );
    assert.deepEqual(await findings(recorded), []);
  });
});

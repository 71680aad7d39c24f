import assert from "node:assert/strict";
import { BackupStore, type BackupStoreArgs } from "../../components/infra/aws/backupStore.ts";
import { CostBudget } from "../../components/infra/aws/costBudget.ts";
import { ImageRegistry } from "../../components/infra/aws/imageRegistry.ts";
import { SecretStore } from "../../components/infra/aws/secretStore.ts";
import {
  ACCOUNT,
  astray,
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
import { opened } from "../support/program.ts";

describe("SecretStore", () => {
  function record(values: Record<string, string> = { "openai-api-key": "sk-1" }, protect = true) {
    return recordInAws((opts) => {
      const args = {
        ...WHERE,
        ...CLUSTER,
        protect,
        prefix: "daca",
        names: Object.keys(values),
        values,
        keyArn: KEY,
        reader: { namespace: "external-secrets", serviceAccount: "external-secrets" },
      };
      const store = new SecretStore("secrets", args, opts);
      return { provider: store.provider, key: store.keyOf("openai-api-key"), ready: store.ready.map(({ urn }) => urn) };
    });
  }

  it("keeps each secret under a key of its own, and its value a secret", async () => {
    const recorded = await record();
    assert.deepEqual(recorded.named("secrets-openai-api-key").inputs, {
      ...PLACED,
      name: "daca/openai-api-key",
      kmsKeyId: KEY,
      recoveryWindowInDays: 30,
    });
    const value = opened(recorded.named("secrets-openai-api-key-value").inputs) as Record<string, unknown>;
    assert.deepEqual(value.secretString, { secret: "sk-1" });
    assert.deepEqual(opened(recorded.named("secrets").inputs.values), { secret: { "openai-api-key": "sk-1" } });
    assert.deepEqual([elsewhere(recorded), astray(recorded)], [[], []]);
    // Nobody but the provider of a key can make another one.
    assert.deepEqual(await findings(recorded), ["advisory secretsmanager-rotation secrets-openai-api-key"]);
  });

  it("is read by External Secrets alone, these secrets alone", async () => {
    const { named } = await record();
    assert.deepEqual((named("secrets-reader-rights").inputs.policy as { Statement: object[] }).Statement, [
      {
        Effect: "Allow",
        Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
        Resource: [`arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:daca/openai-api-key-abcdef`],
      },
      {
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: KEY,
        Condition: { StringEquals: { "kms:ViaService": `secretsmanager.${REGION}.amazonaws.com` } },
      },
    ]);
  });

  it("says how External Secrets finds a secret, and what must be there first", async () => {
    const { outputs, named } = await record();
    assert.deepEqual(outputs.provider, { aws: { service: "SecretsManager", region: REGION } });
    assert.equal(outputs.key, "daca/openai-api-key");
    assert.deepEqual(
      outputs.ready,
      ["secrets-reader-rights", "secrets-reader-association", "secrets-openai-api-key-value"].map(
        (name) => named(name).urn,
      ),
    );
  });

  it("allows nothing where there are no secrets, and keeps none where nothing is to be protected", async () => {
    assert.equal((await record({})).ofType("aws:iam/rolePolicy:RolePolicy").length, 0);
    const { named } = await record({ a: "1" }, false);
    assert.equal(named("secrets-a").inputs.recoveryWindowInDays, 0);
  });
});

describe("BackupStore", () => {
  const ARGS: BackupStoreArgs = {
    ...WHERE,
    ...CLUSTER,
    bucketName: "daca-bk",
    accessLogBucketName: "daca-al",
    logDays: 90,
    keyArn: KEY,
    writer: { namespace: "velero", serviceAccount: "velero" },
  };

  function record(change: Partial<BackupStoreArgs> = {}) {
    return recordInAws((opts) => {
      const { bucketName, region } = new BackupStore("backups", { ...ARGS, ...change }, opts);
      return { bucketName, region };
    });
  }

  it("is private, encrypted, spoken to over TLS alone, and keeps what is overwritten", async () => {
    const recorded = await record();
    assert.deepEqual(recorded.named("backups-bucket").inputs, { ...PLACED, bucket: "daca-bk", forceDestroy: false });
    const setting = (part: string) => recorded.named(`backups-bucket-${part}`).inputs;
    const its = { region: REGION, bucket: "daca-bk" };
    assert.deepEqual(setting("private"), {
      ...its,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    assert.deepEqual(setting("versions"), { ...its, versioningConfiguration: { status: "Enabled" } });
    assert.deepEqual(setting("encryption").rules, [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY },
        bucketKeyEnabled: true,
      },
    ]);
    assert.deepEqual((setting("policy").policy as { Statement: object[] }).Statement, [
      {
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "s3:*",
        Resource: ["arn:aws:s3:::daca-bk", "arn:aws:s3:::daca-bk/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    assert.deepEqual([elsewhere(recorded), astray(recorded), await findings(recorded)], [[], [], []]);
    assert.deepEqual(protectedOnes(recorded), ["backups-access-logs", "backups-bucket"]);
  });

  it("ends no backup by itself: that is for Velero to do", async () => {
    const { named } = await record();
    const rule = {
      id: "end",
      status: "Enabled",
      filter: { prefix: "" },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      noncurrentVersionExpiration: { noncurrentDays: 30 },
    };
    assert.deepEqual(named("backups-bucket-lifecycle").inputs.rules, [rule]);
    assert.deepEqual(named("backups-access-logs-lifecycle").inputs.rules, [{ ...rule, expiration: { days: 90 } }]);
  });

  it("logs who read and wrote it, by S3 and for this bucket alone", async () => {
    const { named } = await record();
    assert.deepEqual(named("backups-logging").inputs, {
      region: REGION,
      bucket: "daca-bk",
      targetBucket: "daca-al",
      targetPrefix: "daca-bk/",
    });
    const [, delivery] = (named("backups-access-logs-policy").inputs.policy as { Statement: object[] }).Statement;
    assert.deepEqual(delivery, {
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: ["s3:PutObject"],
      Resource: "arn:aws:s3:::daca-al/*",
      Condition: {
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::daca-bk" },
        StringEquals: { "aws:SourceAccount": ACCOUNT },
      },
    });
  });

  it("is written by Velero alone", async () => {
    const { named, outputs } = await record();
    const [objects, list, key] = (named("backups-writer-rights").inputs.policy as { Statement: { Action: string[] }[] })
      .Statement;
    assert.deepEqual(objects?.Action, [
      "s3:AbortMultipartUpload",
      "s3:DeleteObject",
      "s3:GetObject",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
      "s3:PutObjectTagging",
    ]);
    assert.deepEqual([list?.Action, key?.Action], [["s3:ListBucket"], ["kms:Decrypt", "kms:GenerateDataKey"]]);
    assert.deepEqual(outputs, { bucketName: "daca-bk", region: REGION });
  });

  it("goes with its stack where nothing is to be protected", async () => {
    const recorded = await record({ protect: false });
    assert.equal(recorded.named("backups-bucket").inputs.forceDestroy, true);
    assert.deepEqual(protectedOnes(recorded), []);
  });
});

describe("ImageRegistry on AWS", () => {
  it("has repositories whose tags never move, and whose images are scanned", async () => {
    const recorded = await recordInAws((opts) => {
      const args = { ...WHERE, repositories: ["daca/research-agent"], keyArn: KEY };
      return { server: new ImageRegistry("images", args, opts).server };
    });
    assert.deepEqual(recorded.named("images-daca.research-agent").inputs, {
      ...PLACED,
      name: "daca/research-agent",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: KEY }],
      forceDelete: false,
    });
    const { rules } = JSON.parse(String(recorded.named("images-daca.research-agent-lifecycle").inputs.policy));
    assert.deepEqual(
      rules.map(({ selection }: { selection: { countNumber: number } }) => selection.countNumber),
      [14, 200],
    );
    assert.equal(recorded.outputs.server, `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`);
    assert.deepEqual([elsewhere(recorded), astray(recorded), await findings(recorded)], [[], [], []]);
  });
});

describe("CostBudget", () => {
  function record(change: { emails?: string[]; region?: string } = {}) {
    return recordInAws((opts) => {
      const args = { accountId: ACCOUNT, tags: TAGS, budgetName: "daca", amount: 1500, emails: ["team@example.com"] };
      new CostBudget("budget", { ...args, ...change }, opts);
    });
  }

  it("tells people at half, at four fifths, at all of it, and when the forecast says so", async () => {
    const { notifications, ...inputs } = (await record()).named("budget-budget").inputs;
    assert.deepEqual(inputs, {
      accountId: ACCOUNT,
      tags: TAGS,
      name: "daca",
      budgetType: "COST",
      limitAmount: "1500",
      limitUnit: "USD",
      timeUnit: "MONTHLY",
    });
    const told = notifications as { notificationType: string; threshold: number; subscriberEmailAddresses: string[] }[];
    assert.deepEqual(
      told.map(({ notificationType, threshold }) => [notificationType, threshold]),
      [
        ["ACTUAL", 50],
        ["ACTUAL", 80],
        ["ACTUAL", 100],
        ["FORECASTED", 100],
      ],
    );
    assert.ok(told.every(({ subscriberEmailAddresses: [email] }) => email === "team@example.com"));
  });

  it("counts one region where it is for one", async () => {
    const { named } = await record({ region: REGION });
    assert.deepEqual(named("budget-budget").inputs.costFilters, [{ name: "Region", values: [REGION] }]);
  });

  it("has no notification that nobody would get, which AWS refuses", async () => {
    assert.deepEqual((await record({ emails: [] })).named("budget-budget").inputs.notifications, []);
  });
});

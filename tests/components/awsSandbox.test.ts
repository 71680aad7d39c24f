import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cloud } from "../../sandbox/providers/cloud.ts";
import { StandIn } from "../../sandbox/providers/standIn.ts";
import { simulate, simulationOf } from "../../sandbox/simulate.ts";

const PROVIDER = { allowedAccountIds: '["111122223333"]' };

function answered(type: string, name: string, inputs: Record<string, unknown>) {
  return simulate({ type: `aws:${type}`, name, inputs, provider: PROVIDER });
}

describe("AWS in the sandbox", () => {
  it("answers in the account that the provider is held to, and in the region of the resource", () => {
    const { outputs } = answered("sqs/queue:Queue", "bus-writer", { name: "writer", region: "eu-west-1" });
    assert.equal(outputs.arn, "arn:aws:sqs:eu-west-1:111122223333:writer");
    assert.equal(outputs.url, "https://sqs.eu-west-1.amazonaws.com/111122223333/writer");
  });

  it("makes up ids that differ by region, that are the same twice, and that show what they are", () => {
    const vpc = (region: string) => answered("ec2/vpc:Vpc", "net-vpc", { region, cidrBlock: "10.0.0.0/16" }).id;
    assert.match(vpc("eu-west-1"), /^vpc-0000[0-9a-f]{13}$/);
    assert.equal(vpc("eu-west-1"), vpc("eu-west-1"));
    assert.notEqual(vpc("eu-west-1"), vpc("us-east-1"));
  });

  it("refuses to place what says no region", () => {
    assert.throws(
      () => answered("ec2/vpc:Vpc", "net-vpc", {}),
      /^Error: net-vpc \(aws:ec2\/vpc:Vpc\) has no region, so AWS could not place it: give it one$/,
    );
  });

  it("has IAM and budgets in no region", () => {
    const { id, outputs } = answered("iam/role:Role", "pods", {});
    assert.deepEqual(
      [id, outputs],
      ["pods-0000000", { name: "pods-0000000", arn: "arn:aws:iam::111122223333:role/pods-0000000" }],
    );
  });

  for (const [type, input] of [
    ["ec2/subnet:Subnet", "cidrBlock"],
    ["eks/cluster:Cluster", "name"],
    ["rds/cluster:Cluster", "clusterIdentifier"],
    ["s3/bucketPolicy:BucketPolicy", "bucket"],
    ["sqs/queue:Queue", "region"],
  ] as const) {
    it(`replaces ${type} when its ${input} changes`, () => {
      assert.ok(simulationOf(`aws:${type}`).replaces.includes(input));
    });
  }

  it("keeps apart a bucket and its settings, which have one id", () => {
    const folder = mkdtempSync(join(tmpdir(), "aws-"));
    try {
      const standIn = new StandIn(simulationOf, new Cloud(folder));
      standIn.configure(PROVIDER);
      for (const type of ["bucket:Bucket", "bucketPolicy:BucketPolicy", "bucketVersioning:BucketVersioning"]) {
        const subject = { type: `aws:s3/${type}`, name: type };
        const inputs = { bucket: "daca-bk", region: "eu-west-1" };
        assert.equal(standIn.create(subject, inputs).id, "daca-bk");
        assert.ok(standIn.read(subject, { id: "daca-bk", inputs, outputs: inputs }));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

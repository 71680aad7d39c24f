import assert from "node:assert/strict";
import { awsNames } from "../../components/infra/aws/names.ts";
import { arnOf, managedPolicyArn } from "../../components/infra/aws/where.ts";

const PLACE = { region: "ap-southeast-1", accountId: "111122223333" };

describe("names in AWS", () => {
  it("come from the stack, and buckets also say whose they are", () => {
    assert.deepEqual(awsNames("daca-enterprise", PLACE), {
      cluster: "daca-enterprise",
      database: "daca-enterprise-db",
      backups: "daca-enterprise-bk-111122223333-ap-southeast-1",
      accessLogs: "daca-enterprise-al-111122223333-ap-southeast-1",
      secrets: "daca-enterprise",
      images: "daca-enterprise",
      budget: "daca-enterprise-ap-southeast-1",
    });
  });

  for (const base of ["x".repeat(100), "123", "Ärger & Söhne", "a--b__c", `${"ab-".repeat(40)}`, "9-lives", "---"]) {
    it(`are what AWS takes for a stack called ${base.slice(0, 20)}`, () => {
      const names = awsNames(base, PLACE);
      for (const [kind, name] of Object.entries(names)) {
        assert.match(name, /^[a-z](?:[a-z0-9]|-(?=[a-z0-9]))*$/, kind);
        assert.ok(name.length <= 63, `${kind} ${name}`);
      }
      assert.notEqual(names.backups, names.accessLogs);
    });
  }
});

describe("ARNs", () => {
  it("begin with the part of AWS that the region belongs to", () => {
    assert.equal(arnOf({ ...PLACE, region: "cn-north-1" }, "sqs", "q"), "arn:aws-cn:sqs:cn-north-1:111122223333:q");
    assert.equal(managedPolicyArn({ region: "us-gov-west-1" }, "P"), "arn:aws-us-gov:iam::aws:policy/P");
    assert.equal(managedPolicyArn({ region: "eu-west-1" }, "P"), "arn:aws:iam::aws:policy/P");
  });
});

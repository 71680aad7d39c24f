import assert from "node:assert/strict";
import { Network, type NetworkArgs } from "../../components/infra/aws/network.ts";
import {
  ACCOUNT,
  astray,
  elsewhere,
  findings,
  KEY,
  PLACED,
  REGION,
  recordInAws,
  TAGS,
  WHERE,
} from "../support/awsComponents.ts";
import { namesOf } from "../support/program.ts";

const ARGS: NetworkArgs = {
  ...WHERE,
  title: "daca",
  addressSpace: "10.50.0.0/16",
  zoneIds: ["euw1-az1", "euw1-az2", "euw1-az3"],
  nat: "regional",
  keyArn: KEY,
  logDays: 30,
};

function record(change: Partial<NetworkArgs> = {}) {
  return recordInAws((opts) => {
    const { vpcId, subnetIds, zoneNames, ready } = new Network("net", { ...ARGS, ...change }, opts);
    return { vpcId, subnetIds, zoneNames, ready: ready.map((each) => each.urn) };
  });
}

describe("Network on AWS", () => {
  it("has a public, a private and a database subnet in each zone, and lies in its region alone", async () => {
    const recorded = await record();
    const subnets = recorded
      .ofType("aws:ec2/subnet:Subnet")
      .map(({ inputs }) => [inputs.cidrBlock, inputs.availabilityZoneId, inputs.mapPublicIpOnLaunch]);
    assert.deepEqual(subnets.toSorted(), [
      ["10.50.0.0/18", "euw1-az1", false],
      ["10.50.128.0/18", "euw1-az3", false],
      ["10.50.192.0/21", "euw1-az1", false],
      ["10.50.200.0/21", "euw1-az2", false],
      ["10.50.208.0/21", "euw1-az3", false],
      ["10.50.216.0/21", "euw1-az1", false],
      ["10.50.224.0/21", "euw1-az2", false],
      ["10.50.232.0/21", "euw1-az3", false],
      ["10.50.64.0/18", "euw1-az2", false],
    ]);
    assert.deepEqual([elsewhere(recorded), astray(recorded), await findings(recorded)], [[], [], []]);
  });

  it("tells load balancers which subnets are theirs", async () => {
    const { named } = await record();
    const tags = (name: string) => named(name).inputs.tags;
    assert.deepEqual(tags("net-public-euw1-az1"), {
      ...TAGS,
      Name: "daca-public-euw1-az1",
      "kubernetes.io/role/elb": "1",
    });
    assert.deepEqual(tags("net-private-euw1-az1"), {
      ...TAGS,
      Name: "daca-private-euw1-az1",
      "kubernetes.io/role/internal-elb": "1",
    });
    assert.deepEqual(tags("net-database-euw1-az1"), { ...TAGS, Name: "daca-database-euw1-az1" });
  });

  it("lets private subnets out through NAT in every zone, and databases not at all", async () => {
    const { named, ofType } = await record();
    assert.deepEqual(named("net-nat").inputs, { ...PLACED, availabilityMode: "regional", vpcId: vpcId(named) });
    assert.equal(ofType("aws:ec2/eip:Eip").length, 0);
    const routes = ofType("aws:ec2/route:Route").map(({ name, inputs }) => [name, inputs.destinationCidrBlock]);
    assert.deepEqual(routes, [
      ["net-public-out", "0.0.0.0/0"],
      ["net-private-out", "0.0.0.0/0"],
    ]);
    assert.deepEqual(namesOf(named("net-private-out").dependencies), ["net-nat", "net-private"].toSorted());
  });

  it("can do with one NAT gateway, which has an address of its own", async () => {
    const { named } = await record({ nat: "single" });
    const { allocationId, subnetId, ...rest } = named("net-nat").inputs;
    assert.deepEqual(rest, PLACED);
    assert.match(String(allocationId), /^eipalloc-/);
    assert.deepEqual(namesOf(named("net-nat").dependencies).toSorted(), [
      "net-internet",
      "net-nat-address",
      "net-public-euw1-az1",
      "net-public-out",
    ]);
    assert.match(String(subnetId), /^subnet-/);
  });

  it("closes the security group of whoever names none", async () => {
    const { named } = await record();
    assert.deepEqual(named("net-default").inputs, { ...PLACED, vpcId: vpcId(named), ingress: [], egress: [] });
  });

  it("reaches S3 without NAT, and other services only where asked", async () => {
    const without = await record();
    assert.equal(without.ofType("aws:ec2/vpcEndpoint:VpcEndpoint").length, 1);
    const { routeTableIds, ...s3 } = without.named("net-s3").inputs;
    assert.deepEqual(s3, {
      ...PLACED,
      vpcId: vpcId(without.named),
      vpcEndpointType: "Gateway",
      serviceName: "com.amazonaws.eu-west-1.s3",
    });
    assert.equal((routeTableIds as string[]).length, 1);

    const asked = await record({ interfaceServices: ["sqs"] });
    const { subnetIds, securityGroupIds, ...sqs } = asked.named("net-sqs").inputs;
    assert.deepEqual(sqs, {
      ...PLACED,
      vpcId: vpcId(asked.named),
      vpcEndpointType: "Interface",
      serviceName: "com.amazonaws.eu-west-1.sqs",
      privateDnsEnabled: true,
    });
    assert.deepEqual([(subnetIds as string[]).length, (securityGroupIds as string[]).length], [3, 1]);
    assert.equal(asked.named("net-endpoints-tls").inputs.cidrIpv4, "10.50.0.0/16");
    assert.deepEqual(elsewhere(asked), []);
  });

  it("logs who talked to whom, encrypted and for a time, by a role that can do nothing else", async () => {
    const { named } = await record();
    const group = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/vpc/daca/flows`;
    assert.deepEqual(named("net-flows-log").inputs, {
      ...PLACED,
      name: "/aws/vpc/daca/flows",
      kmsKeyId: KEY,
      retentionInDays: 30,
    });
    assert.deepEqual(named("net-flows-write").inputs.policy, {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: [group, `${group}:*`],
        },
      ],
    });
    assert.equal(named("net-flows").inputs.trafficType, "ALL");
    assert.equal(named("net-flows").inputs.logDestination, group);
  });

  it("says what its zones are called in this account, and what nodes wait for", async () => {
    const { outputs, named } = await record();
    assert.deepEqual(outputs.zoneNames, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    // A subnet without its table takes the main one, which leads nowhere.
    const routed = ["euw1-az1", "euw1-az2", "euw1-az3"].map((zone) => `net-private-${zone}-routes`);
    assert.deepEqual(
      outputs.ready,
      [...routed, "net-private-out", "net-s3"].map((name) => named(name).urn),
    );
  });
});

function vpcId(named: (name: string) => { inputs: Record<string, unknown> }): unknown {
  return named("net-internet").inputs.vpcId;
}

import assert from "node:assert/strict";
import { parse } from "yaml";
import { EksCluster, type EksClusterArgs } from "../../components/infra/aws/eksCluster.ts";
import {
  ACCOUNT,
  astray,
  elsewhere,
  findings,
  KEY,
  PLACED,
  protectedOnes,
  recordInAws,
  WHERE,
} from "../support/awsComponents.ts";
import { namesOf } from "../support/program.ts";

const ADMIN = `arn:aws:iam::${ACCOUNT}:role/platform/deployer`;

const ARGS: EksClusterArgs = {
  ...WHERE,
  clusterName: "daca",
  kubernetesVersion: "1.34",
  subnetIds: ["subnet-1", "subnet-2"],
  serviceCidr: "172.20.0.0/16",
  allowedCidrs: ["203.0.113.0/24"],
  adminRoleArns: [ADMIN],
  keyArn: KEY,
  logDays: 90,
};

function record(change: Partial<EksClusterArgs> = {}, preview = false) {
  return recordInAws(
    (opts) => {
      const { kubeconfig, securityGroupId, nodeRoleName } = new EksCluster("eks", { ...ARGS, ...change }, opts);
      return { kubeconfig, securityGroupId, nodeRoleName };
    },
    { preview },
  );
}

describe("EksCluster", () => {
  it("is an Auto Mode cluster, whose API named networks reach", async () => {
    const recorded = await record();
    const { roleArn, computeConfig, ...inputs } = recorded.named("eks-cluster").inputs;
    const { nodeRoleArn, ...compute } = computeConfig as Record<string, unknown>;
    assert.deepEqual(inputs, {
      ...PLACED,
      name: "daca",
      version: "1.34",
      bootstrapSelfManagedAddons: false,
      storageConfig: { blockStorage: { enabled: true } },
      kubernetesNetworkConfig: {
        elasticLoadBalancing: { enabled: true },
        ipFamily: "ipv4",
        serviceIpv4Cidr: "172.20.0.0/16",
      },
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      encryptionConfig: { provider: { keyArn: KEY }, resources: ["secrets"] },
      enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      vpcConfig: {
        subnetIds: ["subnet-1", "subnet-2"],
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: ["203.0.113.0/24"],
      },
      upgradePolicy: { supportType: "STANDARD" },
      zonalShiftConfig: { enabled: true },
      deletionProtection: true,
    });
    assert.deepEqual(compute, { enabled: true, nodePools: ["system", "general-purpose"] });
    assert.equal(roleArn, `arn:aws:iam::${ACCOUNT}:role/eks-control-0000000`);
    assert.equal(nodeRoleArn, `arn:aws:iam::${ACCOUNT}:role/eks-nodes-0000000`);
    assert.deepEqual([elsewhere(recorded), astray(recorded), await findings(recorded)], [[], [], []]);
    assert.deepEqual(protectedOnes(recorded), ["eks-cluster"]);
  });

  it("is reached from inside alone where nobody outside is named", async () => {
    const { named } = await record({ allowedCidrs: [] });
    assert.deepEqual(named("eks-cluster").inputs.vpcConfig, {
      subnetIds: ["subnet-1", "subnet-2"],
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
    });
  });

  it("may be deleted where nothing is to be protected", async () => {
    const recorded = await record({ protect: false });
    assert.equal(recorded.named("eks-cluster").inputs.deletionProtection, false);
    assert.deepEqual(protectedOnes(recorded), []);
  });

  it("has a control plane and nodes that can do what Auto Mode needs, and no more", async () => {
    const { ofType, named } = await record();
    const attached = ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) => [
      inputs.role,
      inputs.policyArn,
    ]);
    const policy = (role: string, name: string) => [`eks-${role}-0000000`, `arn:aws:iam::aws:policy/${name}`];
    assert.deepEqual(attached.toSorted(), [
      policy("control", "AmazonEKSBlockStoragePolicy"),
      policy("control", "AmazonEKSClusterPolicy"),
      policy("control", "AmazonEKSComputePolicy"),
      policy("control", "AmazonEKSLoadBalancingPolicy"),
      policy("control", "AmazonEKSNetworkingPolicy"),
      policy("nodes", "AmazonEC2ContainerRegistryPullOnly"),
      policy("nodes", "AmazonEKSWorkerNodeMinimalPolicy"),
    ]);
    assert.deepEqual(
      ofType("aws:iam/rolePolicy:RolePolicy").map(({ name, inputs }) => [name, inputs.policy]),
      [
        [
          "eks-control-encrypt",
          {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"],
                Resource: KEY,
              },
            ],
          },
        ],
      ],
    );
    assert.deepEqual(named("eks-control").inputs.assumeRolePolicy, trust("eks", ["sts:AssumeRole", "sts:TagSession"]));
    assert.deepEqual(named("eks-nodes").inputs.assumeRolePolicy, trust("ec2", ["sts:AssumeRole"]));
  });

  it("finds its log group and all rights there when it starts", async () => {
    const { named } = await record();
    assert.deepEqual(named("eks-log").inputs, {
      ...PLACED,
      name: "/aws/eks/daca/cluster",
      kmsKeyId: KEY,
      retentionInDays: 90,
    });
    const waits = namesOf(named("eks-cluster").dependencies);
    for (const name of ["eks-log", "eks-control-encrypt", "eks-nodes-AmazonEKSWorkerNodeMinimalPolicy"]) {
      assert.ok(waits.includes(name), name);
    }
  });

  it("gives its administrators all rights in it, and nobody else any", async () => {
    const { named, ofType } = await record();
    assert.equal(ofType("aws:eks/accessEntry:AccessEntry").length, 1);
    assert.deepEqual(named("eks-admin-deployer").inputs, {
      ...PLACED,
      clusterName: "daca",
      principalArn: ADMIN,
      type: "STANDARD",
    });
    assert.deepEqual(named("eks-admin-deployer-rights").inputs, {
      region: "eu-west-1",
      clusterName: "daca",
      principalArn: ADMIN,
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      accessScope: { type: "cluster" },
    });
  });

  it("is reached by a token of whoever calls, so that its kubeconfig holds no secret", async () => {
    const { outputs } = await record();
    const { users, clusters, ...rest } = parse(String(outputs.kubeconfig));
    assert.deepEqual(users[0].user.exec, {
      apiVersion: "client.authentication.k8s.io/v1beta1",
      command: "aws",
      args: ["eks", "get-token", "--cluster-name", "daca", "--region", "eu-west-1"],
      interactiveMode: "Never",
    });
    assert.match(clusters[0].cluster.server, /^https:\/\/.*\.eu-west-1\.eks\.amazonaws\.com$/);
    assert.equal(rest["current-context"], "daca");
    assert.match(String(outputs.securityGroupId), /^sg-/);
    assert.equal(outputs.nodeRoleName, "eks-nodes-0000000");
  });

  it("says before it is there as much as can be known", async () => {
    const recorded = await record({}, true);
    assert.deepEqual(await findings(recorded), []);
  });
});

function trust(service: string, actions: string[]) {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: `${service}.amazonaws.com` }, Action: actions }],
  };
}

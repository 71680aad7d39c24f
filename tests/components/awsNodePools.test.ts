import assert from "node:assert/strict";
import { NodePool } from "@kubernetes-models/karpenter/karpenter.sh/v1/NodePool";
import { defaultStorageClass, networkPolicySwitch } from "../../components/infra/aws/clusterDefaults.ts";
import { EksNodes } from "../../components/infra/aws/eksNodes.ts";
import { agentPool, nodeClass, SPOT_PLACEMENT, spotPool } from "../../components/infra/aws/nodePools.ts";
import type { Manifest } from "../../components/kubernetes/manifest.ts";
import { findings, recordInAws } from "../support/awsComponents.ts";
import { namesOf } from "../support/program.ts";

const ARGS = { cpu: 80, longestDrainSeconds: 600 };

interface PoolSpec {
  template: {
    metadata: { labels: Record<string, string> };
    spec: {
      expireAfter: string;
      terminationGracePeriod: string;
      taints?: object[];
      requirements: { key: string; operator: string; values: string[] }[];
      nodeClassRef: object;
    };
  };
  disruption: object;
  limits: object;
  weight: number;
}

function specOf(pool: Manifest): PoolSpec {
  return pool.spec as PoolSpec;
}

describe("node pools of Auto Mode", () => {
  for (const pool of [agentPool(ARGS), spotPool(ARGS)]) {
    it(`writes ${pool.metadata.name} as Karpenter takes it`, () => {
      new NodePool(pool as never).validate();
    });
  }

  it("caps what a spike can cost, and lets few nodes go at a time", () => {
    const { limits, disruption, weight } = specOf(agentPool(ARGS));
    assert.deepEqual(limits, { cpu: 80, memory: "640Gi" });
    assert.deepEqual(disruption, {
      consolidationPolicy: "WhenEmptyOrUnderutilized",
      consolidateAfter: "10m",
      budgets: [{ nodes: "10%" }],
    });
    assert.equal(weight, 10);
  });

  for (const [seconds, grace] of [
    [600, "20m"],
    [3600, "70m"],
    [1, "11m"],
  ] as const) {
    it(`gives a node ${grace} to drain where an agent may take ${seconds} s to end`, () => {
      const { terminationGracePeriod } = specOf(agentPool({ cpu: 8, longestDrainSeconds: seconds })).template.spec;
      assert.equal(terminationGracePeriod, grace);
      assert.ok(Number.parseInt(terminationGracePeriod, 10) * 60 >= seconds + 600);
    });
  }

  it("replaces a node within the 21 days that Auto Mode allows it, draining and all", () => {
    for (const longestDrainSeconds of [1, 3600, 20 * 24 * 3600]) {
      const { expireAfter, terminationGracePeriod } = specOf(agentPool({ cpu: 8, longestDrainSeconds })).template.spec;
      const minutes = Number.parseInt(expireAfter, 10) * 60 + Number.parseInt(terminationGracePeriod, 10);
      assert.ok(minutes <= 21 * 24 * 60, `${expireAfter} and ${terminationGracePeriod}`);
    }
    assert.equal(specOf(agentPool(ARGS)).template.spec.expireAfter, "336h");
  });

  it("keeps whoever does not accept it off nodes that can be taken away", () => {
    const [agents, spot] = [specOf(agentPool(ARGS)).template.spec, specOf(spotPool(ARGS)).template.spec];
    assert.equal(agents.taints, undefined);
    assert.deepEqual(spot.taints, [{ key: "daca/spot", value: "true", effect: "NoSchedule" }]);
    assert.deepEqual(SPOT_PLACEMENT, {
      nodeSelector: { "karpenter.sh/capacity-type": "spot" },
      tolerations: [{ key: "daca/spot", operator: "Equal", value: "true", effect: "NoSchedule" }],
    });
    const capacity = ({ requirements }: typeof spot) => requirements.find(({ key }) => key.endsWith("capacity-type"));
    assert.deepEqual([capacity(agents)?.values, capacity(spot)?.values], [["on-demand"], ["spot"]]);
  });

  it("makes nodes in private subnets that mind network policies", () => {
    const made = nodeClass({ roleName: "nodes", subnetIds: ["subnet-1", "subnet-2"], securityGroupId: "sg-1" });
    assert.deepEqual(made, {
      apiVersion: "eks.amazonaws.com/v1",
      kind: "NodeClass",
      metadata: { name: "agents" },
      spec: {
        role: "nodes",
        subnetSelectorTerms: [{ id: "subnet-1" }, { id: "subnet-2" }],
        securityGroupSelectorTerms: [{ id: "sg-1" }],
        ephemeralStorage: { size: "80Gi", iops: 3000, throughput: 125 },
        snatPolicy: "Random",
        networkPolicy: "DefaultAllow",
        networkPolicyEventLogs: "Disabled",
      },
    });
    const reference = specOf(agentPool(ARGS)).template.spec.nodeClassRef;
    assert.deepEqual(reference, { group: "eks.amazonaws.com", kind: "NodeClass", name: made.metadata.name });
  });
});

describe("EksNodes", () => {
  function record(spot?: number) {
    return recordInAws((opts) => {
      const cpu = spot === undefined ? { agents: 80 } : { agents: 80, spot };
      const args = {
        roleName: "nodes",
        subnetIds: ["subnet-1"],
        securityGroupId: "sg-1",
        cpu,
        longestDrainSeconds: 600,
      };
      const { ready } = new EksNodes("nodes", args, opts);
      return { ready: ready.map(({ urn }) => urn) };
    });
  }

  it("gives a new cluster what Auto Mode leaves out: policies that count, volumes and pools", async () => {
    const recorded = await record(40);
    const { named, outputs } = recorded;
    const made = ["network-policies", "volumes", "class", "agents", "spot"].map((part) => named(`nodes-${part}`));
    assert.deepEqual(
      outputs.ready,
      made.map(({ urn }) => urn),
    );
    assert.deepEqual(
      made.map(({ inputs }) => inputs.kind),
      ["ConfigMap", "StorageClass", "NodeClass", "NodePool", "NodePool"],
    );
    assert.deepEqual(namesOf(named("nodes-spot").dependencies), ["nodes-class"]);
    assert.ok(made.every(({ provider }) => provider?.endsWith("::cluster")));
    assert.deepEqual(await findings(recorded), []);
  });

  it("has no spot pool where none is asked for", async () => {
    const { ofType } = await record();
    assert.equal(ofType("kubernetes:karpenter.sh/v1:NodePool").length, 1);
  });

  it("switches network policies on as Auto Mode wants it, and encrypts volumes", () => {
    assert.deepEqual(networkPolicySwitch(), {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
      data: { "enable-network-policy-controller": "true" },
    });
    const { provisioner, parameters, volumeBindingMode } = defaultStorageClass();
    assert.deepEqual([provisioner, volumeBindingMode], ["ebs.csi.eks.amazonaws.com", "WaitForFirstConsumer"]);
    assert.deepEqual(parameters, { type: "gp3", encrypted: "true" });
  });
});

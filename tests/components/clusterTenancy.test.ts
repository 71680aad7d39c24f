import assert from "node:assert/strict";
import { ClusterClasses, classManifests, storageClassOf } from "../../components/cluster/classes.ts";
import { clusterLabels } from "../../components/cluster/labels.ts";
import { SECRET_STORE, SecretStore, secretStoreManifest } from "../../components/cluster/secretStore.ts";
import { type Team, teamManifests } from "../../components/cluster/teamManifests.ts";
import { Tenancy } from "../../components/cluster/tenancy.ts";
import { findings, judged, platformIn } from "../support/clusterPlatform.ts";
import { validate } from "../support/clusterSchemas.ts";
import { namesOf, recordProgram } from "../support/program.ts";

const LABELS = clusterLabels("platform", "production");
const RESEARCH: Team = { name: "research", quota: { cpu: 64, memory: "320Gi", pods: 150 }, chaos: false };
const AZURE = { cloud: "azure", egress: "cilium" } as const;

describe("a team's namespace", () => {
  const [namespace, quota, limits, deny, dns] = teamManifests(RESEARCH, LABELS, AZURE);
  const labels = { ...LABELS, team: "research" };

  it("lets no pod do more than restricted ones may, by rules that change when somebody says so", () => {
    assert.deepEqual(namespace, {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: "research",
        labels: {
          "app.kubernetes.io/part-of": "daca",
          "app.kubernetes.io/managed-by": "pulumi",
          owner: "platform",
          environment: "production",
          team: "research",
          "pod-security.kubernetes.io/enforce": "restricted",
          "pod-security.kubernetes.io/enforce-version": "v1.33",
          "pod-security.kubernetes.io/audit": "restricted",
          "pod-security.kubernetes.io/audit-version": "v1.33",
          "pod-security.kubernetes.io/warn": "restricted",
          "pod-security.kubernetes.io/warn-version": "v1.33",
        },
      },
    });
  });

  it("bounds what the team may take, and gives a bound to a container that has none", () => {
    assert.deepEqual(quota, {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "team", namespace: "research", labels },
      spec: {
        hard: {
          "requests.cpu": "64",
          "requests.memory": "320Gi",
          "limits.memory": "320Gi",
          pods: "150",
          "services.loadbalancers": "0",
          "services.nodeports": "0",
        },
      },
    });
    assert.deepEqual(limits?.spec, {
      limits: [
        {
          type: "Container",
          defaultRequest: { cpu: "100m", memory: "128Mi", "ephemeral-storage": "64Mi" },
          default: { memory: "256Mi", "ephemeral-storage": "1Gi" },
        },
      ],
    });
  });

  it("denies all traffic but questions for names", () => {
    assert.deepEqual(deny?.spec, { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
    const pods = {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    };
    const ports = [
      { port: 53, protocol: "UDP" },
      { port: 53, protocol: "TCP" },
    ];
    assert.deepEqual(dns?.spec, { podSelector: {}, policyTypes: ["Egress"], egress: [{ to: [pods], ports }] });
    const onNodes = teamManifests(RESEARCH, LABELS, { cloud: "aws", egress: "aws", dnsAddress: "172.20.0.10" });
    const to = [pods, { ipBlock: { cidr: "172.20.0.10/32" } }];
    assert.deepEqual(onNodes.at(-1)?.spec, { podSelector: {}, policyTypes: ["Egress"], egress: [{ to, ports }] });
  });

  it("may be touched by experiments only where that is wanted", () => {
    assert.equal(namespace.metadata.annotations, undefined);
    const [open] = teamManifests({ ...RESEARCH, chaos: true }, LABELS, AZURE);
    assert.deepEqual(open.metadata.annotations, { "chaos-mesh.org/inject": "enabled" });
  });

  it("is made of what Kubernetes knows", () => {
    for (const manifest of teamManifests(RESEARCH, LABELS, AZURE)) validate(manifest);
  });
});

describe("Tenancy", () => {
  it("makes each team's namespace, then its bounds, and violates no policy", async () => {
    const { named, resources, outputs } = await recordProgram(() => {
      const platform = platformIn();
      const teams = [RESEARCH, { ...RESEARCH, name: "writing" }];
      const { ready } = new Tenancy("tenancy", {
        platform: { ...platform, ready: [platform.provider] },
        labels: LABELS,
        teams,
      });
      return { research: ready.research?.map(({ urn }) => urn) };
    });
    const children = [
      "tenancy-research",
      ...["team", "team-limits", "default-deny", "allow-dns"].map((part) => `tenancy-research-${part}`),
    ];
    assert.deepEqual(
      outputs.research,
      children.map((name) => named(name).urn),
    );
    assert.deepEqual(namesOf(named("tenancy-research").dependencies), ["cluster"]);
    assert.deepEqual(namesOf(named("tenancy-research-default-deny").dependencies), ["tenancy-research"]);
    assert.equal(named("tenancy-writing").parent, named("tenancy").urn);
    assert.equal(named("tenancy-writing").provider, named("cluster").urn);
    assert.deepEqual(findings(judged(resources)), []);
  });
});

describe("the classes of a cluster", () => {
  it("put what keeps agents going above agents, and agents above the rest", () => {
    const priorities = classManifests("none", LABELS).map(({ metadata, value }) => [metadata.name, value]);
    assert.deepEqual(priorities, [
      ["platform", 1_000_000],
      ["agents", 100_000],
    ]);
  });

  it("encrypt every volume, and keep it when its claim is gone", () => {
    const [azure, aws] = (["azure", "aws"] as const).map((cloud) => classManifests(cloud, LABELS).at(-1));
    const common = {
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: { name: "encrypted", labels: LABELS },
      allowVolumeExpansion: true,
      reclaimPolicy: "Retain",
      volumeBindingMode: "WaitForFirstConsumer",
    };
    assert.deepEqual(azure, {
      ...common,
      provisioner: "disk.csi.azure.com",
      parameters: { skuName: "StandardSSD_ZRS" },
    });
    assert.deepEqual(aws, {
      ...common,
      provisioner: "ebs.csi.eks.amazonaws.com",
      parameters: { type: "gp3", encrypted: "true" },
    });
    assert.deepEqual(
      ["azure", "aws", "none"].map((cloud) => storageClassOf(cloud as "none")),
      ["encrypted", "encrypted", undefined],
    );
  });

  it("are made before anything names them, and violate no policy", async () => {
    const { named, resources, outputs } = await recordProgram(() => {
      const platform = platformIn({ cloud: "aws" });
      const { storageClass, ready } = new ClusterClasses("classes", { platform, labels: LABELS });
      return { storageClass, ready: ready.length };
    });
    assert.deepEqual(outputs, { storageClass: "encrypted", ready: 3 });
    assert.equal(named("classes-encrypted").type, "kubernetes:storage.k8s.io/v1:StorageClass");
    assert.equal(named("classes-agents").type, "kubernetes:scheduling.k8s.io/v1:PriorityClass");
    assert.deepEqual(findings(judged(resources)), []);
    for (const cloud of ["azure", "aws"] as const) for (const each of classManifests(cloud, LABELS)) validate(each);
  });
});

describe("SecretStore", () => {
  const provider = { azurekv: { vaultUrl: "https://vault.example.net", authType: "WorkloadIdentity" } };

  it("gives teams' namespaces their secrets, and refuses every other one", () => {
    const manifest = secretStoreManifest({ provider }, ["research", "writing"], LABELS);
    assert.deepEqual(manifest, {
      apiVersion: "external-secrets.io/v1",
      kind: "ClusterSecretStore",
      metadata: { name: "agent-secrets", labels: LABELS },
      spec: { provider, conditions: [{ namespaces: ["research", "writing"] }] },
    });
    validate(manifest);
  });

  it("comes after what brings its kind, and after the secrets", async () => {
    const { named } = await recordProgram(() => {
      const platform = platformIn();
      const tenancy = new Tenancy("tenancy", { platform, labels: LABELS, teams: [RESEARCH] });
      const [namespace = platform.provider] = tenancy.ready.research ?? [];
      const backend = { provider, keyOf: (name: string) => name, ready: [namespace] };
      const args = { platform, labels: LABELS, backend, teams: ["research"], installed: [platform.provider] };
      return { ready: new SecretStore("secrets", args).ready.length };
    });
    const { type, dependencies, inputs } = named("secrets-store");
    assert.equal(type, "kubernetes:external-secrets.io/v1:ClusterSecretStore");
    assert.deepEqual(namesOf(dependencies).toSorted(), ["cluster", "tenancy-research"]);
    assert.equal((inputs.metadata as { name: string }).name, SECRET_STORE);
  });
});

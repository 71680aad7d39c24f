import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { kubeconfigPath } from "../../components/settings/enterprise/kubeconfig.ts";
import { overlap } from "../../components/settings/enterprise/ranges.ts";
import { aks, eks, enterprise, lines, problems, read, worker } from "../support/enterpriseSettings.ts";

type Fields = Record<string, unknown>;

describe("the settings of a cluster", () => {
  it("refuse a limit on an API that has no public address", () => {
    assert.deepEqual(problems(enterprise({ cluster: eks({ api: { private: true, allow: ["203.0.113.0/24"] } }) })), [
      {
        path: "daca:enterprise.cluster.api.allow",
        says: "is set, but api.private is true: there is no public address to limit",
        mend: "pulumi config rm --path 'daca:enterprise.cluster.api.allow'",
      },
    ]);
  });

  it("report every pair of ranges that overlap", () => {
    const network = { addressSpace: "10.244.0.0/16", serviceCidr: "10.244.4.0/22" };
    const found = problems(enterprise({ cluster: aks({ network }) }));
    assert.deepEqual(lines(found), [
      'daca:enterprise.cluster.network.podCidr is "10.244.0.0/16", which overlaps with addressSpace (10.244.0.0/16), expected addresses of its own',
      'daca:enterprise.cluster.network.serviceCidr is "10.244.4.0/22", which overlaps with addressSpace (10.244.0.0/16), expected addresses of its own',
      'daca:enterprise.cluster.network.serviceCidr is "10.244.4.0/22", which overlaps with podCidr (10.244.0.0/16), expected addresses of its own',
    ]);
    assert.equal(found[0]?.mend, "pulumi config set --path 'daca:enterprise.cluster.network.podCidr' <range>");
  });

  it("report ranges that overlap on AWS", () => {
    assert.deepEqual(lines(problems(enterprise({ cluster: eks({ network: { addressSpace: "172.20.0.0/16" } }) }))), [
      'daca:enterprise.cluster.network.serviceCidr is "172.20.0.0/16", which overlaps with addressSpace (172.20.0.0/16), expected addresses of its own',
    ]);
  });

  it("refuse a range for pods that does not hold the nodes, and name one that does", () => {
    assert.deepEqual(problems(enterprise({ cluster: aks({ network: { podCidr: "10.244.0.0/20" } }) })), [
      {
        path: "daca:enterprise.cluster.network.podCidr",
        says: 'is "10.244.0.0/20", which holds 16 nodes (a /24 each), but pools may grow to 46',
        mend: "pulumi config set --path 'daca:enterprise.cluster.network.podCidr' 10.244.0.0/18",
      },
    ]);
  });

  for (const [range, says] of [
    ["10.40.0.0", 'is "10.40.0.0", expected an IPv4 range such as 10.40.0.0/16'],
    ["10.40.0.0/30", 'is "10.40.0.0/30", expected an IPv4 range between /8 and /22'],
    ["fd00::/48", 'is "fd00::/48", expected an IPv4 range such as 10.40.0.0/16'],
  ] as const) {
    it(`refuse ${range} as the addresses of a network`, () => {
      assert.deepEqual(lines(problems(enterprise({ cluster: aks({ network: { addressSpace: range } }) }))), [
        `daca:enterprise.cluster.network.addressSpace ${says}`,
      ]);
    });
  }

  it("refuse pools, zones, times and versions that Azure does not have", () => {
    const cluster = aks({
      kubernetesVersion: 1.32,
      pools: { agents: { min: 5, max: 2, size: "large" }, system: { min: 0 } },
      zones: [1, 1],
      maintenance: { day: "sunday", hour: 24, hours: 3 },
    });
    assert.deepEqual(lines(problems(enterprise({ cluster }))), [
      "daca:enterprise.cluster.kubernetesVersion is 1.32, expected one of 1.33, 1.34, 1.35, 1.36",
      'daca:enterprise.cluster.maintenance.day is "sunday", expected one of Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday',
      "daca:enterprise.cluster.maintenance.hour is 24, expected at most 23",
      "daca:enterprise.cluster.maintenance.hours is 3, expected at least 4",
      "daca:enterprise.cluster.pools.agents.min is 5, expected at most max (2)",
      'daca:enterprise.cluster.pools.agents.size is "large", expected an Azure VM size such as Standard_D4ds_v5',
      "daca:enterprise.cluster.pools.system.min is 0, expected at least 1",
      "daca:enterprise.cluster.zones is [1,1], expected each zone once",
    ]);
  });

  it("refuse an account, a region and a role that AWS does not have", () => {
    const cluster = eks({ accountId: "1111-2222-3333", region: "eastus", adminRoleArns: ["admin"], zones: 1 });
    assert.deepEqual(lines(problems(enterprise({ cluster }))), [
      'daca:enterprise.cluster.accountId is "1111-2222-3333", expected the 12 digits of the AWS account to deploy into',
      'daca:enterprise.cluster.adminRoleArns[0] is "admin", expected the ARN of an IAM role, such as arn:aws:iam::123456789012:role/platform-admin',
      'daca:enterprise.cluster.region is "eastus", expected an AWS region, such as us-east-1',
      "daca:enterprise.cluster.zones is 1, expected at least 2",
    ]);
  });
});

describe("the settings of a database", () => {
  it("refuse what PostgreSQL on Azure does not have", () => {
    const database = { size: "Standard_B1ms", storageGigabytes: 65, backupDays: 36 };
    assert.deepEqual(lines(problems(enterprise({ cluster: aks({ database }) }))), [
      "daca:enterprise.cluster.database.backupDays is 36, expected at most 35",
      'daca:enterprise.cluster.database.size is "Standard_B1ms", expected a size for PostgreSQL with a standby, such as Standard_D2ds_v5 or Standard_E4ds_v5',
      "daca:enterprise.cluster.database.storageGigabytes is 65, expected one of 32, 64, 128, 256, 512, 1024, 2048, 4096",
    ]);
  });

  it("refuse what Aurora does not have, and take units as text", () => {
    assert.deepEqual(lines(problems(enterprise({ cluster: eks({ database: { minUnits: 4, maxUnits: 2 } }) }))), [
      "daca:enterprise.cluster.database.minUnits is 4, expected at most maxUnits (2)",
    ]);
    assert.deepEqual(lines(problems(enterprise({ cluster: eks({ database: { minUnits: 0.7 } }) }))), [
      "daca:enterprise.cluster.database.minUnits is 0.7, expected a multiple of 0.5",
    ]);
    const { cluster } = read(enterprise({ cluster: eks({ database: { minUnits: "1.5" } }) })).enterprise;
    assert.equal(cluster.provider === "eks" && cluster.database.minUnits, 1.5);
  });
});

describe("the settings of a cluster that is there", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
    write("two.yaml", "contexts: [{name: staging}, {name: production}]");
    write("one.yaml", "contexts: [{name: production, context: {cluster: c}}]");
    write("none.yaml", "apiVersion: v1");
    write("broken.yaml", "contexts: [\nname: {");
  });
  after(() => rmSync(folder, { recursive: true }));

  function write(file: string, content: string) {
    writeFileSync(join(folder, file), content);
  }

  function existing(fields: Fields = {}): Fields {
    return { provider: "existing", kubeconfig: join(folder, "two.yaml"), context: "production", ...fields };
  }

  function found(cluster: Fields, agent: Fields = {}) {
    return problems(enterprise({ cluster }, [worker(agent)]));
  }

  it("have safe defaults", () => {
    assert.deepEqual(read(enterprise({ cluster: existing() })).enterprise.cluster, {
      ...existing(),
      components: {},
      metricsServer: false,
      egress: "ports",
      zones: 1,
    });
  });

  it("ask for the kubeconfig and the context", () => {
    assert.deepEqual(found({ provider: "existing" }), [
      {
        path: "daca:enterprise.cluster.context",
        says: "is missing, expected the name of a context in the kubeconfig",
        mend: "pulumi config set --path 'daca:enterprise.cluster.context' <context>",
      },
      {
        path: "daca:enterprise.cluster.kubeconfig",
        says: "is missing, expected the path of a kubeconfig file",
        mend: "pulumi config set --path 'daca:enterprise.cluster.kubeconfig' '~/.kube/config'",
        needed: "kubeconfig",
      },
    ]);
  });

  it("name the contexts there are when none is chosen", () => {
    const { context: _, ...cluster } = existing();
    assert.deepEqual(found(cluster), [
      {
        path: "daca:enterprise.cluster.context",
        says: "is missing, expected one of staging, production",
        mend: "pulumi config set --path 'daca:enterprise.cluster.context' <context>",
      },
    ]);
  });

  it("name the contexts there are when another one is chosen, and choose the only one", () => {
    const two = join(folder, "two.yaml");
    assert.deepEqual(found(existing({ context: "prod" })), [
      {
        path: "daca:enterprise.cluster.context",
        says: `is "prod", which ${two} does not have, expected one of staging, production`,
        mend: "pulumi config set --path 'daca:enterprise.cluster.context' <context>",
      },
    ]);
    const [only] = found(existing({ kubeconfig: join(folder, "one.yaml"), context: "prod" }));
    assert.equal(only?.mend, "pulumi config set --path 'daca:enterprise.cluster.context' production");
  });

  for (const [file, why] of [
    ["absent.yaml", "which cannot be read (there is no such file), expected the path of a kubeconfig file"],
    [".", "which cannot be read (it is a folder), expected the path of a kubeconfig file"],
    ["none.yaml", "which has no contexts, expected a kubeconfig"],
    ["broken.yaml", "which is not YAML (line 2), expected a kubeconfig"],
  ] as const) {
    it(`say why the kubeconfig ${file} cannot be used`, () => {
      const kubeconfig = `${folder}/${file}`;
      const [problem, ...rest] = found(existing({ kubeconfig }));
      assert.deepEqual(rest, []);
      assert.equal(problem?.path, "daca:enterprise.cluster.kubeconfig");
      assert.ok(problem?.says.endsWith(`, ${why}`), problem?.says);
      assert.equal(problem?.mend, "pulumi config set --path 'daca:enterprise.cluster.kubeconfig' <file>");
    });
  }

  it("read a kubeconfig from the home of the user or the folder of the project", () => {
    assert.equal(kubeconfigPath("~/.kube/config"), join(homedir(), ".kube/config"));
    assert.equal(kubeconfigPath("kubeconfig.yaml"), join(process.cwd(), "kubeconfig.yaml"));
    assert.equal(kubeconfigPath("/etc/kubeconfig"), "/etc/kubeconfig");
  });

  it("must say where agents keep state, talk, have their secrets, and which nodes may go", () => {
    const agent = { state: {}, topics: { publish: ["tasks"] }, secrets: { KEY: "key" }, spot: true };
    assert.deepEqual(lines(found(existing(), agent)), [
      "daca:agents[0].secrets are set, but daca:enterprise.cluster.secretStore is missing: the stack makes no vault on a cluster that is there",
      "daca:agents[0].spot is true, but daca:enterprise.cluster.spot does not say which nodes those are",
      "daca:agents[0].state is set, but daca:enterprise.cluster.components.state is missing: the stack makes no state store on a cluster that is there",
      "daca:agents[0].topics are set, but daca:enterprise.cluster.components.pubsub is missing: the stack makes no broker on a cluster that is there",
    ]);
  });

  it("take the user's own components, secret store and spot nodes, and ask for no secret of their own", () => {
    const cluster = existing({
      components: {
        state: {
          type: "state.postgresql",
          version: "v2",
          metadata: [{ name: "connectionString", secretKeyRef: { name: "database", key: "url" } }],
          hosts: ["postgres.example.com:5432"],
        },
        pubsub: {
          type: "pubsub.kafka",
          metadata: [{ name: "brokers", value: "kafka.kafka:9092" }],
          hosts: ["kafka.kafka:9092"],
        },
      },
      secretStore: { vault: { server: "https://vault.example.com" } },
      spot: { nodeSelector: { pool: "spot" }, tolerations: [{ key: "spot", effect: "NoSchedule" }] },
    });
    const agent = { state: {}, topics: { publish: ["tasks"] }, secrets: { KEY: "key" }, spot: true };
    assert.deepEqual(found(cluster, agent), []);
  });

  it("refuse components and stores that are not what they should be", () => {
    const cluster = existing({
      components: {
        state: {
          type: "pubsub.kafka",
          metadata: [{ name: "a" }, { name: "b", value: "1", secretKeyRef: { name: "s", key: "k" } }],
        },
      },
      secretStore: { vault: {}, akeyless: {} },
    });
    assert.deepEqual(lines(found(cluster)), [
      "daca:enterprise.cluster.components.state.hosts is missing, expected where it is: a list such as [postgres.example.com:5432]",
      'daca:enterprise.cluster.components.state.metadata[0] is {"name":"a"}, expected either a value or a secretKeyRef',
      'daca:enterprise.cluster.components.state.metadata[1] is {"name":"b","value":"1","secretKeyRef":{"name":"s","key":..., expected either a value or a secretKeyRef',
      'daca:enterprise.cluster.components.state.type is "pubsub.kafka", expected a Dapr component type such as state.postgresql',
      'daca:enterprise.cluster.secretStore is {"vault":{},"akeyless":{}}, expected one provider with its settings, such as {vault: {server: ...}}',
    ]);
  });

  it("warn of a DNS address on EKS that the policies do not know", () => {
    const cluster = eks({ network: { serviceCidr: "172.21.0.0/16" } });
    const [warning] = read(enterprise({ cluster, budget: { emails: ["money@example.com"] } })).warnings;
    assert.deepEqual(warning, {
      path: "daca:enterprise.cluster.network.serviceCidr",
      says: 'is "172.21.0.0/16", and the policy net-agent-egress-allowlist knows the DNS of 172.20.0.0/16 alone',
      mend: "172.21.0.10/32 is where it answers: list it in policy/config.yaml: tiers.enterprise.net-agent-egress-allowlist.allowedCidrs",
    });
  });

  it("warn of what such a cluster does not do", () => {
    const agent = { egress: ["api.example.com:443"], residency: "eu" };
    const config = enterprise({ cluster: existing() }, [worker(agent)], { "daca:secrets": { key: "k" } });
    assert.deepEqual(lines(read(config).warnings), [
      "daca:enterprise.cluster.egress is ports, so agents may send to any address on the ports that they use, and the policy net-agent-egress-allowlist stops the update",
      "daca:agents[0].residency is eu, which cannot be checked: nobody here knows where the cluster is",
      "daca:secrets takes no effect: on a cluster that is there, agents read their secrets from its own store",
    ]);
    assert.deepEqual(
      read(enterprise({ cluster: existing({ egress: "cilium" }) }, [worker({ egress: agent.egress })])).warnings,
      [],
    );
  });
});

describe("overlap", () => {
  for (const [one, other, both] of [
    ["10.0.0.0/8", "10.1.0.0/16", true],
    ["10.1.0.0/16", "10.0.0.0/8", true],
    ["10.1.0.0/16", "10.1.0.0/16", true],
    ["10.1.0.0/16", "10.2.0.0/16", false],
    ["10.0.0.0/15", "10.1.255.0/24", true],
    ["10.0.0.0/16", "10.1.0.0/24", false],
  ] as const) {
    it(`says that ${one} and ${other} have ${both ? "addresses" : "no address"} in common`, () => {
      assert.equal(overlap(one, other), both);
    });
  }
});

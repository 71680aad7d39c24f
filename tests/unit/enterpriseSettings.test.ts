import assert from "node:assert/strict";
import { addonsToInstall } from "../../components/settings/enterprise/addons.ts";
import { quotaOf } from "../../components/settings/enterprise/teams.ts";
import { aks, eks, enterprise, lines, problems, read, worker } from "../support/enterpriseSettings.ts";

describe("enterprise settings that are right", () => {
  it("get every default filled in, with nothing to warn of", () => {
    const { enterprise: block, warnings } = read(enterprise());
    assert.deepEqual(warnings, []);
    assert.deepEqual(block, {
      cluster: {
        ...aks(),
        location: "eastus",
        kubernetesVersion: "1.34",
        login: "azurecli",
        api: { private: false, allow: ["203.0.113.0/24"] },
        network: { addressSpace: "10.40.0.0/16", podCidr: "10.244.0.0/16", serviceCidr: "10.96.0.0/16" },
        zones: [1, 2, 3],
        pools: {
          system: { size: "Standard_D4ds_v5", min: 3, max: 6 },
          agents: { size: "Standard_D4ds_v5", min: 3, max: 20 },
          spot: { size: "Standard_D4ds_v5", min: 0, max: 20 },
        },
        database: { size: "Standard_D2ds_v5", storageGigabytes: 64, backupDays: 14 },
        geoRedundant: false,
        maintenance: { day: "Sunday", hour: 2, hours: 4 },
      },
      addons: {},
      teams: {},
      delivery: { mode: "direct" },
      messages: { lockSeconds: 300, deliveries: 10, keepDays: 14 },
      logs: { retentionDays: 90, dailyGigabytes: 10 },
      backup: { schedule: "0 1 * * *", keepDays: 30 },
      chaos: {},
      alerts: { emails: [], runbooks: "https://github.com/acme/daca/blob/main/docs/runbooks" },
      budget: { amount: 3000, emails: [] },
    });
  });

  it("mean AKS where no provider is named", () => {
    const { provider: _, ...cluster } = aks();
    assert.equal(read(enterprise({ cluster })).enterprise.cluster.provider, "aks");
  });

  it("may be of a cluster on AWS, with defaults of its own", () => {
    assert.deepEqual(read(enterprise({ cluster: eks() })).enterprise.cluster, {
      ...eks(),
      region: "us-east-1",
      kubernetesVersion: "1.34",
      api: { private: false, allow: ["203.0.113.0/24"] },
      network: { addressSpace: "10.50.0.0/16", serviceCidr: "172.20.0.0/16" },
      zones: 3,
      database: { minUnits: 0.5, maxUnits: 8, backupDays: 14 },
      pools: { agents: { cpu: 80 }, spot: { cpu: 80 } },
    });
  });

  it("may hold a version and an account as numbers, which is what YAML without quotes makes of them", () => {
    const { cluster } = read(
      enterprise({ cluster: eks({ accountId: 111122223333, kubernetesVersion: 1.35 }) }),
    ).enterprise;
    assert.equal(cluster.provider === "eks" && cluster.accountId, "111122223333");
    assert.equal(cluster.provider === "eks" && cluster.kubernetesVersion, "1.35");
  });

  it("may be of a cluster that only its own network reaches", () => {
    assert.deepEqual(problems(enterprise({ cluster: aks({ api: { private: true } }) })), []);
  });

  it("give a team its own quota, and any other the default one", () => {
    const { teams } = read(
      enterprise({ teams: { research: { quota: { cpu: "500m", pods: 7 } } } }, [
        worker({ team: "research", replicas: { min: 2, max: 3 }, resources: { cpu: "10m", memory: "1Gi" } }),
      ]),
    ).enterprise;
    assert.deepEqual(quotaOf(teams, "research"), { cpu: 0.5, memory: "400Gi", pods: 7 });
    assert.deepEqual(quotaOf(teams, "other"), { cpu: 80, memory: "400Gi", pods: 150 });
  });

  it("deliver from a tag or a commit of a git repository", () => {
    const repository = "https://github.com/acme/agents.git";
    for (const revision of ["v1.4.2", "1.4.2-rc.1", "refs/tags/v1.4.2", "0123456789abcdef0123456789abcdef01234567"]) {
      const { delivery } = read(enterprise({ delivery: { mode: "gitops", repository, revision } })).enterprise;
      assert.deepEqual(delivery, { mode: "gitops", repository, revision, path: "manifests" });
    }
  });
});

describe("the add-ons that a stack installs", () => {
  function installed(cluster: Record<string, unknown>, addons: Record<string, boolean> = {}) {
    const { enterprise: block } = read(enterprise({ cluster, addons }));
    return addonsToInstall(block.addons, block.cluster);
  }

  it("are all but the experiments, those before that others need", () => {
    assert.deepEqual(installed(eks()), [
      "monitoring",
      "certManager",
      "trustManager",
      "metricsServer",
      "externalSecrets",
      "argoRollouts",
      "dapr",
      "keda",
      "verticalPodAutoscaler",
      "argocd",
      "collector",
      "velero",
      "opencost",
    ]);
  });

  it("leave out the metrics server that AKS brings", () => {
    assert.equal(installed(aks()).includes("metricsServer"), false);
  });

  it("are switched one by one", () => {
    const names = installed(aks(), { chaosMesh: true, opencost: false });
    assert.deepEqual([names.includes("chaosMesh"), names.includes("opencost")], [true, false]);
  });

  it("leave out backups on a cluster that is there, beside which nothing keeps them", () => {
    const existing = {
      provider: "existing",
      kubeconfig: "sandbox/artificial-kubeconfig.yaml",
      context: "artificial",
    };
    assert.deepEqual(
      ["velero", "metricsServer"].map((name) => installed(existing).some((each) => each === name)),
      [false, true],
    );
    assert.equal(installed({ ...existing, metricsServer: true }).includes("metricsServer"), false);
  });
});

describe("enterprise settings that are wrong", () => {
  it("name what only the user can know, whether the block is there or not", () => {
    for (const block of [undefined, {}, { cluster: {} }, { cluster: { provider: "aks" } }]) {
      assert.deepEqual(problems(enterprise({}, [worker()], { "daca:enterprise": block })), [
        {
          path: "daca:enterprise.cluster.adminGroupIds",
          says: "is missing, expected the object ids (GUIDs) of Entra groups",
          mend: `pulumi config set --path 'daca:enterprise.cluster.adminGroupIds[0]' "$(az ad group show --group <name> --query id --output tsv)"`,
          needed: "adminGroup",
        },
        {
          path: "daca:enterprise.cluster.api.allow",
          says: "is missing, expected the addresses that may call the cluster's API, which is not private",
          mend: `pulumi config set --path 'daca:enterprise.cluster.api.allow[0]' "$(curl --silent https://checkip.amazonaws.com)/32"`,
          needed: "addresses",
        },
        {
          path: "daca:enterprise.cluster.subscriptionId",
          says: "is missing, expected the id (GUID) of the Azure subscription to deploy into",
          mend: `pulumi config set --path 'daca:enterprise.cluster.subscriptionId' "$(az account show --query id --output tsv)"`,
          needed: "account",
        },
      ]);
    }
  });

  it("name what only the user can know of a cluster on AWS", () => {
    const found = problems(enterprise({ cluster: { provider: "eks" } }));
    assert.deepEqual(
      found.map(({ path, needed, mend }) => [path, needed, mend]),
      [
        [
          "daca:enterprise.cluster.accountId",
          "awsAccount",
          `pulumi config set --path 'daca:enterprise.cluster.accountId' "$(aws sts get-caller-identity --query Account --output text)"`,
        ],
        [
          "daca:enterprise.cluster.adminRoleArns",
          "adminRole",
          `pulumi config set --path 'daca:enterprise.cluster.adminRoleArns[0]' "$(aws iam get-role --role-name <name> --query Role.Arn --output text)"`,
        ],
        [
          "daca:enterprise.cluster.api.allow",
          "addresses",
          `pulumi config set --path 'daca:enterprise.cluster.api.allow[0]' "$(curl --silent https://checkip.amazonaws.com)/32"`,
        ],
      ],
    );
  });

  it("are reported all at once, whatever part of the file they are in", () => {
    const wrong = enterprise(
      {
        cluster: aks({ subscriptionId: "me", network: { podCidr: "10.96.0.0/16" }, api: { allow: ["0.0.0.0/0"] } }),
        addons: { argoRollouts: false, dappr: true },
        delivery: { mode: "gitops", repository: "git@github.com:acme/agents", revision: "v1.0.0" },
        backup: { schedule: "@daily" },
      },
      [
        worker({
          delivery: { strategy: "canary" },
          image: { repository: "ghcr.io/acme/r", tag: "v1" },
          replicas: { min: 0, max: 2 },
        }),
      ],
    );
    assert.deepEqual(lines(problems(wrong)), [
      "daca:agents[0].delivery.strategy is canary, which needs the add-on argoRollouts, which is off",
      'daca:agents[0].image.tag is "v1", expected a digest: tags are for the prototype only',
      "daca:agents[0].replicas.min is 0, expected at least 1: the queue that would wake the agent is measured by a running replica",
      'daca:enterprise.addons.dappr is not a known key, did you mean "dapr"?',
      `daca:enterprise.backup.schedule is "@daily", expected a schedule of five fields in UTC, such as 0 1 * * * for every day at 01:00`,
      `daca:enterprise.cluster.api.allow[0] is "0.0.0.0/0", expected the addresses of those who may call, not everybody's`,
      'daca:enterprise.cluster.network.serviceCidr is "10.96.0.0/16", which overlaps with podCidr (10.96.0.0/16), expected addresses of its own',
      'daca:enterprise.cluster.subscriptionId is "me", expected the id (GUID) of the Azure subscription to deploy into',
      'daca:enterprise.delivery.repository is "git@github.com:acme/agents", expected the https address of a git repository, without credentials in it',
    ]);
  });

  it("name an unknown provider and the ones there are", () => {
    assert.deepEqual(lines(problems(enterprise({ cluster: { provider: "gke" } }))), [
      'daca:enterprise.cluster.provider is "gke", expected one of aks, eks, existing',
    ]);
  });

  it("compare a wrong key with the keys of the cluster that is meant, not with those of another provider", () => {
    assert.deepEqual(lines(problems(enterprise({ cluster: aks({ context: "production", locaton: "eastus" }) }))), [
      'daca:enterprise.cluster.context is not a known key, expected one of provider, subscriptionId, location, kubernetesVersion, adminGroupIds, login, api, network, zones, pools, database, geoRedundant, maintenance (the nearest is "zones")',
      'daca:enterprise.cluster.locaton is not a known key, did you mean "location"?',
    ]);
  });

  it("ask for the repository and the revision that GitOps delivers", () => {
    assert.deepEqual(problems(enterprise({ delivery: { mode: "gitops" } })), [
      {
        path: "daca:enterprise.delivery.repository",
        says: "is missing, expected the https address of a git repository, without credentials in it",
        mend: "pulumi config set --path 'daca:enterprise.delivery.repository' https://<host>/<organisation>/<repository>.git",
        needed: "repository",
      },
      {
        path: "daca:enterprise.delivery.revision",
        says: "is missing, expected a tag such as v1.4.2 or a commit of 40 hexadecimal digits: a branch changes without a review",
        mend: "pulumi config set --path 'daca:enterprise.delivery.revision' <tag>",
        needed: "revision",
      },
    ]);
  });

  for (const [key, value] of [
    ["repository", "http://github.com/acme/agents"],
    ["repository", "https://token@github.com/acme/agents"],
    ["repository", "https://github.com"],
    ["revision", "HEAD"],
    ["revision", "main"],
    ["revision", "v1"],
    ["path", "../secrets"],
    ["path", "/manifests"],
    ["path", "a/./b"],
  ] as const) {
    it(`refuse ${JSON.stringify(value)} as the ${key} that GitOps delivers`, () => {
      const delivery = { mode: "gitops", repository: "https://git.example.com/a/b", revision: "v1.0.0", [key]: value };
      assert.deepEqual(
        problems(enterprise({ delivery })).map(({ path }) => path),
        [`daca:enterprise.delivery.${key}`],
      );
    });
  }

  for (const schedule of [
    "* * * *",
    "60 1 * * *",
    "0 24 * * *",
    "0 1 0 * *",
    "0 1 * 13 *",
    "0 1 * * 7",
    "*/0 1 * * *",
  ]) {
    it(`refuse ${JSON.stringify(schedule)} as a schedule`, () => {
      const [found] = problems(enterprise({ backup: { schedule } }));
      assert.equal(
        found?.says,
        `is "${schedule}", expected a schedule of five fields in UTC, such as 0 1 * * * for every day at 01:00`,
      );
    });
  }

  for (const schedule of ["0 1 * * *", "*/15 8-18 * * 1-5", "0,30 0 1,15 1-12/3 *", "59 23 31 12 6"]) {
    it(`allow ${JSON.stringify(schedule)} as a schedule`, () => {
      assert.deepEqual(problems(enterprise({ backup: { schedule } })), []);
    });
  }

  it("refuse messages and logs that no cloud keeps so long", () => {
    const block = { messages: { keepDays: 15, lockSeconds: 301 }, logs: { retentionDays: 31, dailyGigabytes: 0 } };
    assert.deepEqual(lines(problems(enterprise(block))), [
      "daca:enterprise.logs.dailyGigabytes is 0, expected more than 0",
      "daca:enterprise.logs.retentionDays is 31, expected one of 30, 60, 90, 120, 180, 365",
      "daca:enterprise.messages.keepDays is 15, expected at most 14",
      "daca:enterprise.messages.lockSeconds is 301, expected at most 300",
    ]);
  });

  it("hold the block of another tier against its schema, and no more", () => {
    const found = problems({
      ...enterprise({ cluster: aks({ api: {}, zones: [4] }) }),
      "daca:tier": "prototype",
      "daca:prototype": { subscriptionId: aks().subscriptionId },
    });
    assert.deepEqual(lines(found), ["daca:enterprise.cluster.zones[0] is 4, expected at most 3"]);
  });
});

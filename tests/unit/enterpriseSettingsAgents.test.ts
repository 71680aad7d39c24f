import assert from "node:assert/strict";
import { DIGEST } from "../support/agents.ts";
import { aks, eks, enterprise, lines, problems, read, worker } from "../support/enterpriseSettings.ts";

type Fields = Record<string, unknown>;

/** What is wrong with these agents. */
function found(agents: Fields[], block: Fields = {}, fields: Fields = {}) {
  return problems(enterprise(block, agents, fields));
}

/** What is doubtful about these agents. */
function warnings(agents: Fields[], block: Fields = {}) {
  return read(enterprise(block, agents)).warnings;
}

describe("agents on Kubernetes that are wrong", () => {
  it("have a tag in place of a digest, or neither", () => {
    const agents = [
      worker({ image: { repository: "ghcr.io/acme/r", tag: "v1" } }),
      worker({ name: "b", image: { repository: "ghcr.io/acme/r" } }),
    ];
    assert.deepEqual(lines(found(agents)), [
      'daca:agents[0].image.tag is "v1", expected a digest: tags are for the prototype only',
      "daca:agents[1].image.digest is missing, expected the digest of the image to run",
    ]);
  });

  it("are in a registry that only EKS can name before it is made", () => {
    const image = { repository: "research-agent", digest: DIGEST };
    assert.deepEqual(found([worker({ image })]), [
      {
        path: "daca:agents[0].image.repository",
        says: 'is "research-agent", expected one with the host of its registry, such as ghcr.io/acme/research-agent',
        mend: "pulumi config set --path 'daca:agents[0].image.repository' <host>/<repository>",
      },
    ]);
    assert.deepEqual(found([worker({ image })], { cluster: eks() }), []);
  });

  it("are called by whom nobody of the team is", () => {
    const agents = [
      worker({ name: "a", callers: ["b", "c", "a"] }),
      worker({ name: "b" }),
      worker({ name: "c", team: "other" }),
    ];
    assert.deepEqual(lines(found(agents)), [
      'daca:agents[0].callers[1] is "c", expected another agent of team platform: b',
      'daca:agents[0].callers[2] is "a", expected another agent of team platform: b',
    ]);
  });

  it("would sleep, and never be woken", () => {
    assert.deepEqual(found([worker({ replicas: { min: 0, max: 2 } })]), [
      {
        path: "daca:agents[0].replicas.min",
        says: "is 0, expected at least 1: the queue that would wake the agent is measured by a running replica",
        mend: "pulumi config set --path 'daca:agents[0].replicas.min' 1",
      },
    ]);
  });

  it("have actors on spot nodes, and no time for them to move", () => {
    assert.deepEqual(found([worker({ spot: true, state: { actors: true }, drainSeconds: 29 })]), [
      {
        path: "daca:agents[0].drainSeconds",
        says: "is 29, expected at least 30 for an agent with actors on spot nodes: they move while the replica drains",
        mend: "pulumi config set --path 'daca:agents[0].drainSeconds' 30, or pulumi config set --path 'daca:agents[0].spot' false",
      },
    ]);
    for (const agent of [
      { spot: true, state: { actors: true }, drainSeconds: 30 },
      { spot: true, drainSeconds: 5 },
      { state: { actors: true }, drainSeconds: 5 },
    ]) {
      assert.deepEqual(found([worker(agent)]), []);
    }
  });

  it("are sure of more than they may use", () => {
    const resources = { cpu: "500m", memory: "1Gi", requests: { cpu: 1, memory: "2Gi" } };
    assert.deepEqual(lines(found([worker({ resources })])), [
      "daca:agents[0].resources.requests.cpu is 1, expected at most cpu (0.5)",
      'daca:agents[0].resources.requests.memory is "2Gi", expected at most memory (1Gi)',
    ]);
  });

  it("listen on a port that is taken in the same pod", () => {
    const ports = [9090, 9095, 3500, 3501, 50001, 50002];
    const agents = ports.map((port, index) => worker({ name: `agent${index}`, port }));
    assert.deepEqual(
      found(agents).map(({ says }) => says),
      [
        "is 9090, which is taken in the same pod (the agent's metrics), expected another port",
        "is 9095, which is taken in the same pod (Dapr's metrics), expected another port",
        "is 3500, which is taken in the same pod (Dapr's HTTP API), expected another port",
        "is 3501, which is taken in the same pod (Dapr's health), expected another port",
        "is 50001, which is taken in the same pod (Dapr's gRPC API), expected another port",
        "is 50002, which is taken in the same pod (Dapr's calls between sidecars), expected another port",
      ],
    );
  });

  it("belong to a team that has the name of a namespace of the platform", () => {
    const agents = [worker({ team: "monitoring" }), worker({ name: "b", team: "kube-system" }), worker({ name: "c" })];
    assert.deepEqual(lines(found(agents, {}, { "daca:owner": "keda" })), [
      'daca:agents[0].team is "monitoring", which is a namespace of the platform, expected another name',
      'daca:agents[1].team is "kube-system", which is a namespace of the platform, expected another name',
      'daca:agents[2].team is missing, so it is daca:owner ("keda"), which is a namespace of the platform, expected another name',
    ]);
  });

  it("have the name of a Service that the platform makes for another agent of the team", () => {
    const agents = [worker({ name: "a" }), worker({ name: "a-dapr" }), worker({ name: "a-preview", team: "other" })];
    assert.deepEqual(found(agents), [
      {
        path: "daca:agents[1].name",
        says: 'is "a-dapr", the name of a Service that the platform makes for daca:agents[0], expected another name',
        mend: "pulumi config set --path 'daca:agents[1].name' <name>",
      },
    ]);
  });

  it("rely on a check of tokens that nothing here makes", () => {
    const entra = { tenantId: aks().subscriptionId, clientId: aks().subscriptionId };
    assert.deepEqual(found([worker({ ingress: { exposure: "internal", entra } })]), [
      {
        path: "daca:agents[0].ingress.entra",
        says: "is set, but nothing on Kubernetes checks tokens in front of an agent, so it would be open to the agents beside it",
        mend: "pulumi config rm --path 'daca:agents[0].ingress.entra', and check tokens in the agent",
      },
    ]);
  });

  it("would leave the part of the world that they may not leave", () => {
    assert.deepEqual(found([worker({ residency: "us" })]), []);
    assert.equal(
      found([worker({ residency: "eu" })])[0]?.mend,
      "pulumi config set --path 'daca:enterprise.cluster.location' westeurope",
    );
    assert.deepEqual(found([worker({ residency: "eu" })], { cluster: eks({ region: "eu-central-1" }) }), []);
    assert.deepEqual(found([worker({ residency: "eu" })], { cluster: eks({ region: "eu-west-2" }) }), [
      {
        path: "daca:agents[0].residency",
        says: 'is eu, but daca:enterprise.cluster.region is "eu-west-2", expected one of eu-west-1, eu-central-1, eu-west-3, eu-north-1, eu-south-1, eu-south-2',
        mend: "pulumi config set --path 'daca:enterprise.cluster.region' eu-west-1",
      },
    ]);
  });

  it("need more than their team may take, each resource with both numbers", () => {
    const teams = { platform: { quota: { cpu: 2, memory: "4Gi", pods: 3 } } };
    assert.deepEqual(found([worker()], { teams }), [
      {
        path: "daca:enterprise.teams.platform.quota.cpu",
        says: "is 2, but team platform needs 5.5 when its agents run as many replicas as they may: worker 5 x 1.1",
        mend: "pulumi config set --path 'daca:enterprise.teams.platform.quota.cpu' 6, or lower replicas.max",
      },
      {
        path: "daca:enterprise.teams.platform.quota.memory",
        says: "is 4Gi, but team platform needs 14.9Gi when its agents run as many replicas as they may: worker 5 x 3048Mi",
        mend: "pulumi config set --path 'daca:enterprise.teams.platform.quota.memory' 15Gi, or lower replicas.max",
      },
      {
        path: "daca:enterprise.teams.platform.quota.pods",
        says: "is 3, but team platform needs 5 when its agents run as many replicas as they may: worker 5",
        mend: "pulumi config set --path 'daca:enterprise.teams.platform.quota.pods' 5, or lower replicas.max",
      },
    ]);
  });

  it("need more than the default quota, counting what runs beside them while a version is replaced", () => {
    const agents = ["a", "b", "c", "d"].map((name) =>
      worker({
        name,
        replicas: { min: 2, max: 20 },
        resources: { cpu: 2, memory: "1Gi", requests: { cpu: "400m" } },
        delivery: { strategy: name === "a" ? "blueGreen" : "canary" },
      }),
    );
    assert.deepEqual(found(agents), []);
    assert.deepEqual(lines(found([...agents, worker({ name: "e", replicas: { min: 2, max: 33 } })])), [
      "daca:enterprise.teams.platform.quota.cpu is 80 (the default), but team platform needs 94.9 when its agents run as many replicas as they may: a 40 x 0.5, b 25 x 0.5, c 25 x 0.5, 2 more",
    ]);
  });
});

describe("agents and add-ons that are off", () => {
  const off = (...names: string[]) => ({ addons: Object.fromEntries(names.map((name) => [name, false])) });

  for (const strategy of ["canary", "blueGreen"]) {
    it(`refuse ${strategy} without Argo Rollouts`, () => {
      assert.deepEqual(found([worker({ delivery: { strategy } })], off("argoRollouts")), [
        {
          path: "daca:agents[0].delivery.strategy",
          says: `is ${strategy}, which needs the add-on argoRollouts, which is off`,
          mend: "pulumi config set --path 'daca:enterprise.addons.argoRollouts' true, or pulumi config set --path 'daca:agents[0].delivery.strategy' rolling",
        },
      ]);
    });
  }

  for (const name of ["dapr", "keda", "verticalPodAutoscaler", "collector"]) {
    it(`refuse a tier without ${name}, which every agent is made with`, () => {
      assert.deepEqual(found([worker()], off(name)), [
        {
          path: `daca:enterprise.addons.${name}`,
          says: "is off, but every agent needs it",
          mend: `pulumi config set --path 'daca:enterprise.addons.${name}' true`,
        },
      ]);
    });
  }

  it("only warn on a cluster that is there, which may have of its own what is off", () => {
    const cluster = {
      provider: "existing",
      kubeconfig: "sandbox/artificial-kubeconfig.yaml",
      context: "artificial",
      egress: "cilium",
    };
    const { warnings } = read(enterprise({ cluster, ...off("dapr", "monitoring") }));
    assert.deepEqual(lines(warnings).slice(0, 3), [
      "daca:enterprise.addons.dapr is off, but every agent needs it: the cluster must have it already",
      "daca:enterprise.addons.monitoring is off, but every agent needs it: the cluster must have it already",
      "daca:enterprise.addons.argoRollouts is on and needs the add-on monitoring, which is off: the cluster must have it already",
    ]);
  });

  it("name every add-on whose need is off, and the need", () => {
    assert.deepEqual(lines(found([worker()], off("monitoring"))), [
      "daca:enterprise.addons.argoRollouts is on and needs the add-on monitoring, which is off",
      "daca:enterprise.addons.keda is on and needs the add-on monitoring, which is off",
      "daca:enterprise.addons.monitoring is off, but every agent needs it",
      "daca:enterprise.addons.opencost is on and needs the add-on monitoring, which is off",
    ]);
    assert.deepEqual(found([worker()], off("certManager")), [
      {
        path: "daca:enterprise.addons.trustManager",
        says: "is on and needs the add-on certManager, which is off",
        mend: "pulumi config set --path 'daca:enterprise.addons.certManager' true, or pulumi config set --path 'daca:enterprise.addons.trustManager' false",
      },
    ]);
  });

  it("refuse autoscaling without a metrics server, but on a cluster that brings one", () => {
    assert.deepEqual(found([worker()], off("metricsServer")), []);
    assert.deepEqual(lines(found([worker()], { cluster: eks(), ...off("metricsServer") })), [
      "daca:enterprise.addons.keda is on and needs the add-on metricsServer, which is off",
      "daca:enterprise.addons.verticalPodAutoscaler is on and needs the add-on metricsServer, which is off",
    ]);
  });

  it("refuse a second metrics server, and backups that nothing keeps", () => {
    assert.deepEqual(found([worker()], { addons: { metricsServer: true } }), [
      {
        path: "daca:enterprise.addons.metricsServer",
        says: "is true, but the cluster brings a metrics server, expected one of them",
        mend: "pulumi config rm --path 'daca:enterprise.addons.metricsServer'",
      },
    ]);
    const cluster = {
      provider: "existing",
      kubeconfig: "sandbox/artificial-kubeconfig.yaml",
      context: "artificial",
    };
    assert.deepEqual(lines(found([worker()], { cluster, addons: { velero: true } })), [
      "daca:enterprise.addons.velero is true, but the stack makes no place for backups beside a cluster that is there",
    ]);
  });

  it("refuse secrets without what carries them", () => {
    const agent = worker({ secrets: { KEY: "key" } });
    assert.deepEqual(lines(found([agent], off("dapr", "externalSecrets"), { "daca:secrets": { key: "k" } })), [
      "daca:agents[0].secrets are set, which needs the add-on externalSecrets, which is off",
      "daca:enterprise.addons.dapr is off, but every agent needs it",
    ]);
  });

  it("refuse GitOps without Argo CD", () => {
    const delivery = { mode: "gitops", repository: "https://git.example.com/a/b", revision: "v1.0.0" };
    assert.deepEqual(found([worker()], { delivery, ...off("argocd") }), [
      {
        path: "daca:enterprise.delivery.mode",
        says: "is gitops, which needs the add-on argocd, which is off",
        mend: "pulumi config set --path 'daca:enterprise.addons.argocd' true, or pulumi config set --path 'daca:enterprise.delivery.mode' direct",
      },
    ]);
  });
});

describe("experiments", () => {
  const on = { addons: { chaosMesh: true } };

  it("get bounds where nothing is said", () => {
    const chaos = {
      podKill: { agents: ["worker"] },
      cpuStress: { agents: ["worker"] },
      networkDelay: { agents: ["worker"] },
    };
    const common = { agents: ["worker"], schedule: "0 10 * * 1" };
    assert.deepEqual(read(enterprise({ chaos, ...on }, [worker({ state: {} })])).enterprise.chaos, {
      podKill: common,
      cpuStress: { ...common, seconds: 60, loadPercent: 80 },
      networkDelay: { ...common, seconds: 60, milliseconds: 100, jitterMilliseconds: 10 },
    });
  });

  it("are refused where they would do nothing: an agent without state has no state store that can be slow", () => {
    assert.deepEqual(lines(found([worker()], { chaos: { networkDelay: { agents: ["worker"] } }, ...on })), [
      'daca:enterprise.chaos.networkDelay.agents[0] is "worker", which keeps no state, expected an agent whose way to the state store can be slow',
    ]);
  });

  it("are refused without Chaos Mesh", () => {
    assert.deepEqual(found([worker()], { chaos: { podKill: { agents: ["worker"] } } }), [
      {
        path: "daca:enterprise.chaos.podKill",
        says: "is set, which needs the add-on chaosMesh, which is off",
        mend: "pulumi config set --path 'daca:enterprise.addons.chaosMesh' true, or pulumi config rm --path 'daca:enterprise.chaos.podKill'",
      },
    ]);
  });

  it("are refused on agents that are not there, and on the only replica of one", () => {
    const agents = [worker(), worker({ name: "single", replicas: { min: 1, max: 2 } })];
    assert.deepEqual(found(agents, { chaos: { podKill: { agents: ["nobody", "single"] } }, ...on }), [
      {
        path: "daca:enterprise.chaos.podKill.agents[0]",
        says: 'is "nobody", which is no agent of this stack, expected one of worker, single',
        mend: "pulumi config set --path 'daca:enterprise.chaos.podKill.agents[0]' <agent>",
      },
      {
        path: "daca:enterprise.chaos.podKill.agents[1]",
        says: 'is "single", whose only replica would be hit, expected replicas.min of at least 2',
        mend: "pulumi config set --path 'daca:agents[1].replicas.min' 2",
      },
    ]);
  });

  it("have an end, and a limit", () => {
    const chaos = {
      cpuStress: { agents: [], seconds: 601, loadPercent: 101 },
      networkDelay: { agents: ["worker"], milliseconds: 5001 },
    };
    assert.deepEqual(lines(found([worker()], { chaos, ...on })), [
      "daca:enterprise.chaos.cpuStress.agents is [], expected at least 1 entry",
      "daca:enterprise.chaos.cpuStress.loadPercent is 101, expected at most 100",
      "daca:enterprise.chaos.cpuStress.seconds is 601, expected at most 600",
      "daca:enterprise.chaos.networkDelay.milliseconds is 5001, expected at most 5000",
    ]);
  });
});

describe("agents on Kubernetes that are doubtful", () => {
  it("are exposed to an internet that has no way in, unless a gateway is named", () => {
    const ingress = { exposure: "external", domain: { name: "a.example.com" }, allow: ["203.0.113.0/24"] };
    assert.deepEqual(lines(warnings([worker({ ingress })])), [
      "daca:agents[0].ingress.exposure is external, which this tier delivers as internal: it makes no gateway to the internet",
      "daca:agents[0].ingress.domain takes no effect in this tier: it is for the gateway before the agent to see to",
      "daca:agents[0].ingress.allow takes no effect in this tier: it is for the gateway before the agent to see to",
    ]);
    const gateway = { namespace: "gateway", podLabels: { app: "gateway" } };
    assert.deepEqual(warnings([worker({ ingress: { exposure: "external" } })], { gateway }), []);
  });

  it("run alone, or without room to grow", () => {
    const agents = [worker({ replicas: { min: 1, max: 2 } }), worker({ name: "b", replicas: { min: 2, max: 2 } })];
    assert.deepEqual(lines(warnings(agents)), [
      "daca:agents[0].replicas.min is 1, and one replica is on one node: the agent is away whenever that node is (policy hpa-min-and-range)",
      "daca:agents[1].replicas.max is 2, as is min: the autoscaler has no room (policy hpa-min-and-range)",
    ]);
  });

  it("would drain longer than a spot node is there", () => {
    assert.deepEqual(
      warnings([worker({ spot: true })]).map(({ says, mend }) => [says, mend]),
      [
        [
          "is 600, but a spot node is gone 30 seconds after the notice: what is unfinished then starts anew",
          "pulumi config set --path 'daca:agents[0].drainSeconds' 30, or pulumi config set --path 'daca:agents[0].spot' false",
        ],
      ],
    );
    const onAws = { cluster: eks(), budget: { emails: ["money@example.com"] } };
    assert.match(warnings([worker({ spot: true })], onAws)[0]?.says ?? "", /gone 120 seconds after/);
    assert.deepEqual(warnings([worker({ spot: true, drainSeconds: 120 })], onAws), []);
  });

  it("spend a budget on AWS of which nobody is told", () => {
    assert.deepEqual(warnings([worker()], { cluster: eks() }), [
      {
        path: "daca:enterprise.budget.emails",
        says: "is empty, and AWS tells nobody else of a budget that is spent (policy budget-present)",
        mend: "pulumi config set --path 'daca:enterprise.budget.emails[0]' <address>",
      },
    ]);
  });

  it("name a revision that Argo Rollouts knows by itself", () => {
    const delivery = { strategy: "blueGreen", newest: "green", other: "r12345678-12345678" };
    assert.deepEqual(lines(warnings([worker({ delivery })])), [
      "daca:agents[0].delivery.other takes effect in the prototype only: Argo Rollouts knows which version is which",
    ]);
    assert.deepEqual(warnings([worker({ delivery: { strategy: "blueGreen", newest: "green" } })]), []);
  });

  it("leave a team without agents", () => {
    assert.deepEqual(lines(warnings([worker()], { teams: { reserach: {} } })), [
      "daca:enterprise.teams.reserach has no agent",
    ]);
  });
});

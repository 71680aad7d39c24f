import assert from "node:assert/strict";
import { ADDON_NAMES, ADDONS, type AddonName } from "../../components/cluster/addonNames.ts";
import { Addons, namespacesOf } from "../../components/cluster/addons.ts";
import { CATALOGUE } from "../../components/cluster/catalogue.ts";
import { installedBefore, installOrder } from "../../components/cluster/installOrder.ts";
import type { Manifest } from "../../components/kubernetes/manifest.ts";
import { clusterContext } from "../support/clusterContext.ts";
import { CLUSTER_KNOBS, findings, judged, platformIn } from "../support/clusterPlatform.ts";
import { validate } from "../support/clusterSchemas.ts";
import { namesOf, type Recorded, recordProgram } from "../support/program.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

function recordAddons(fields: Parameters<typeof clusterContext>[0] = {}): Promise<Recorded> {
  return recordProgram(() => {
    const { provider } = platformIn();
    const addons = new Addons("addons", { context: clusterContext(fields), provider, ready: [provider] });
    return { ready: Object.keys(addons.ready) };
  });
}

describe("the order of add-ons", () => {
  it("puts each after what it needs and what it makes use of, whatever the order they are named in", () => {
    for (const names of [ADDON_NAMES, ADDON_NAMES.toReversed()]) {
      const order = installOrder(names);
      assert.deepEqual(order.toSorted(), ADDON_NAMES.toSorted());
      for (const name of order) {
        for (const before of [...ADDONS[name].needs, ...ADDONS[name].uses]) {
          assert.ok(order.indexOf(before) < order.indexOf(name), `${before} comes before ${name}`);
        }
      }
    }
  });

  it("does without what is switched off", () => {
    assert.deepEqual(installOrder(["keda", "monitoring"]), ["monitoring", "keda"]);
    assert.deepEqual(installedBefore("keda", ["keda", "monitoring"]), ["monitoring"]);
    assert.deepEqual(installedBefore("dapr", ["dapr"]), []);
  });

  it("names in each add-on's needs and uses whatever its values look for", () => {
    const looksFor = (name: AddonName): AddonName[] => {
      const base = JSON.stringify(CATALOGUE[name].values(clusterContext()));
      return ADDON_NAMES.filter((other) => {
        const without = ADDON_NAMES.filter((each) => each !== other);
        return JSON.stringify(CATALOGUE[name].values(clusterContext({ installed: without }))) !== base;
      });
    };
    for (const name of ADDON_NAMES) {
      const { needs, uses } = ADDONS[name];
      const unnamed = looksFor(name).filter((other) => ![...needs, ...uses].includes(other));
      assert.deepEqual(unnamed, [], `${name} looks for ${unnamed.join(", ")}`);
    }
  });
});

describe("the catalogue of add-ons", () => {
  it("pins each chart to one version of a repository that is reached by TLS", () => {
    for (const { version, repository } of Object.values(CATALOGUE)) {
      assert.match(version, /^v?\d+\.\d+\.\d+$/);
      assert.match(repository, /^https:\/\/[a-z0-9.-]+(?:\/[\w-]+)*$/);
    }
  });

  it("puts each add-on where the settings say that it is, and says why a namespace is not restricted", () => {
    for (const name of ADDON_NAMES) {
      assert.equal(CATALOGUE[name].namespaces(clusterContext())[0].name, ADDONS[name].namespace);
    }
    const loose = namespacesOf(clusterContext()).filter(({ podSecurity }) => podSecurity !== "restricted");
    assert.deepEqual(
      loose.map(({ name, podSecurity, because }) => [name, podSecurity, because !== undefined]),
      [
        ["node-exporter", "privileged", true],
        ["chaos-mesh", "privileged", true],
      ],
    );
    for (const { podSecurity, because } of namespacesOf(clusterContext())) {
      assert.equal(because === undefined, podSecurity === "restricted");
    }
  });

  it("has two replicas or more of what may have them, and none that can only be there once", () => {
    const value = (name: AddonName, path: string) =>
      path
        .split(".")
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], CATALOGUE[name].values(clusterContext()));
    const replicas: [AddonName, string, number][] = [
      ["argocd", "repoServer.replicas", 2],
      ["argocd", "server.replicas", 2],
      ["argoRollouts", "controller.replicas", 2],
      ["certManager", "replicaCount", 2],
      ["certManager", "webhook.replicaCount", 3],
      ["chaosMesh", "controllerManager.replicaCount", 3],
      ["collector", "replicaCount", 2],
      ["dapr", "global.ha.replicaCount", 3],
      ["externalSecrets", "replicaCount", 2],
      ["keda", "operator.replicaCount", 2],
      ["keda", "metricsServer.replicaCount", 2],
      ["metricsServer", "replicas", 2],
      ["monitoring", "prometheus.prometheusSpec.replicas", 2],
      ["monitoring", "alertmanager.alertmanagerSpec.replicas", 3],
      ["trustManager", "replicaCount", 2],
      ["verticalPodAutoscaler", "recommender.replicas", 2],
    ];
    for (const [name, path, count] of replicas) assert.equal(value(name, path), count, `${name} ${path}`);
  });

  it("holds no password and no key", () => {
    const keys = (at: unknown): string[] =>
      typeof at === "object" && at !== null ? Object.entries(at).flatMap(([key, item]) => [key, ...keys(item)]) : [];
    for (const name of ADDON_NAMES) {
      const suspicious = keys(CATALOGUE[name].values(clusterContext())).filter((key) =>
        /password|secretContents|accessKey/i.test(key),
      );
      assert.deepEqual(suspicious, [], name);
    }
    const { credentials } = CATALOGUE.velero.values(clusterContext());
    assert.deepEqual(credentials, { useSecret: false });
  });

  it("lets nobody into Argo CD, and gives it no right to read Secrets", () => {
    const { configs, controller } = CATALOGUE.argocd.values(clusterContext()) as {
      configs: { cm: Record<string, unknown>; rbac: object };
      controller: { clusterRoleRules: { enabled: boolean; rules: { resources: string[]; verbs: string[] }[] } };
    };
    assert.equal(configs.cm["admin.enabled"], false);
    assert.equal(configs.cm["users.anonymous.enabled"], "false");
    assert.deepEqual(configs.rbac, { "policy.default": "", "policy.csv": "" });
    assert.equal(controller.clusterRoleRules.enabled, true);
    const granted = controller.clusterRoleRules.rules.flatMap(({ resources, verbs }) => [...resources, ...verbs]);
    assert.equal(granted.includes("*"), false);
    assert.equal(granted.includes("secrets"), false);
  });

  it("makes Prometheus take everybody's monitors, and bounds what a target may send", () => {
    const { prometheus } = CATALOGUE.monitoring.values(clusterContext()) as {
      prometheus: { prometheusSpec: Record<string, unknown> };
    };
    const { prometheusSpec: spec } = prometheus;
    for (const kind of ["serviceMonitor", "podMonitor", "probe", "rule", "scrapeConfig"]) {
      assert.equal(spec[`${kind}SelectorNilUsesHelmValues`], false);
    }
    assert.deepEqual(spec.externalLabels, { cluster: "agents-production", region: "westeurope" });
    assert.equal(spec.serviceDiscoveryRole, "EndpointSlice");
    assert.equal(spec.enforcedSampleLimit, 200_000);
    assert.equal(spec.podAntiAffinity, "hard");
  });

  it("makes Dapr refuse an agent without its sidecar, and asks it about teams' namespaces alone", () => {
    const { dapr_sidecar_injector: injector, global } = CATALOGUE.dapr.values(clusterContext()) as Record<
      string,
      Record<string, unknown>
    >;
    assert.equal(injector?.webhookFailurePolicy, "Fail");
    assert.equal(injector?.nativeSidecar, true);
    assert.equal(injector?.sidecarDropALLCapabilities, true);
    assert.deepEqual(injector?.namespaceSelector, {
      matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["research", "writing"] }],
    });
    assert.deepEqual(global?.mtls, { enabled: true });
    assert.deepEqual(global?.argoRolloutServiceReconciler, { enabled: true });
    const onePlace = CATALOGUE.dapr.values(clusterContext({ platform: { cloud: "none", zones: 1, egress: "ports" } }));
    assert.equal((onePlace.global as { ha: { topologyKey: string } }).ha.topologyKey, "kubernetes.io/hostname");
  });

  it("has no account in Grafana, and reads what it shows before Grafana starts", () => {
    const { grafana } = CATALOGUE.monitoring.values(clusterContext()) as { grafana: Record<string, unknown> };
    assert.deepEqual(grafana.env, { GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION: "true" });
    const ini = grafana["grafana.ini"] as Record<string, unknown>;
    assert.deepEqual(ini.auth, { disable_login_form: true });
    assert.deepEqual(ini["auth.anonymous"], { enabled: true, org_role: "Viewer" });
    // A container that starts before the others and watches for ever would keep them from starting.
    assert.deepEqual((grafana.sidecar as { datasources: object }).datasources, {
      searchNamespace: "monitoring",
      resource: "configmap",
      skipReload: true,
      initDatasources: true,
      watchMethod: "LIST",
    });
  });

  it("only ever recommends, as the Vertical Pod Autoscaler", () => {
    const values = CATALOGUE.verticalPodAutoscaler.values(clusterContext());
    assert.deepEqual(values.updater, { enabled: false });
    assert.deepEqual(values.admissionController, { enabled: false });
  });

  it("sends traces to the endpoint that is named, and otherwise counts them", () => {
    const pipelines = (tracesEndpoint?: string) =>
      CATALOGUE.collector.values(clusterContext(tracesEndpoint === undefined ? {} : { tracesEndpoint }))
        .alternateConfig as { exporters: object; service: { pipelines: { traces: object } } };
    assert.deepEqual(pipelines("https://otlp.example.com").exporters, {
      otlphttp: { endpoint: "https://otlp.example.com" },
    });
    assert.deepEqual(pipelines("https://otlp.example.com").service.pipelines.traces, {
      receivers: ["otlp"],
      processors: ["memory_limiter", "resource", "batch"],
      exporters: ["otlphttp"],
    });
    const { tracesEndpoint: _, ...nowhere } = clusterContext();
    const { exporters } = CATALOGUE.collector.values(nowhere).alternateConfig as { exporters: object };
    assert.deepEqual(exporters, { debug: { verbosity: "basic" } });
  });

  it("gives Velero the plugin of its cloud and the identity that the cloud knows it by", () => {
    const values = CATALOGUE.velero.values(clusterContext());
    assert.deepEqual(
      (values.initContainers as { name: string; image: string }[]).map(({ name, image }) => [name, image]),
      [["velero-plugin-for-microsoft-azure", "velero/velero-plugin-for-microsoft-azure:v1.14.2"]],
    );
    assert.deepEqual(values.serviceAccount, {
      server: { name: "velero-server", annotations: { "azure.workload.identity/client-id": "velero-client" } },
    });
    assert.deepEqual(values.podLabels, { "azure.workload.identity/use": "true" });
    const { backups: _, ...without } = clusterContext();
    const idle = CATALOGUE.velero.values(without);
    assert.deepEqual([idle.backupsEnabled, idle.snapshotsEnabled, idle.initContainers], [false, false, undefined]);
  });

  it("monitors what charts bring no monitor for, only where there is Prometheus", () => {
    const monitors = ADDON_NAMES.flatMap((name) => CATALOGUE[name].besides?.(clusterContext()) ?? []);
    assert.deepEqual(
      monitors.map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name]),
      [
        ["PodMonitor", "dapr-system", "dapr-control-plane"],
        ["PodMonitor", "vpa", "vpa-recommender"],
        ["PodMonitor", "chaos-mesh", "chaos-controller-manager"],
      ],
    );
    for (const monitor of monitors) validate(monitor);
    assert.deepEqual(CATALOGUE.dapr.besides?.(clusterContext({ installed: ["dapr"] })), []);
  });
});

describe("Addons", () => {
  let recorded: Recorded;
  before(async () => {
    recorded = await recordAddons();
  });

  it("installs each add-on as one release that is rolled back whole when it fails", () => {
    const { inputs, parent, provider, dependencies } = recorded.named("addons-keda");
    const { values, ...rest } = inputs;
    assert.deepEqual(rest, {
      name: "keda",
      namespace: "keda",
      chart: "keda",
      version: "2.20.2",
      repositoryOpts: { repo: "https://kedacore.github.io/charts" },
      atomic: true,
      cleanupOnFail: true,
      waitForJobs: true,
      skipCrds: false,
      maxHistory: 5,
      timeout: 600,
      compat: "true",
    });
    assert.deepEqual(values, CATALOGUE.keda.values(clusterContext()));
    assert.equal(parent, recorded.named("addons").urn);
    assert.equal(provider, recorded.named("cluster").urn);
    assert.deepEqual(namesOf(dependencies).toSorted(), [
      "addons-cert-manager",
      "addons-keda-allow-needed",
      "addons-keda-allow-nodes",
      "addons-keda-default-deny",
      "addons-kube-prometheus-stack",
      "addons-metrics-server",
      "cluster",
    ]);
    assert.equal(recorded.ofType(RELEASE).length, ADDON_NAMES.length);
    assert.deepEqual(recorded.outputs.ready, installOrder(ADDON_NAMES));
  });

  it("makes each namespace once, with its policies before anything runs in it", () => {
    const names = recorded
      .ofType("kubernetes:core/v1:Namespace")
      .map(({ inputs }) => (inputs.metadata as { name: string }).name);
    assert.deepEqual(names.toSorted(), [...new Set(names)].toSorted());
    assert.deepEqual(
      names.toSorted(),
      namespacesOf(clusterContext())
        .map(({ name }) => name)
        .toSorted(),
    );
    assert.deepEqual(namesOf(recorded.named("addons-keda-default-deny").dependencies), ["addons-keda-namespace"]);
    const trustManager = namesOf(recorded.named("addons-trust-manager").dependencies);
    assert.ok(trustManager.includes("addons-cert-manager-default-deny"));
    assert.ok(trustManager.includes("addons-cert-manager"));
  });

  it("makes objects that their kinds' schemas allow", () => {
    const manifests = recorded.resources.filter(({ type }) => type.startsWith("kubernetes:") && type !== RELEASE);
    for (const { inputs } of manifests.filter(({ type }) => !type.includes("cilium.io"))) validate(inputs as Manifest);
    assert.equal(manifests.filter(({ type }) => type === POLICY).length, 2 * namespacesOf(clusterContext()).length);
  });

  it("opens to KEDA what it needs: its own, DNS, the Kubernetes API, Prometheus, and nothing more", () => {
    const { spec } = recorded.named("addons-keda-allow-needed").inputs as { spec: object };
    const tcp = (...ports: number[]) => ports.map((port) => ({ port, protocol: "TCP" }));
    const named = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
    assert.deepEqual(spec, {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        { from: [{ podSelector: {} }] },
        {
          from: [
            named("kube-system"),
            { ipBlock: { cidr: "10.0.0.0/8" } },
            { ipBlock: { cidr: "172.16.0.0/12" } },
            { ipBlock: { cidr: "192.168.0.0/16" } },
            { ipBlock: { cidr: "100.64.0.0/10" } },
          ],
          ports: tcp(6443, 9443),
        },
        {
          from: [{ ...named("monitoring"), podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } } }],
          ports: tcp(8080),
        },
      ],
      egress: [
        { to: [{ podSelector: {} }] },
        {
          to: [{ ...named("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } }],
          ports: [
            { port: 53, protocol: "UDP" },
            { port: 53, protocol: "TCP" },
          ],
        },
        { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] } }], ports: tcp(443, 6443) },
        { to: [named("monitoring")], ports: tcp(9090) },
      ],
    });
  });

  it("tells Cilium by name who the API server and the nodes are", () => {
    assert.deepEqual((recorded.named("addons-monitoring-allow-nodes").inputs as { spec: object }).spec, {
      endpointSelector: {},
      ingress: [{ fromEntities: ["kube-apiserver"], toPorts: [{ ports: [{ port: "10250", protocol: "TCP" }] }] }],
      egress: [
        {
          toEntities: ["kube-apiserver"],
          toPorts: [
            {
              ports: [
                { port: "443", protocol: "TCP" },
                { port: "6443", protocol: "TCP" },
              ],
            },
          ],
        },
        {
          toEntities: ["host", "remote-node"],
          toPorts: [
            {
              ports: [
                { port: "9100", protocol: "TCP" },
                { port: "10250", protocol: "TCP" },
              ],
            },
          ],
        },
      ],
    });
  });

  it("lets names be asked of an address, and credentials of their agent, where the cloud has them on the node", async () => {
    const platform = { cloud: "aws", zones: 3, egress: "aws", dnsAddress: "172.20.0.10" } as const;
    const { named, ofType } = await recordAddons({ platform });
    const { egress } = (named("addons-velero-allow-needed").inputs as { spec: { egress: { to: object[] }[] } }).spec;
    assert.deepEqual(egress[1]?.to[1], { ipBlock: { cidr: "172.20.0.10/32" } });
    assert.deepEqual(egress.at(-1), {
      to: [{ ipBlock: { cidr: "169.254.170.23/32" } }],
      ports: [{ port: 80, protocol: "TCP" }],
    });
    assert.equal(ofType("kubernetes:cilium.io/v2:CiliumNetworkPolicy").length, 0);
  });

  it("violates no policy, given what the policies' config has to say of add-ons", () => {
    assert.deepEqual(findings(judged(recorded.resources)).toSorted(), []);
  });

  it("would be found out, were its namespaces as open as those of its daemons", () => {
    const { "ns-pod-security": _, ...strict } = CLUSTER_KNOBS;
    const found = findings(judged(recorded.resources, strict));
    assert.ok(found.includes("mandatory ns-pod-security addons-chaos-mesh-namespace"));
    assert.ok(found.includes("mandatory ns-pod-security addons-node-exporter-namespace"));
  });
});

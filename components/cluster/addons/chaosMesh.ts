import { RESTRICTED_POD } from "../../kubernetes/restricted.ts";
import { type Addon, has } from "../addon.ts";
import { podMonitor } from "../podMonitor.ts";
import { PLATFORM_PRIORITY, resources } from "../podSettings.ts";
import { apart } from "../spread.ts";
import { PROMETHEUS } from "./monitoring.ts";

/** Namespace of Chaos Mesh. */
export const CHAOS_NAMESPACE = "chaos-mesh";

/**
 * Experiments that break something on purpose. It touches only namespaces that allow it
 * (`chaos-mesh.org/inject: enabled`), has no dashboard, and is off unless a stack wants it.
 */
export const chaosMesh: Addon = {
  name: "chaosMesh",
  release: "chaos-mesh",
  repository: "https://charts.chaos-mesh.org",
  chart: "chaos-mesh",
  version: "2.8.3",
  provides: { crds: ["chaos-mesh.org"], admission: true },
  namespaces: () => [
    {
      name: CHAOS_NAMESPACE,
      podSecurity: "privileged",
      because: "Its daemon enters the containers of a node through the container runtime, to slow or load them.",
      traffic: {
        ingress: [
          { peer: "api-server", ports: [10250] },
          { peer: PROMETHEUS, ports: [10080] },
        ],
        egress: [],
      },
    },
  ],
  besides: (context) =>
    podMonitor(context, "chaos-controller-manager", CHAOS_NAMESPACE, "http", {
      "app.kubernetes.io/name": "chaos-mesh",
      "app.kubernetes.io/component": "controller-manager",
    }),
  values: (context) => ({
    enableProfiling: false,
    controllerManager: {
      replicaCount: 3,
      enableFilterNamespace: true,
      // Chaos on the nodes' own network is chaos for everybody.
      allowHostNetworkTesting: false,
      resources: resources("25m", "256Mi", "512Mi"),
      priorityClassName: PLATFORM_PRIORITY,
      affinity: apart({ "app.kubernetes.io/component": "controller-manager" }),
      securityContext: { ...RESTRICTED_POD, runAsUser: 65532 },
      // Not used by the experiments here; its default is a tag that moves.
      podChaos: { podFailure: { pauseImage: "registry.k8s.io/pause:3.10.1" } },
    },
    chaosDaemon: {
      runtime: "containerd",
      socketPath: "/run/containerd/containerd.sock",
      resources: resources("50m", "128Mi", "512Mi"),
      priorityClassName: PLATFORM_PRIORITY,
    },
    // Experiments are in the program, not clicked together.
    dashboard: { create: false },
    dnsServer: { create: false },
    webhook: { certManager: { enabled: has(context, "certManager") } },
  }),
};

import type { ChartValues } from "../addon.ts";
import { PLATFORM_PRIORITY, resources } from "../podSettings.ts";
import { spread } from "../spread.ts";

/**
 * Grafana without any account. It is in no network but the cluster's own: whoever may forward a port to it in
 * Kubernetes looks at it, and nobody changes anything in it, since dashboards come from ConfigMaps.
 */
export function grafana(namespace: string, zones: number): ChartValues {
  return {
    replicas: 2,
    topologySpreadConstraints: spread({ "app.kubernetes.io/name": "grafana" }, zones),
    podDisruptionBudget: { minAvailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" },
    // The chart then makes no Secret with a password, and Grafana no administrator.
    env: { GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION: "true" },
    "grafana.ini": {
      analytics: { check_for_updates: false, check_for_plugin_updates: false, reporting_enabled: false },
      auth: { disable_login_form: true },
      "auth.anonymous": { enabled: true, org_role: "Viewer" },
      "auth.basic": { enabled: false },
      security: { disable_gravatar: true },
      // Alerts are Alertmanager's.
      unified_alerting: { enabled: false },
      users: { allow_sign_up: false },
    },
    // They would run as root, to change the owner of a volume that is not there, and to test the release.
    initChownData: { enabled: false },
    testFramework: { enabled: false },
    rbac: { namespaced: true },
    sidecar: {
      resources: resources("10m", "96Mi", "192Mi"),
      // Reloading takes an administrator. Grafana looks at the folder of dashboards by itself; sources of data are read
      // once, before it starts: a watch would never end, and Grafana never begin.
      dashboards: { searchNamespace: namespace, resource: "configmap", skipReload: true },
      datasources: {
        searchNamespace: namespace,
        resource: "configmap",
        skipReload: true,
        initDatasources: true,
        watchMethod: "LIST",
      },
    },
    resources: resources("50m", "192Mi", "512Mi"),
    priorityClassName: PLATFORM_PRIORITY,
  };
}

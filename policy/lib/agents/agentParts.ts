import { daprSidecarOf } from "../dapr/daprSidecar.ts";
import { appliesToPods } from "../istio/mesh.ts";
import { Autoscaling } from "../kubernetes/autoscaling.ts";
import { budgetsOf } from "../kubernetes/disruption.ts";
import { directionsOf, policiesOver } from "../kubernetes/networkPolicy.ts";
import { clusterOf, namespaceOf, placeOf } from "../kubernetes/place.ts";
import { type Pod, podOf } from "../kubernetes/pods.ts";
import { selects } from "../kubernetes/selector.ts";
import { type Workload, workloadsOf } from "../kubernetes/workloads.ts";
import { type AnyResource, isKind, metadataOf, type Resource } from "../resource.ts";
import type { Stack } from "../stack.ts";

/** What an agent needs around it, by name, as people read it. */
export const PARTS = {
  networkPolicy: "NetworkPolicies for what comes in and what goes out",
  disruptionBudget: "a PodDisruptionBudget",
  limits: "a limit of its memory and, of an app, of its replicas",
  budget: "a budget",
  alert: "an alert",
  authorization: "a rule for who may call it",
  monitoring: "logs or metrics",
} as const;

export type Part = keyof typeof PARTS;

/** What the agents of a stack have around them. */
export class AgentParts {
  readonly #stack: Stack;
  readonly #rootNamespace: string;
  readonly #autoscaling: Autoscaling;
  readonly #workloads: Map<AnyResource, Workload>;

  /** @param rootNamespace where Istio's objects hold for the whole mesh */
  constructor(stack: Stack, rootNamespace: string) {
    this.#stack = stack;
    this.#rootNamespace = rootNamespace;
    this.#autoscaling = new Autoscaling(stack);
    this.#workloads = new Map(workloadsOf(stack).map((each) => [each.template, each]));
  }

  /** Whether an agent has a part, or cannot have it where it runs. */
  has(agent: AnyResource, part: Part): boolean {
    if (part === "budget") return this.#stack.of("azure-native:consumption:Budget", "aws:budgets:Budget").length > 0;
    if (isKind(agent, "azure-native:app:ContainerApp")) return this.#appHas(agent, part);
    const pod = podOf(agent);
    return pod === undefined || this.#podsHave(agent, pod, part);
  }

  #appHas({ props, name }: Resource<"azure-native:app:ContainerApp">, part: Part): boolean {
    const { configuration, template, containerAppName = name } = props;
    switch (part) {
      case "limits":
        return (
          template?.scale?.maxReplicas !== undefined &&
          (template.containers ?? []).every(({ resources }) => resources?.memory !== undefined)
        );
      case "alert":
        return this.#stack
          .of("azure-native:monitor:MetricAlert")
          .some(({ props: { scopes = [] } }) =>
            scopes.some((scope) => scope?.endsWith(`/containerApps/${containerAppName}`)),
          );
      case "authorization":
        return (
          configuration?.ingress?.external !== true ||
          (configuration.ingress.ipSecurityRestrictions ?? []).length > 0 ||
          this.#stack
            .of("azure-native:app:ContainerAppsAuthConfig")
            .some((config) => config.props.containerAppName === containerAppName)
        );
      case "monitoring":
        return this.#stack
          .of("azure-native:app:ManagedEnvironment")
          .some((environment) => (environment.props.appLogsConfiguration?.destination ?? "none") !== "none");
      default:
        // Its environment has no objects for these.
        return true;
    }
  }

  #podsHave(agent: AnyResource, pod: Pod, part: Part): boolean {
    switch (part) {
      case "networkPolicy": {
        const directions = policiesOver(this.#stack, agent).flatMap(({ props }) => directionsOf(props.spec));
        return directions.includes("Ingress") && directions.includes("Egress");
      }
      case "disruptionBudget": {
        const workload = this.#workloads.get(agent);
        const several = workload !== undefined && this.#autoscaling.fewest(workload) > 1;
        return !several || budgetsOf(this.#stack, workload).length > 0;
      }
      case "limits":
        return (pod.spec.containers ?? []).every(({ resources }) => resources?.limits?.memory !== undefined);
      case "alert":
        return this.#stack
          .of("kubernetes:monitoring.coreos.com:PrometheusRule")
          .some((rules) => clusterOf(rules) === clusterOf(agent));
      case "authorization":
        return this.#isGuardedByMesh(agent, pod) || this.#isGuardedByDapr(agent);
      default:
        return this.#isScraped(agent, pod);
    }
  }

  #isGuardedByMesh(agent: AnyResource, { labels }: Pod): boolean {
    const pods = { namespace: metadataOf(agent).namespace, labels };
    return this.#stack.of("kubernetes:security.istio.io:AuthorizationPolicy").some((policy) => {
      const { selector } = policy.props.spec ?? {};
      return (
        clusterOf(policy) === clusterOf(agent) &&
        appliesToPods(policy, selector?.matchLabels, pods, this.#rootNamespace)
      );
    });
  }

  #isGuardedByDapr(agent: AnyResource): boolean {
    const name = daprSidecarOf(agent)?.annotation("config").value;
    return this.#stack
      .of("kubernetes:dapr.io:Configuration")
      .filter((each) => placeOf(each) === placeOf(agent) && metadataOf(each).name === name)
      .some(({ props }) => props.spec?.accessControl?.defaultAction === "deny");
  }

  #isScraped(agent: AnyResource, { labels }: Pod): boolean {
    const monitors = <K extends Monitor["kind"]>(kind: K) =>
      (this.#stack.of(kind) as Monitor[]).filter(
        (monitor) => clusterOf(monitor) === clusterOf(agent) && looksAt(monitor, namespaceOf(agent)),
      );
    const services = this.#stack.of("kubernetes:core:Service").filter((service) => {
      const { selector = {} } = service.props.spec ?? {};
      const isNamed = Object.keys(selector).length > 0 && selects({ matchLabels: selector }, labels);
      return isNamed && placeOf(service) === placeOf(agent);
    });
    return (
      monitors("kubernetes:monitoring.coreos.com:PodMonitor").some(({ props }) =>
        selects(props.spec?.selector, labels),
      ) ||
      monitors("kubernetes:monitoring.coreos.com:ServiceMonitor").some(({ props }) =>
        services.some((service) => selects(props.spec?.selector, metadataOf(service).labels ?? {})),
      )
    );
  }
}

type Monitor = Resource<
  "kubernetes:monitoring.coreos.com:PodMonitor" | "kubernetes:monitoring.coreos.com:ServiceMonitor"
>;

/** Whether a monitor looks at a namespace: at its own unless told otherwise. */
function looksAt(monitor: Monitor, namespace: string): boolean {
  const { any, matchNames = [namespaceOf(monitor)] } = monitor.props.spec?.namespaceSelector ?? {};
  return any === true || matchNames.includes(namespace);
}

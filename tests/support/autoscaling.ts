import type { Fixture } from "./rule.ts";

const TARGET = { apiVersion: "apps/v1", kind: "Deployment", name: "research-agent" };

/** The autoscaler of a Deployment that `deployment` makes, on its CPU. */
export function hpa(spec: object = {}, name = "hpa", namespace = "agents"): Fixture {
  return {
    name,
    type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
    props: {
      metadata: { name, namespace },
      spec: {
        scaleTargetRef: { ...TARGET },
        minReplicas: 3,
        maxReplicas: 10,
        metrics: [resourceMetric("cpu")],
        ...spec,
      },
    },
  };
}

/** KEDA's autoscaler of that Deployment, on its queue. */
export function scaledObject(spec: object = {}, name = "keda"): Fixture {
  return {
    name,
    type: "kubernetes:keda.sh/v1alpha1:ScaledObject",
    props: {
      metadata: { name, namespace: "agents" },
      spec: {
        scaleTargetRef: { name: TARGET.name },
        minReplicaCount: 3,
        triggers: [{ type: "prometheus", metadata: { threshold: "10" } }],
        ...spec,
      },
    },
  };
}

/** The autoscaler of that Deployment's requests, as it is when nothing is said. */
export function vpa(spec: object = {}, name = "vpa"): Fixture {
  return {
    name,
    type: "kubernetes:autoscaling.k8s.io/v1:VerticalPodAutoscaler",
    props: { metadata: { name, namespace: "agents" }, spec: { targetRef: { ...TARGET }, ...spec } },
  };
}

/** A metric of all containers together, by the share of their requests in use unless it is `AverageValue`. */
export function resourceMetric(name: string, type = "Utilization"): object {
  return { type: "Resource", resource: { name, target: { type } } };
}

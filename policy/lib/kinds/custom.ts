import type { IApplication } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application";
import type { IApplicationSet } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/ApplicationSet";
import type { IAppProject } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject";
import type { IRollout } from "@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/Rollout";
import type { IVerticalPodAutoscaler } from "@kubernetes-models/autoscaler/autoscaling.k8s.io/v1/VerticalPodAutoscaler";
import type { IGateway as IGatewayApiGateway } from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/Gateway";
import type { IHTTPRoute } from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute";
import type { IGateway } from "@kubernetes-models/istio/networking.istio.io/v1/Gateway";
import type { IServiceEntry } from "@kubernetes-models/istio/networking.istio.io/v1/ServiceEntry";
import type { ISidecar } from "@kubernetes-models/istio/networking.istio.io/v1/Sidecar";
import type { IVirtualService } from "@kubernetes-models/istio/networking.istio.io/v1/VirtualService";
import type { IAuthorizationPolicy } from "@kubernetes-models/istio/security.istio.io/v1/AuthorizationPolicy";
import type { IPeerAuthentication } from "@kubernetes-models/istio/security.istio.io/v1/PeerAuthentication";
import type { IScaledJob } from "@kubernetes-models/keda/keda.sh/v1alpha1/ScaledJob";
import type { IScaledObject } from "@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject";
import type { IPodMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor";
import type { IPrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import type * as k8s from "@pulumi/kubernetes/types/input.js";
import type { DaprComponent, DaprConfiguration, DaprSubscription } from "./dapr.ts";
import type { DestinationRule } from "./destinationRule.ts";

/** Kinds that add-ons bring to a cluster, by {@link kindOf}. */
export interface CustomKinds {
  "kubernetes:argoproj.io:Application": IApplication;
  "kubernetes:argoproj.io:ApplicationSet": IApplicationSet;
  "kubernetes:argoproj.io:AppProject": IAppProject;
  "kubernetes:argoproj.io:Rollout": IRollout;
  "kubernetes:autoscaling.k8s.io:VerticalPodAutoscaler": IVerticalPodAutoscaler;
  "kubernetes:autoscaling.karmada.io:FederatedHPA": FederatedHPA;
  "kubernetes:gateway.networking.k8s.io:Gateway": IGatewayApiGateway;
  "kubernetes:gateway.networking.k8s.io:HTTPRoute": IHTTPRoute;
  "kubernetes:networking.istio.io:DestinationRule": DestinationRule;
  "kubernetes:networking.istio.io:Gateway": IGateway;
  "kubernetes:networking.istio.io:ServiceEntry": IServiceEntry;
  "kubernetes:networking.istio.io:Sidecar": ISidecar;
  "kubernetes:networking.istio.io:VirtualService": IVirtualService;
  "kubernetes:security.istio.io:AuthorizationPolicy": IAuthorizationPolicy;
  "kubernetes:security.istio.io:PeerAuthentication": IPeerAuthentication;
  "kubernetes:keda.sh:ScaledJob": IScaledJob;
  "kubernetes:keda.sh:ScaledObject": IScaledObject;
  "kubernetes:monitoring.coreos.com:PodMonitor": IPodMonitor;
  "kubernetes:monitoring.coreos.com:PrometheusRule": IPrometheusRule;
  "kubernetes:monitoring.coreos.com:ServiceMonitor": IServiceMonitor;
  "kubernetes:dapr.io:Component": DaprComponent;
  "kubernetes:dapr.io:Configuration": DaprConfiguration;
  "kubernetes:dapr.io:Subscription": DaprSubscription;
  "kubernetes:extensions.agents.x-k8s.io:SandboxTemplate": SandboxTemplate;
}

/** The part of kubernetes-sigs/agent-sandbox's SandboxTemplate (v1alpha1) that policies look at. */
interface SandboxTemplate {
  metadata?: k8s.meta.v1.ObjectMeta;
  spec?: {
    podTemplate?: { metadata?: k8s.meta.v1.ObjectMeta; spec?: k8s.core.v1.PodSpec };
    networkPolicy?: { ingress?: object[]; egress?: k8s.networking.v1.NetworkPolicyEgressRule[] };
    networkPolicyManagement?: string;
  };
}

/** Karmada's autoscaler over clusters (v1alpha1): its spec has the fields of Kubernetes' own. */
type FederatedHPA = k8s.autoscaling.v2.HorizontalPodAutoscaler;

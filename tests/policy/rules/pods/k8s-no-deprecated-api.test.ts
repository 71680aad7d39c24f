import { rule } from "../../../../policy/rules/pods/k8s-no-deprecated-api.ts";
import { deployment, object } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const of = (type: string) => object(`kubernetes:${type}`, {}, {});

describeRule(rule, {
  passes: {
    "a version that stays": { of: deployment() },
    "an add-on that has only an alpha version": { of: of("argoproj.io/v1alpha1:Rollout") },
    "an add-on of Kubernetes' own makers": { of: of("extensions.agents.x-k8s.io/v1alpha1:SandboxTemplate") },
    "an Istio kind that has no other version": { of: of("networking.istio.io/v1alpha3:EnvoyFilter") },
    "a trial that is allowed": {
      of: of("resource.k8s.io/v1beta1:ResourceClaim"),
      knobs: { allowBeta: ["resource.k8s.io/v1beta1"] },
    },
    "a resource of a cloud": { of: { type: "azure-native:app/v20240301:ContainerApp", props: {} } },
  },
  fails: {
    "a version that was removed": {
      of: of("batch/v1beta1:CronJob"),
      finds: ['apiVersion: got "batch/v1beta1", want batch/v1, as Kubernetes 1.25 removed it'],
    },
    "a list of a group that was removed": {
      of: { type: "kubernetes:apps/v1beta2:DeploymentList", props: { items: [{}] } },
      finds: ['items[0].apiVersion: got "apps/v1beta2", want apps/v1, as Kubernetes 1.16 removed it'],
    },
    "a version that the next Kubernetes removes": {
      of: of("flowcontrol.apiserver.k8s.io/v1beta3:FlowSchema"),
      knobs: { kubernetesVersion: "1.31" },
      finds: [
        'apiVersion: got "flowcontrol.apiserver.k8s.io/v1beta3", want flowcontrol.apiserver.k8s.io/v1, as Kubernetes 1.32 removes it',
      ],
    },
    "a version that is deprecated, under the name that the object gives it": {
      of: { type: "kubernetes:core/v1:EndpointsPatch", props: { apiVersion: "v1" } },
      finds: ['apiVersion: got "v1", want discovery.k8s.io/v1 EndpointSlice, as it is deprecated'],
    },
    "an add-on's old version": {
      of: of("networking.istio.io/v1beta1:VirtualService"),
      finds: ['apiVersion: got "networking.istio.io/v1beta1", want networking.istio.io/v1, as it is deprecated'],
    },
    "a kind that is gone": {
      of: of("policy/v1beta1:PodSecurityPolicy"),
      finds: ['apiVersion: got "policy/v1beta1", want nothing of the kind, as Kubernetes 1.25 removed it'],
    },
    "a trial of Kubernetes' own": {
      of: of("resource.k8s.io/v1beta1:ResourceClaim"),
      finds: ['apiVersion: got "resource.k8s.io/v1beta1", want a stable version'],
    },
  },
  unknown: { "a version that is not known yet": { of: of("batch/v1beta1:CronJob"), path: "apiVersion" } },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: (resource) => {
      resource.type = "kubernetes:apps/v1beta1:Deployment";
    },
  },
});

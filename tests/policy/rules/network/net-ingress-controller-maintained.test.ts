import { rule } from "../../../../policy/rules/network/net-ingress-controller-maintained.ts";
import { container, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const IMAGE = "registry.k8s.io/ingress-nginx/controller:v1.13.3";
const running = (image: string) => deployment(podSpec({ containers: [container({ image })] }));
const ingressClass = (controller: string) =>
  object("kubernetes:networking.k8s.io/v1:IngressClass", { name: "public" }, { spec: { controller } });
const release = (chart: string) => ({ type: "kubernetes:helm.sh/v3:Release", props: { chart } });
const WANT = "want a controller that is maintained";

describeRule(rule, {
  passes: {
    "a class of another controller": { of: ingressClass("traefik.io/ingress-controller") },
    "a class of the other nginx": { of: ingressClass("nginx.org/ingress-controller") },
    "another image": { of: running("docker.io/nginx/nginx-ingress:5.2.0") },
    "another chart": { of: release("traefik") },
    "a controller that somebody else maintains": {
      of: running(IMAGE),
      knobs: { retiredImages: [] },
    },
    "a class that somebody else maintains": {
      of: ingressClass("k8s.io/ingress-nginx"),
      knobs: { retiredControllers: [] },
    },
    "a chart that somebody else maintains": { of: release("ingress-nginx"), knobs: { retiredCharts: [] } },
  },
  fails: {
    "a class of the retired controller": {
      of: ingressClass("k8s.io/ingress-nginx"),
      finds: [`spec.controller: got "k8s.io/ingress-nginx", ${WANT}`],
    },
    "its image, from a mirror too": {
      of: running("mirror.acme.com/ingress-nginx/controller:v1.13.3"),
      finds: [
        `spec.template.spec.containers[0].image: got "mirror.acme.com/ingress-nginx/controller:v1.13.3", ${WANT}`,
      ],
    },
    "its chart": { of: release("ingress-nginx"), finds: [`chart: got "ingress-nginx", ${WANT}`] },
    "its chart from a registry": {
      of: release("oci://mirror.acme.com/charts/ingress-nginx"),
      finds: [`chart: got "oci://mirror.acme.com/charts/ingress-nginx", ${WANT}`],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [container({ image: IMAGE })] })),
    finds: [`spec.template.spec.initContainers[0].image: got "${IMAGE}", ${WANT}`],
  },
  unknown: {
    "an image that is not known yet": { of: running(IMAGE), path: "spec.template.spec.containers[0].image" },
    "a class that is not known yet": { of: ingressClass("a"), path: "spec.controller" },
  },
  mutation: {
    kind: "kubernetes:networking.k8s.io:IngressClass",
    change: ({ props }) => {
      props.spec.controller = "k8s.io/ingress-nginx";
    },
  },
});

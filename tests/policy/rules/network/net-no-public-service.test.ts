import { rule } from "../../../../policy/rules/network/net-no-public-service.ts";
import { object } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const AZURE = { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" };
const AWS = { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" };
const service = (spec: object, annotations?: Record<string, string>) =>
  object("kubernetes:core/v1:Service", annotations ? { annotations } : {}, { spec });
const balancer = (annotations?: Record<string, string>) => service({ type: "LoadBalancer" }, annotations);
const WANT = "want the annotation of an internal load balancer";

describeRule(rule, {
  passes: {
    "a Service of the cluster": { of: service({ type: "ClusterIP" }) },
    "a Service without a type": { of: service({ ports: [{ port: 80 }] }) },
    "a name for what is elsewhere": { of: service({ type: "ExternalName", externalName: "db.example.com" }) },
    "an internal load balancer of Azure": { of: balancer(AZURE) },
    "an internal load balancer of AWS": { of: balancer(AWS) },
    "an internal load balancer of AWS, in the old way": {
      of: balancer({ "service.beta.kubernetes.io/aws-load-balancer-internal": "true" }),
    },
    "an internal load balancer of Google Cloud": {
      of: balancer({ "networking.gke.io/load-balancer-type": "Internal" }),
    },
    "a Service that is meant to be reachable": { of: balancer(), knobs: { allowServices: ["agents/research-agent"] } },
    "an internal load balancer of the one cloud": { of: balancer(AZURE), knobs: { cloud: "azure" } },
  },
  fails: {
    "a port of every node": {
      of: service({ type: "NodePort" }),
      finds: ['spec.type: got "NodePort", want "ClusterIP"'],
    },
    "a load balancer that says nothing": {
      of: balancer(),
      finds: [`metadata.annotations: got nothing, ${WANT}`],
    },
    "a load balancer that says that it is public": {
      of: balancer({ "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" }),
      finds: [
        `metadata.annotations: got {"service.beta.kubernetes.io/aws-load-balancer-scheme":"internet-facing"}, ${WANT}`,
      ],
    },
    "another cloud's annotation": {
      of: balancer(AWS),
      knobs: { cloud: "azure" },
      finds: [`metadata.annotations: got {"service.beta.kubernetes.io/aws-load-balancer-scheme":"internal"}, ${WANT}`],
    },
    "addresses of its own choice": {
      of: service({ externalIPs: ["203.0.113.7"] }),
      finds: ['spec.externalIPs: got ["203.0.113.7"], want none'],
    },
    "a Service of the same name in another namespace": {
      of: balancer(),
      knobs: { allowServices: ["web/research-agent"] },
      finds: [`metadata.annotations: got nothing, ${WANT}`],
    },
  },
  unknown: {
    "a type that is not known yet": { of: service({ type: "ClusterIP" }), path: "spec.type" },
    "an annotation that is not known yet": {
      of: balancer(AZURE),
      path: 'metadata.annotations["service.beta.kubernetes.io/azure-load-balancer-internal"]',
    },
  },
  remedies: {
    "a load balancer of Azure": { of: balancer(), to: balancer(AZURE).props, knobs: { cloud: "azure" } },
    "a load balancer of AWS": {
      of: balancer({ a: "b" }),
      to: balancer({ a: "b", ...AWS }).props,
      knobs: { cloud: "aws" },
    },
    "nothing where the cloud is not told": { of: balancer(), to: undefined },
    "nothing of a Service that may be reachable": {
      of: balancer(),
      to: undefined,
      knobs: { cloud: "azure", allowServices: ["agents/research-agent"] },
    },
    "nothing of a port of every node, which others may rely on": {
      of: service({ type: "NodePort" }),
      to: undefined,
      knobs: { cloud: "azure" },
    },
  },
  mutation: {
    kind: "kubernetes:core:Service",
    change: ({ props }) => {
      props.spec.type = "NodePort";
    },
  },
});

import { rule } from "../../../../policy/rules/mesh/mesh-circuit-breakers.ts";
import { destinationRule } from "../../../support/istio.ts";
import { describeRule } from "../../../support/rule.ts";

const limits = {
  connectionPool: { http: { http1MaxPendingRequests: 100 } },
  outlierDetection: { consecutive5xxErrors: 5, interval: "10s", maxEjectionPercent: 100 },
};
const deprecated = { ...limits, outlierDetection: { consecutiveErrors: 5 } };

describeRule(rule, {
  passes: {
    "a host with both limits": { of: destinationRule({ trafficPolicy: limits }) },
    "subsets that each have both": {
      of: destinationRule({
        subsets: [
          { name: "v1", trafficPolicy: limits },
          { name: "v2", trafficPolicy: limits },
        ],
      }),
    },
    "a rule for all hosts of a domain": { of: destinationRule({ host: "*.local" }) },
  },
  fails: {
    "a host without limits": {
      of: destinationRule({}),
      finds: [
        "spec.trafficPolicy.connectionPool: got nothing, want limits",
        "spec.trafficPolicy.outlierDetection: got nothing, want limits",
      ],
    },
    "a subset that has none": {
      of: destinationRule({
        trafficPolicy: { connectionPool: limits.connectionPool },
        subsets: [{ name: "v1", trafficPolicy: limits }, { name: "v2" }],
      }),
      finds: ["spec.trafficPolicy.outlierDetection: got nothing, want limits"],
    },
    "a field that Istio gave up": {
      of: destinationRule({ trafficPolicy: deprecated, subsets: [{ name: "v1", trafficPolicy: deprecated }] }),
      finds: ["spec", "spec.subsets[0]"].map(
        (path) =>
          `${path}.trafficPolicy.outlierDetection.consecutiveErrors: got 5, ` +
          "want nothing: it is deprecated, use consecutive5xxErrors",
      ),
    },
  },
  unknown: {
    "a limit that is not known yet": {
      of: destinationRule({ trafficPolicy: limits }),
      path: "spec.trafficPolicy.outlierDetection",
    },
  },
  mutation: {
    kind: "kubernetes:networking.istio.io:DestinationRule",
    change: ({ props }) => {
      props.spec.trafficPolicy.connectionPool = undefined;
    },
  },
});

import { rule } from "../../../../policy/rules/mesh/mesh-timeouts.ts";
import { virtualService } from "../../../support/istio.ts";
import { describeRule } from "../../../support/rule.ts";

const fault = { abort: { httpStatus: 503, percentage: { value: 0.1 } } };
const WANT = "want more than 0s and at most 600s";

describeRule(rule, {
  passes: {
    "a route that ends in time": { of: virtualService({ timeout: "1m30s", retries: { attempts: 2 } }) },
    "the longest that may be": { of: virtualService({ timeout: "10m" }) },
    "routes that call nobody": {
      of: virtualService(
        { redirect: { uri: "/" } },
        { directResponse: { status: 404 } },
        { delegate: { name: "next" } },
      ),
    },
    "a longer wait that may be": { of: virtualService({ timeout: "1h" }), knobs: { maxTimeoutSeconds: 3600 } },
    "more retries that may be": {
      of: virtualService({ timeout: "10s", retries: { attempts: 5 } }),
      knobs: { maxRetries: 5 },
    },
  },
  fails: {
    "a route that waits for ever": {
      of: virtualService({ timeout: "30s" }, {}, { timeout: "0s" }),
      finds: [`spec.http[1].timeout: got nothing, ${WANT}`, `spec.http[2].timeout: got "0s", ${WANT}`],
    },
    "a wait that is too long, and one that is none": {
      of: virtualService({ timeout: "11m" }, { timeout: "soon" }),
      finds: [`spec.http[0].timeout: got "11m", ${WANT}`, `spec.http[1].timeout: got "soon", ${WANT}`],
    },
    "many retries": {
      of: virtualService({ timeout: "500ms", retries: { attempts: 10 } }),
      finds: ["spec.http[0].retries.attempts: got 10, want at most 3"],
    },
    "a fault that switches the timeout off": {
      of: virtualService({ timeout: "30s", fault }),
      finds: [
        'spec.http[0].fault: got {"abort":{"httpStatus":503,"percentage":{"value":0.1}}}, ' +
          "want nothing beside a timeout and retries",
      ],
    },
  },
  unknown: { "a timeout that is not known yet": { of: virtualService({}), path: "spec.http[0].timeout" } },
  mutation: {
    kind: "kubernetes:networking.istio.io:VirtualService",
    change: ({ props }) => {
      props.spec.http[0].timeout = undefined;
    },
  },
});

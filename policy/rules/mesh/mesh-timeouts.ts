import { z } from "zod";
import { istioDuration } from "../../lib/istio/istioDuration.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** Istio waits for ever by default, and a fault on a route switches off the timeout and the retries beside it. */
export const rule = resourceRule({
  name: "mesh-timeouts",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A route of a VirtualService must end in time and be retried a few times at most.",
  why: "one slow agent or model holds the callers of all others, and retries multiply the tokens that they pay for",
  fix: "set timeout and retries.attempts on the route, and move a fault to a route of its own",
  references: ["OWASP LLM10", "OWASP ASI08", "Istio connection limits"],
  kinds: ["kubernetes:networking.istio.io:VirtualService"],
  knobs: {
    maxTimeoutSeconds: z.number().positive().default(600).describe("Longest that a caller may wait."),
    maxRetries: z.int().min(0).default(3).describe("Most attempts after the first."),
  },
  check({ props }, { maxTimeoutSeconds, maxRetries }) {
    return (props.spec?.http ?? []).flatMap((route, index) => {
      const path = `spec.http[${index}]`;
      // These answer or pass on without calling anyone.
      if (!route || route.redirect || route.directResponse || route.delegate) return [];
      const findings: Finding[] = [];
      const { timeout, fault } = route;
      const seconds = istioDuration(timeout ?? "") ?? 0;
      if (seconds <= 0 || seconds > maxTimeoutSeconds) {
        findings.push({
          path: `${path}.timeout`,
          got: timeout,
          want: `more than 0s and at most ${maxTimeoutSeconds}s`,
        });
      }
      const attempts = route.retries?.attempts ?? 0;
      if (attempts > maxRetries) {
        findings.push({ path: `${path}.retries.attempts`, got: attempts, want: `at most ${maxRetries}` });
      }
      if (fault !== undefined && (timeout !== undefined || route.retries !== undefined)) {
        findings.push({ path: `${path}.fault`, got: fault, want: "nothing beside a timeout and retries" });
      }
      return findings;
    });
  },
});

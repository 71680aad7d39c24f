import { z } from "zod";
import { step } from "../../../components/settings/check.ts";
import { rulesOf } from "../../lib/kubernetes/prometheusRules.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** Whoever is woken by an alert must learn how bad it is, what it is and what to do; a moment must not wake anyone. */
export const rule = resourceRule({
  name: "prom-alert-metadata",
  pack: "reliability",
  enforcement: "advice",
  severity: "low",
  description: "An alert must say how bad it is, what it means and what to do, and must last before it fires.",
  why: "whoever is on call cannot tell what to do, and soon stops looking",
  fix: "set for, labels.severity, annotations.summary and annotations.runbook_url",
  references: ["pint alerts/annotation", "pint alerts/for", "pint rule/label"],
  kinds: ["kubernetes:monitoring.coreos.com:PrometheusRule"],
  knobs: {
    requiredLabels: z.array(z.string()).default(["severity"]).describe("Labels that each alert must have."),
    requiredAnnotations: z
      .array(z.string())
      .default(["summary", "runbook_url"])
      .describe("Annotations that each alert must have."),
    immediateAlerts: z
      .array(z.string())
      .default(["Watchdog", "InfoInhibitor"])
      .describe("Alerts that fire at once, such as one that always does to show that alerting works."),
  },
  check(resource, { requiredLabels, requiredAnnotations, immediateAlerts }) {
    return rulesOf(resource).flatMap(({ rule, labels, path }) => {
      if (rule.alert === undefined) return [];
      const findings: Finding[] = [];
      for (const label of requiredLabels) {
        if (!labels[label]) findings.push({ path: step(`${path}.labels`, label), got: labels[label], want: "a value" });
      }
      for (const annotation of requiredAnnotations) {
        const got = rule.annotations?.[annotation];
        if (!got) findings.push({ path: step(`${path}.annotations`, annotation), got, want: "a value" });
      }
      if (!immediateAlerts.includes(rule.alert) && /^0*[a-z]*$/.test(rule.for ?? "")) {
        findings.push({ path: `${path}.for`, got: rule.for, want: "a duration such as 5m" });
      }
      return findings;
    });
  },
});

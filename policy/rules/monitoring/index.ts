import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as promAgentAlerts } from "./prom-agent-alerts.ts";
import { rule as promAlertMetadata } from "./prom-alert-metadata.ts";
import { rule as promRulesUnique } from "./prom-rules-unique.ts";
import { rule as promScrapeTls } from "./prom-scrape-tls.ts";
import { rule as promServiceCoverage } from "./prom-service-coverage.ts";

export const rules: Rule[] = [promAlertMetadata, promRulesUnique, promServiceCoverage, promScrapeTls, promAgentAlerts];

export const departures: Departure[] = [
  {
    row: "prom-alerts-and-coverage",
    policies: [
      "prom-alert-metadata",
      "prom-rules-unique",
      "prom-service-coverage",
      "prom-scrape-tls",
      "prom-agent-alerts",
    ],
    why: "How an alert is written, which there must be and what is scraped are facts of different objects.",
  },
];

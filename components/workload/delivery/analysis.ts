import type { IAnalysisTemplate } from "@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1";
import type { Agent } from "../../agent.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import { p95ResponseTime, type Subject, series, successRatio } from "../../monitoring/agentQueries.ts";
import type { WorkloadContext } from "../context.ts";
import { metadataOf } from "../labels.ts";

type Metric = NonNullable<IAnalysisTemplate["spec"]["metrics"]>[number];

/** Share of runs that must succeed where the agent promises nothing. The source's alert takes 10 % failures for an error. */
const AVAILABILITY = 0.9;

/** Longest p95 response time in seconds where the agent promises nothing: the source's alert. */
const LATENCY_SECONDS = 5;

/** Name of the analysis of what a version answers. */
export function qualityTemplate(agent: string): string {
  return `${agent}-quality`;
}

/** Name of the analysis of a version that nobody is sent to yet. */
export function previewTemplate(agent: string): string {
  return `${agent}-preview`;
}

/** What a new version is judged by, as its delivery needs it. */
export function analysisTemplates(agent: Agent, context: WorkloadContext): Manifest[] {
  switch (agent.delivery.strategy) {
    case "rolling":
      return [];
    case "canary":
      return [quality(agent, context)];
    case "blueGreen":
      return [preview(agent, context), quality(agent, context)];
  }
}

/** Success and response time of the new version's own runs: while a canary grows, or for a while after a promotion. */
function quality(agent: Agent, context: WorkloadContext): Manifest {
  const subject = newVersion(agent, context);
  // Binary fractions would print 0.9990000000000001.
  const availability = Number(((agent.objectives?.availability ?? AVAILABILITY * 100) / 100).toFixed(6));
  const seconds = agent.objectives?.latency?.seconds ?? LATENCY_SECONDS;
  // Both look back 5 minutes.
  const when = { initialDelay: "5m", ...(agent.delivery.strategy === "canary" ? {} : { count: 10 }) };
  return template(agent, context, qualityTemplate(agent.name), [
    {
      ...measured("success-ratio", context, successRatio(subject), `>= ${availability}`, `< ${availability}`),
      ...when,
    },
    { ...measured("p95-response-time", context, p95ResponseTime(subject), `<= ${seconds}`, `> ${seconds}`), ...when },
  ]);
}

/** Whether every replica of the new version is there and none has failed a run it got from a topic. */
function preview(agent: Agent, context: WorkloadContext): Manifest {
  const subject = newVersion(agent, context);
  const failed = `sum(increase(${series("agent_runs_total", subject, 'outcome="failed"')}[5m]))`;
  const replicas = `count(${series("agent_runs_active", subject)})`;
  const wanted = Math.max(1, agent.replicas.min);
  const when = { initialDelay: "1m", count: 5 };
  return template(agent, context, previewTemplate(agent.name), [
    { ...measured("replicas", context, replicas, `>= ${wanted}`, `< ${wanted}`), ...when },
    { ...measured("failed-runs", context, failed, "< 1", ">= 1"), ...when },
  ]);
}

function newVersion(agent: Agent, { team }: WorkloadContext): Subject {
  return { namespace: team, agent: agent.name, revision: "{{args.revision}}" };
}

/**
 * A number out of Prometheus. One that is missing, as when there were no runs, is neither good nor bad: the delivery
 * stops and a person decides.
 */
function measured(name: string, context: WorkloadContext, query: string, good: string, bad: string): Metric {
  const known = "len(result) > 0 && !isNaN(result[0])";
  return {
    name,
    interval: "1m",
    successCondition: `${known} && result[0] ${good}`,
    failureCondition: `${known} && result[0] ${bad}`,
    failureLimit: 2,
    inconclusiveLimit: 3,
    consecutiveErrorLimit: 4,
    provider: { prometheus: { address: context.monitoring.prometheusUrl, query } },
  };
}

function template(agent: Agent, context: WorkloadContext, name: string, metrics: Metric[]): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AnalysisTemplate",
    metadata: metadataOf(agent, context, name),
    spec: { args: [{ name: "revision" }], metrics },
  } satisfies IAnalysisTemplate;
}

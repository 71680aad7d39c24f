import {
  type Attributes,
  type Context,
  context,
  defaultTextMapGetter,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";

const tracer = trace.getTracer("daca-agent");

/**
 * Starts OpenTelemetry. The exporter and the resource read OpenTelemetry's own variables, such as OTEL_SERVICE_NAME.
 * @returns what sends the last spans and stops
 */
export async function startTelemetry(): Promise<() => Promise<void>> {
  // Loading these takes 0.3 s and 40 MB, which an agent without traces keeps.
  const [{ NodeSDK }, { OTLPTraceExporter }] = await Promise.all([
    import("@opentelemetry/sdk-node"),
    import("@opentelemetry/exporter-trace-otlp-grpc"),
  ]);
  // Metrics are scraped and logs are on stdout: the SDK's own would say it all twice.
  process.env.OTEL_METRICS_EXPORTER ??= "none";
  process.env.OTEL_LOGS_EXPORTER ??= "none";
  process.env.OTEL_PROPAGATORS ??= "tracecontext"; // a caller's baggage is not for the model's provider
  const sdk = new NodeSDK({ traceExporter: new OTLPTraceExporter() });
  sdk.start();
  return () => sdk.shutdown();
}

/** What a span is called, what it is about, and what it is part of. */
export interface SpanOptions {
  name: string;
  kind: SpanKind;
  attributes: Attributes;
  /** The present context without it. */
  parent?: Context;
}

/** Does the work in a span that ends with it, and that has failed when it has. */
export async function inSpan<Value>(options: SpanOptions, work: (span: Span) => Promise<Value>): Promise<Value> {
  const { name, kind, attributes, parent = context.active() } = options;
  return tracer.startActiveSpan(name, { kind, attributes }, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      failSpan(span, error instanceof Error ? error.name : "Error");
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Marks a span as failed. @param type a low-cardinality name of what went wrong, such as `model_timeout` */
export function failSpan(span: Span, type: string): void {
  span.setAttribute("error.type", type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The context of a caller's `traceparent`. */
export function contextOf(traceparent: string | undefined): Context {
  if (traceparent === undefined) return ROOT_CONTEXT;
  return propagation.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter);
}

/** The headers that pass the present trace on. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

/** The trace and span that a log line is of, when there are any. */
export function traceFields(): { trace_id?: string; span_id?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}

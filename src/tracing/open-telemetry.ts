import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Context, Span } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { allowedOf } from '../log/details.ts';
import type { Details } from '../log/details.ts';
import type { Trace, Work } from '../log/work.ts';
import type { ReceiverObserver, SpanDetails, Tracing } from './tracing.ts';

/** Milliseconds until what has ended is sent. */
const delayMs = 1000;
/** Milliseconds that one request to the receiver may take. It delays the end of the process by no more. */
const patienceMs = 3000;

/** Sends spans in batches to a receiver. While it is away, they are dropped. */
export function exportTo(endpoint: string, observer: ReceiverObserver): Tracing {
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const exporter = observed(new OTLPTraceExporter({ url, timeoutMillis: patienceMs }), observer);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'paygraph' }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        scheduledDelayMillis: delayMs,
        exportTimeoutMillis: patienceMs,
      }),
    ],
  });
  const tracer = provider.getTracer('paygraph');
  const open = new WeakMap<Work, Span>();
  return {
    begin(work, parent) {
      const span = tracer.startSpan('work', { kind: SpanKind.SERVER }, contextOf(parent));
      open.set(work, span);
      work.trace = span.spanContext();
    },
    end(work, kind, named) {
      const span = open.get(work);
      if (span === undefined) return;
      span.setAttribute('work', kind === 'SERVER' ? 'request' : 'job');
      finish(span, named);
      span.end();
    },
    step(parent, { kind, ms, ...named }) {
      if (parent === null || parent === undefined) return null;
      const now = Date.now();
      const of = trace.setSpanContext(ROOT_CONTEXT, parent);
      const options = { kind: SpanKind[kind], startTime: now - ms };
      const span = tracer.startSpan(named.name, options, of);
      finish(span, named);
      span.end(now);
      return span.spanContext();
    },
    // It rejects where the receiver is away, which is logged.
    close: () => provider.shutdown().catch(() => undefined),
  };
}

/** Tells once that the receiver is away, and not for each batch. */
function observed(exporter: SpanExporter, observer: ReceiverObserver): SpanExporter {
  let isAway = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.error !== undefined;
        if (failed && !isAway) observer.away(result.error);
        if (!failed && isAway) observer.back();
        isAway = failed;
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}

function finish(span: Span, { name, details, isFailed = false }: SpanDetails): void {
  span.updateName(name);
  span.setAttributes(attributesOf(details));
  if (isFailed) span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Texts, numbers and lists of texts: a span holds no more than a line of the log does. */
function attributesOf(details: Details) {
  const { err: _, ...allowed } = allowedOf(details);
  return allowed as Record<string, string | number | boolean | string[]>;
}

const traceparent = /^00-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})$/;

/** The caller's span (W3C Trace Context). What is written wrongly counts as none. */
function contextOf(header: string | undefined): Context {
  const [, traceId, spanId, flags] = traceparent.exec(header ?? '') ?? [];
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags ?? '00', 16);
  const caller: Trace & { isRemote: true } = { traceId, spanId, traceFlags, isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, caller);
}

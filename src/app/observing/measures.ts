import type { EventDelivery } from '../../domain/event-endpoints/event-delivery.ts';
import { currentWork } from '../../log/work.ts';
import type { Work } from '../../log/work.ts';
import type { Log } from '../../operations/deps.ts';
import type { CallDone, JobDone, Measure } from '../../operations/measure.ts';
import type { WebhookDone } from '../../operations/measure.ts';
import type { SpanDetails, Step } from '../../tracing/tracing.ts';
import { exemplar, exemplarOf } from './exemplars.ts';
import { named, namedAll } from './named.ts';
import type { Observing } from './observing.ts';

/** Logs and counts what operations do: one line for each provider call, webhook, job and delivery of an event. */
export function measureWith(
  log: Log,
  { metrics, tracing }: Pick<Observing, 'metrics' | 'tracing'>,
): Measure {
  return {
    webhook(done) {
      const result = done.verdict === 'REFUSED' ? 'refused' : 'accepted';
      const { provider } = done;
      metrics.webhooks.inc({ provider, result });
      const verdict = done.verdict.toLowerCase();
      const exemplarLabels = exemplarOf(currentWork());
      metrics.webhookVerdicts.inc({ labels: { provider, verdict }, exemplarLabels });
      const work = currentWork();
      if (work !== undefined) work.operation = `webhook ${provider}`;
      if (work !== undefined) work.outcome = done.verdict;
      logWebhook(log, done);
    },
    providerCall(done) {
      const { provider, exchange } = done;
      const { operation, outcome, durationMs } = exchange;
      metrics.providerCalls.inc({ provider, operation, outcome });
      metrics.providerCallSeconds.observe({
        labels: { provider, operation },
        value: durationMs / 1000,
        exemplarLabels: exemplar(rootOf(done)),
      });
      logCall(log, done);
      tracing.step(currentWork()?.trace, callStep(done));
    },
    jobBegan: (work) => tracing.begin(work),
    job(done) {
      const { kind, outcome, ms } = done;
      metrics.jobs.inc({ kind, outcome: outcome.toLowerCase() });
      metrics.jobSeconds.observe({ kind }, ms / 1000);
      logJob(log, done);
      const work = currentWork();
      if (work !== undefined) tracing.end(work, 'INTERNAL', jobSpan(done, work));
    },
    eventDelivery(delivery) {
      metrics.eventDeliveries.inc({ result: delivery.status.toLowerCase() });
      logEventDelivery(log, delivery);
    },
    reconciliationFinding: (provider, kind) =>
      metrics.reconciliationFindings.inc({ provider, kind }),
  };
}

/** The order or settlement that a call belongs to; null where there is none. */
function rootOf({ subject }: CallDone): string | null {
  const { id = '', orderId = null } = subject ?? {};
  return orderId ?? (/^(?:ord|stl)_/.test(id) ? id : null);
}

/** Tenths of a millisecond say enough. */
export const rounded = (ms: number): number => Math.round(ms * 10) / 10;

/** Those that are refused have lines of their own, a few in each minute (`operations/webhooks/refusals.ts`). */
function logWebhook(log: Log, { provider, account, topic, verdict, ms }: WebhookDone): void {
  if (verdict === 'REFUSED') return;
  const about = namedAll(currentWork()?.about ?? new Set());
  log.info({ verdict, ...about, provider, account, topic, ms: rounded(ms) }, 'webhook');
}

function logCall(log: Log, { provider, account, subject, exchange }: CallDone): void {
  const { operation, outcome, httpStatus, durationMs } = exchange;
  const about = subject === null ? {} : named(subject);
  const ms = rounded(durationMs);
  log.info({ operation, outcome, httpStatus, ...about, provider, account, ms }, 'provider call');
}

function callStep({ provider, account, subject, exchange }: CallDone): Step {
  const { operation, outcome, httpStatus, durationMs: ms } = exchange;
  const about = subject === null ? {} : named(subject);
  const details = { operation, outcome, httpStatus, ...about, provider, account };
  const isFailed = outcome !== 'ANSWERED';
  return { name: `${provider} ${operation}`, kind: 'CLIENT', details, ms, isFailed };
}

function jobSpan({ kind, id, account, outcome }: JobDone, { about }: Work): SpanDetails {
  const details = { kind, outcome, ...namedAll(about), ...named({ id }), account };
  return { name: `job ${kind}`, details, isFailed: outcome === 'FAILED' };
}

function logJob(log: Log, { kind, id, account, outcome, ms }: JobDone): void {
  const about = { ...namedAll(currentWork()?.about ?? new Set()), ...named({ id }) };
  log.info({ kind, outcome, ...about, account, ms: rounded(ms) }, 'job');
}

function logEventDelivery(log: Log, delivery: EventDelivery): void {
  const { id, endpointId: endpoint, eventId: event, subjectId } = delivery;
  const { status, attempts: attempt, httpStatus } = delivery;
  const about = { ...named({ id: subjectId }), event, endpoint, delivery: id };
  log.info({ status, attempt, httpStatus, ...about }, 'event delivery');
}

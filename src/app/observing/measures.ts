import type { Metrics } from '../../http/metrics/metrics.ts';
import { currentWork } from '../../log/work.ts';
import type { Log } from '../../operations/deps.ts';
import type { CallDone, EventDeliveryDone, JobDone, Measure } from '../../operations/measure.ts';
import type { WebhookDone } from '../../operations/measure.ts';
import { exemplar, exemplarOf } from './exemplars.ts';
import { named, namedAll } from './named.ts';

/** Logs and counts what operations do: one line for each provider call, webhook, job and delivery of an event. */
export function measureWith(log: Log, metrics: Metrics): Measure {
  return {
    webhook(done) {
      const result = done.verdict === 'REFUSED' ? 'refused' : 'accepted';
      const { provider } = done;
      metrics.webhooks.inc({ provider, result });
      const verdict = done.verdict.toLowerCase();
      const exemplarLabels = exemplarOf(currentWork());
      metrics.webhookVerdicts.inc({ labels: { provider, verdict }, exemplarLabels });
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
    },
    job(done) {
      const { kind, outcome, ms } = done;
      metrics.jobs.inc({ kind, outcome: outcome.toLowerCase() });
      metrics.jobSeconds.observe({ kind }, ms / 1000);
      logJob(log, done);
    },
    eventDelivery(done) {
      metrics.eventDeliveries.inc({ result: done.status.toLowerCase() });
      logEventDelivery(log, done);
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

function logJob(log: Log, { kind, id, account, outcome, ms }: JobDone): void {
  const about = { ...namedAll(currentWork()?.about ?? new Set()), ...named({ id }) };
  log.info({ kind, outcome, ...about, account, ms: rounded(ms) }, 'job');
}

function logEventDelivery(log: Log, done: EventDeliveryDone): void {
  const { endpoint, delivery, event, subject, status, attempt, httpStatus } = done;
  const about = named({ id: subject });
  log.info({ status, attempt, httpStatus, ...about, event, endpoint, delivery }, 'event delivery');
}

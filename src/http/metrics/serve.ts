import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Registry } from 'prom-client';
import type { Secret } from '../../domain/secret.ts';
import { isLocal } from '../trust/local.ts';
import { reply } from '../reply.ts';

/** Whether the request comes from this machine, or has the token as bearer. */
export function mayReadMetrics(req: IncomingMessage, token: Secret | null): boolean {
  return isLocal(req) || hasToken(req, token);
}

/** In OpenMetrics where that is accepted: it has exemplars. Otherwise in Prometheus' text format. */
export async function serveMetrics(
  req: IncomingMessage,
  res: ServerResponse,
  registry: Registry,
): Promise<void> {
  const { accept = '' } = req.headers;
  if (accept.includes('application/openmetrics-text')) {
    reply(res, 200, Registry.OPENMETRICS_CONTENT_TYPE, await openMetricsOf(registry));
  } else reply(res, 200, registry.contentType, await registry.metrics());
}

/**
 * In a registry of its own each time: it renames its counters for good, and whoever accepts the other format would be
 * answered with those names from then on.
 */
function openMetricsOf(registry: Registry): Promise<string> {
  const all = new Registry<typeof Registry.OPENMETRICS_CONTENT_TYPE>();
  all.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  for (const metric of registry.getMetricsAsArray() as unknown as readonly Collected[]) {
    const get = async (): Promise<MetricValues> => {
      const values = await (metric.getForPromString?.() ?? metric.get());
      return values.type === 'counter'
        ? { ...values, name: values.name.replace(/_total$/, '') }
        : values;
    };
    all.registerMetric({ name: metric.name, get } as never);
  }
  return all.metrics();
}

interface MetricValues {
  name: string;
  type: string;
}

interface Collected {
  name: string;
  get(): Promise<MetricValues>;
  getForPromString?(): Promise<MetricValues>;
}

function hasToken(req: IncomingMessage, token: Secret | null): boolean {
  if (token === null) return false;
  return timingSafeEqual(
    digest(req.headers.authorization ?? ''),
    digest(`Bearer ${token.reveal()}`),
  );
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

import type { ReceiverObserver, Tracing } from './tracing.ts';

const off: Tracing = {
  begin: () => undefined,
  end: () => undefined,
  step: () => null,
  close: () => Promise.resolve(),
};

/** `endpoint`: that of OTLP over HTTP, without `/v1/traces`; null: off. The libraries are loaded only with one. */
export async function openTracing(
  endpoint: string | null,
  observer: ReceiverObserver,
): Promise<Tracing> {
  if (endpoint === null) return off;
  const { exportTo } = await import('./open-telemetry.ts');
  return exportTo(endpoint, observer);
}

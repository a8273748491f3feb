import { collectDefaultMetrics, Registry } from 'prom-client';
import { registerGauges } from './gauges.ts';
import type { Gauges } from './gauges.ts';
import { createInstruments } from './instruments.ts';
import type { Instruments } from './instruments.ts';

export interface Metrics extends Instruments {
  registry: Registry;
}

/**
 * Milliseconds between two samples of the event loop's delay, of which each includes this time. Each wakes the process:
 * ten times as often would be a tenth of what 10,000 waiting subscribers cost.
 */
const monitorEveryMs = 100;

export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: monitorEveryMs });
  registerGauges(registry, gauges);
  return { registry, ...createInstruments(registry) };
}

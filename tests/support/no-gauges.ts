import type { Gauges } from '../../src/http/metrics/gauges.ts';

/** Of a server on which nothing happens. */
export const noGauges: Gauges = {
  queue: { depth: 0, isWritable: true, retrying: 0 },
  openCircuits: () => [],
  attention: () => Promise.resolve(new Map()),
  eventEndpoints: () => Promise.resolve({ suspended: 0, withDead: 0, lag: 0 }),
  open: () => Promise.resolve([]),
  logLag: () => Promise.resolve(0),
};

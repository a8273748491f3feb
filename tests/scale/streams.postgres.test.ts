import { expect, it } from 'vitest';
import { runStreams } from './streams.ts';

/** A short run of `npm run prove -- scale`. */
it('subscribers of three processes miss no event while processes are killed, drained and started', async () => {
  const report = await runStreams({ seed: 'in short', processes: 3, clients: 40, forMs: 6000 });
  expect(report.findings).toEqual([]);
  expect(report.kills + report.drains).toBeGreaterThan(0);
  expect(report.events).toBeGreaterThan(20);
  expect(report.connections).toBeGreaterThan(60);
}, 120_000);

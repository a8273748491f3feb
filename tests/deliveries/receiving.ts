/** A thread of receivers: see thread.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { startReceivers } from './receivers.ts';
import type { Fault } from './receivers.ts';
import type { ThreadData } from './thread.ts';

/** GONE is not among them: it would end the endpoint, and the others would have less beside them. */
const faults: readonly Fault[] = ['ERROR', 'RESET', 'REDIRECT', 'LATER', 'HANG'];

const { fails } = workerData as ThreadData;
const receivers = await startReceivers(() =>
  fails ? (faults[Math.floor(Math.random() * faults.length)] ?? 'ERROR') : 'NONE',
);
parentPort?.on('message', () => {
  const { timeOrigin } = performance;
  const arrivals = [...receivers.arrivals].map(([name, at]) => [name, timeOrigin + at] as const);
  parentPort?.postMessage(new Map(arrivals));
});
parentPort?.postMessage(receivers.urlOf(''));

import { parentPort, workerData } from 'node:worker_threads';
import { playShare } from './share.ts';
import type { Share } from './share.ts';

/** One worker's share: a message before each history, and the results at the end. */
const send = (what: unknown): void => parentPort?.postMessage(what);
send(await playShare(workerData as Share, send));

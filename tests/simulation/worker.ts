import { parentPort, workerData } from 'node:worker_threads';
import { playShare } from './share.ts';
import type { Share } from './share.ts';

/** One worker's share: a message after each history, and at the end what came of all. */
const played = await playShare(workerData as Share, () => parentPort?.postMessage('PLAYED'));
parentPort?.postMessage(played);

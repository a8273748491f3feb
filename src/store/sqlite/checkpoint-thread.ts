import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckpointData } from './checkpoints.ts';
import type { OpenSqlite } from './sql.ts';

const { file, sqlite } = workerData as CheckpointData;
const Open = createRequire(import.meta.url)(sqlite) as OpenSqlite;
const connection = new Open(file, { fileMustExist: true });

parentPort?.on('message', (request: 'checkpoint' | 'close') => {
  if (request === 'close') {
    connection.close();
    parentPort?.close();
    return;
  }
  try {
    // Waits for nobody, and nobody waits for it.
    connection.pragma('wal_checkpoint(passive)');
  } catch {
    // A full disk, as a rule: the next commits fail by themselves, and are told of.
  }
  parentPort?.postMessage('done');
});

import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckpointData } from './checkpoints.ts';
import type { OpenSqlite } from './sql.ts';

const { file, sqlite } = workerData as CheckpointData;
const Open = createRequire(import.meta.url)(sqlite) as OpenSqlite;
const connection = new Open(file, { fileMustExist: true });

/** Milliseconds for which a log that is emptied is waited for. */
const patienceMs = 2_000;

parentPort?.on('message', (request: 'checkpoint' | 'truncate' | 'close') => {
  if (request === 'close') {
    connection.close();
    parentPort?.close();
    return;
  }
  try {
    // Waits for nobody, and nobody waits for it. To empty the log, it has to be the only one for a moment.
    connection.pragma(`busy_timeout = ${request === 'truncate' ? patienceMs : 0}`);
    connection.pragma(`wal_checkpoint(${request === 'truncate' ? 'truncate' : 'passive'})`);
  } catch {
    // A full disk, as a rule: the next commits fail by themselves, and are told of.
  }
  parentPort?.postMessage(request);
});

import type { ServerResponse } from 'node:http';

/**
 * Sends parts one by one. The next one is asked for when the client has taken the last, and none once it is gone, so
 * that one part is in memory, however slowly it reads.
 */
export async function sendParts(res: ServerResponse, parts: AsyncIterable<string>): Promise<void> {
  for await (const part of parts) {
    if (res.destroyed) return;
    if (!res.write(part)) await taken(res);
    if (res.destroyed) return;
  }
  res.end();
}

/** Resolves when the client has taken what was written, or is gone. */
const taken = (res: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      res.off('drain', done);
      res.off('close', done);
      resolve();
    };
    res.on('drain', done);
    res.on('close', done);
  });

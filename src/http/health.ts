import type { ServerResponse } from 'node:http';
import { replyJson } from './reply.ts';

/** The process runs: nothing else is asked, so that a slow database does not get it killed. */
export function serveLive(res: ServerResponse): void {
  replyJson(res, 200, { status: 'live' });
}

/** Whether traffic should come here: 503 while draining, and when `ready` says no or throws. */
export async function serveReady(
  res: ServerResponse,
  ready: () => Promise<boolean>,
  draining: boolean,
): Promise<void> {
  if (draining) {
    replyJson(res, 503, { status: 'draining' });
    return;
  }
  const isReady = await ready().catch(() => false);
  replyJson(res, isReady ? 200 : 503, { status: isReady ? 'ready' : 'unready' });
}

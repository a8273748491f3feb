import type { ServerResponse } from 'node:http';
import { replyJson } from './reply.ts';

/** The process runs: nothing else is asked, so that a slow database does not get it killed. */
export function serveLive(res: ServerResponse): void {
  replyJson(res, 200, { status: 'live' });
}

export interface Readiness {
  /** Whether the database answers. */
  ready(): Promise<boolean>;
  /** Whether anything can be written, as far as is known. */
  isWritable(): boolean;
  isDraining(): boolean;
}

/**
 * Whether traffic should come here: 503 while draining, and when `ready` says no or throws. Not where only nothing can
 * be written: queries are answered, and providers are told to come again in a way that they understand.
 */
export async function serveReady(res: ServerResponse, of: Readiness): Promise<void> {
  if (of.isDraining()) {
    replyJson(res, 503, { status: 'draining' });
    return;
  }
  const isReady = await of.ready().catch(() => false);
  const writable = of.isWritable();
  replyJson(res, isReady ? 200 : 503, { status: isReady ? 'ready' : 'unready', writable });
}

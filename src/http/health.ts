import type { ServerResponse } from 'node:http';
import { replyJson } from './reply.ts';

/** Reports that the process runs. Nothing else is checked, so that a slow database does not get it killed. */
export function serveLive(res: ServerResponse): void {
  replyJson(res, 200, { status: 'live' });
}

export interface Readiness {
  /** Whether the database answers. */
  ready(): Promise<boolean>;
  /** Whether the database can be written, as far as is known. */
  isWritable(): boolean;
  isDraining(): boolean;
}

/**
 * Reports whether traffic should come here. 503 while draining, and where `ready` resolves to false or throws. A
 * database that only cannot be written is not 503: queries are answered, and webhooks are refused in a way that makes
 * providers retry.
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

import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveNotFound } from './front/not-found.ts';
import { wantsPage } from './front/wants-page.ts';
import type { Penalty } from './trust/penalty.ts';
import { slowDown } from './trust/penalty.ts';
import { replyJson } from './reply.ts';
import type { SourceOf } from './source.ts';

/**
 * Refuses a request in JSON, after the delay for its source. A browser is shown a page where there is nothing at the
 * address.
 */
export type Refuse = (
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  error: string,
  headers?: Record<string, string>,
) => Promise<void>;

export function createRefuse(sourceOf: SourceOf, penalty: Penalty): Refuse {
  return async (req, res, status, error, headers) => {
    if (await penalty.refused(sourceOf(req))) refuseForNow(res);
    else if (status === 404 && wantsPage(req)) serveNotFound(res);
    else replyJson(res, status, { error }, headers);
  };
}

export function refuseForNow(res: ServerResponse): void {
  replyJson(res, 429, { error: 'Too many requests' }, slowDown);
}

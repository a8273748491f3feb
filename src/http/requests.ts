import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { doing, newWork } from '../log/work.ts';
import type { Work } from '../log/work.ts';
import { targetOf } from './trust/hosts.ts';

/** A request over HTTP that has been answered, or cut off. */
export interface RequestDone {
  method: string;
  /** Which part of the server answered: the first part of the path, where that is known. */
  route: string;
  /** 0 where the connection closed without an answer. */
  status: number;
  ms: number;
  work: Work;
}

/** Sees each request. */
export interface OnRequest {
  /** `traceparent`: as the caller sent it. */
  began(work: Work, route: string, traceparent: string | undefined): void;
  done(done: RequestDone): void;
}

type Serve = (req: IncomingMessage, res: ServerResponse) => void;

const methods: ReadonlySet<string> = new Set('GET HEAD POST PUT PATCH DELETE OPTIONS'.split(' '));
const parts = 'graphql webhooks exports pay checkout return graphiql docs console health metrics';
const routes: ReadonlySet<string> = new Set(parts.split(' ').map((part) => `/${part}`));
const firstPart = /^\/[^/?]*/;

/** Serves each request as work of its own, and reports it once its answer is complete. */
export const reporting =
  (onRequest: OnRequest, serve: Serve): Serve =>
  (req, res) => {
    const work = newWork({ requestId: randomUUID() });
    // Whatever a stranger sends.
    const { method = '', url = '' } = req;
    const route = routeOf(url);
    const { traceparent } = req.headers;
    onRequest.began(work, route, typeof traceparent === 'string' ? traceparent : undefined);
    res.once('close', () =>
      onRequest.done({
        method: methods.has(method) ? method : 'other',
        route,
        status: res.headersSent ? res.statusCode : 0,
        ms: performance.now() - work.startedAt,
        work,
      }),
    );
    doing(work, () => serve(req, res));
  };

function routeOf(url: string): string {
  const [route = '/'] = firstPart.exec(targetOf(url)) ?? [];
  return route === '/' || routes.has(route) ? route : 'other';
}

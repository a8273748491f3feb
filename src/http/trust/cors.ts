import type { IncomingMessage, ServerResponse } from 'node:http';

/** CORS by exact origin, without cookies or other browser credentials. */
export interface Cors {
  /** Sets the headers with which an allowed origin may read the answer, also a refusal. */
  allow(req: IncomingMessage, res: ServerResponse): void;
  /** Answers a preflight. Returns false where the request is not one. */
  answerPreflight(req: IncomingMessage, res: ServerResponse): boolean;
}

const exposed = 'x-request-id, retry-after';

const permission = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers':
    'authorization, content-type, accept, last-event-id, x-graphql-cost',
  // Seconds. Chromium allows at most this.
  'access-control-max-age': '7200',
};

/** `origins` as browsers send them. Without any, no header is set. */
export function createCors(origins: readonly string[]): Cors {
  const allowed = new Set(origins);
  const isAllowed = ({ headers }: IncomingMessage): boolean =>
    headers.origin !== undefined && allowed.has(headers.origin);
  return {
    allow(req, res) {
      if (allowed.size === 0) return;
      // Also for other origins: a cache must not give the answer for one origin to another.
      res.appendHeader('vary', 'origin');
      if (!isAllowed(req)) return;
      res.setHeader('access-control-allow-origin', req.headers.origin ?? '');
      res.setHeader('access-control-expose-headers', exposed);
    },
    answerPreflight(req, res) {
      const { method, headers } = req;
      const isPreflight =
        method === 'OPTIONS' &&
        headers.origin !== undefined &&
        headers['access-control-request-method'] !== undefined;
      if (isPreflight) res.writeHead(204, isAllowed(req) ? permission : {}).end();
      return isPreflight;
    },
  };
}

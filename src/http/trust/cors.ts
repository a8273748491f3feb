import type { IncomingMessage, ServerResponse } from 'node:http';

/** Cross-origin reading by browsers: by exact origin, without credentials of the browser's own. */
export interface Cors {
  /** Names the origin, where it may read what is answered; whatever is answered then. */
  allow(req: IncomingMessage, res: ServerResponse): void;
  /** Answers a preflight; false: it is none. */
  answerPreflight(req: IncomingMessage, res: ServerResponse): boolean;
}

const exposed = 'x-request-id, retry-after';

const permission = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers':
    'authorization, content-type, accept, last-event-id, x-graphql-cost',
  // Seconds; Chromium takes no more.
  'access-control-max-age': '7200',
};

/** `origins` as browsers write them. None: no header is ever set. */
export function createCors(origins: readonly string[]): Cors {
  const allowed = new Set(origins);
  const isAllowed = ({ headers }: IncomingMessage): boolean =>
    headers.origin !== undefined && allowed.has(headers.origin);
  return {
    allow(req, res) {
      if (allowed.size === 0) return;
      // Also where it is not allowed: a cache must not give one origin's answer to another.
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

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCheckout } from '../../../src/http/checkout/index.ts';
import { createSecurityHeaders } from '../../../src/http/trust/headers.ts';
import { states } from './states.ts';

export interface Served extends AsyncDisposable {
  /** `http://…/` */
  base: string;
  pageOf(state: string): string;
  errors: unknown[];
  refused: number;
}

/** Serves the checkout page of each state of `states.ts`, under a token that names it, and a stream that is silent. */
export async function serveStates(): Promise<Served> {
  const protect = createSecurityHeaders(null);
  const seen = { errors: [] as unknown[], refused: 0 };
  const checkout = createCheckout({
    open: async (token) => {
      const [, state = ''] = token.split('.');
      if (state === 'EXPIRED_TOKEN') return 'EXPIRED';
      if (state === 'BROKEN') throw new Error(`broken at ${token}`);
      return states[state] ?? null;
    },
    onRefused: async () => {
      seen.refused += 1;
      return seen.refused > 20;
    },
    onUnexpectedError: (error) => seen.errors.push(error),
  });
  const serveAsset = async (res: ServerResponse, path: string): Promise<void> => {
    if (!(await checkout.serveAsset(res, path))) res.writeHead(404).end();
  };
  const server = createServer((req, res) => {
    protect(res);
    const [path = ''] = (req.url ?? '').split('?');
    if (path.startsWith('/pay/')) return void checkout.servePage(req, res, path);
    if (path === '/graphql') {
      res.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      return;
    }
    void serveAsset(res, path);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    base,
    pageOf: (state) => `${base}pay/a.${state}.b`,
    get errors() {
      return seen.errors;
    },
    get refused() {
      return seen.refused;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

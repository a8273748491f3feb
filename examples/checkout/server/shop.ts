import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Client } from '@urql/core';
import { z } from 'zod';
import { fields } from './catalogue.ts';
import type { Field } from './catalogue.ts';
import type { OrderAnswer, Settings } from '../api.ts';
import { clientOf, order } from './orders.ts';
import type { Paygraph } from './orders.ts';

/** Serves the pages. */
export type ServePages = (req: IncomingMessage, res: ServerResponse) => void;

const orderRequest = z.strictObject({
  key: z.string().min(8).max(200),
  product: z.string().max(100),
  way: z.string().max(100),
  customer: z.partialRecord(z.enum(Object.keys(fields) as Field[]), z.string().max(200)),
});

const statusOf: Record<OrderAnswer['kind'], number> = {
  ORDERED: 201,
  INVALID: 422,
  REFUSED: 409,
  TRY_AGAIN: 503,
};

/** The backend of the shop: it holds the API key, and knows the prices. */
export function createShop(paygraph: Paygraph, servePages: ServePages): Server {
  const settings: Settings = { paygraph: paygraph.url };
  const client = clientOf(paygraph);
  return createServer((req, res) => {
    if (req.url === '/api/settings') send(res, 200, settings);
    else if (req.url === '/api/orders' && req.method === 'POST') void takeOrder(client, req, res);
    else servePages(req, res);
  });
}

async function takeOrder(client: Client, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const request = orderRequest.safeParse(await bodyOf(req));
  if (!request.success) return send(res, 400, { message: 'That is no order.' });
  // Behind a proxy this is the proxy's address: read the header that it sets.
  const answer = await order(client, request.data, req.socket.remoteAddress ?? '');
  send(res, statusOf[answer.kind], answer);
}

/** Bytes. */
const longestBody = 16_384;

/** Null where it is no JSON, or too long. */
async function bodyOf(req: IncomingMessage): Promise<unknown> {
  try {
    let length = 0;
    req.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > longestBody) req.destroy(new Error('too long'));
    });
    return JSON.parse(await text(req));
  } catch {
    return null;
  }
}

function send(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify(body));
}

import { request as requestHttp } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from 'node:http';
import { request as requestHttps } from 'node:https';
import { scriptPolicy } from '../pages/script.ts';

const BODY_LIMIT = 1 << 20;
const REPLY_LIMIT = 1 << 16;

/** Reads the whole body. Null where it is larger than a mebibyte. Rejects where the sender closes the connection. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  return size > BODY_LIMIT ? null : Buffer.concat(chunks);
}

export function send(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  body: Buffer | string,
): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/**
 * Sends a page of forms, with no script but that of cashier pages. `leadsTo`: an address elsewhere to which a form
 * redirects. Without it in the policy, browsers block the redirect.
 */
export function sendHtml(
  response: ServerResponse,
  status: number,
  html: string,
  leadsTo: string | null = null,
): void {
  const targets = leadsTo === null ? "'self'" : `'self' ${sourceOf(leadsTo)}`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      `default-src 'none'; style-src 'unsafe-inline'; ${scriptPolicy}; base-uri 'none'; ` +
      `frame-ancestors 'none'; form-action ${targets}`,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Forms send their origin, which is checked.
    'referrer-policy': 'same-origin',
  };
  send(response, status, headers, html);
}

/** The origin, as a policy's source. Of an address of an app, the scheme. */
function sourceOf(address: string): string {
  if (!URL.canParse(address)) return '';
  const { origin, protocol } = new URL(address);
  return origin === 'null' ? protocol : origin;
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, { 'content-type': 'application/json' }, JSON.stringify(value));
}

export function redirect(response: ServerResponse, location: string): void {
  send(response, 303, { location }, '');
}

export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

export function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Whether the request was sent on this machine, to a loopback Host, and not by a page of another site. */
export function comesFromLoopback(request: IncomingMessage): boolean {
  const { host, origin } = request.headers;
  const remote = request.socket.remoteAddress ?? '';
  if (!/^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/.test(remote)) return false;
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  if (!isLoopbackName(new URL(`http://${host}`).hostname)) return false;
  return origin === undefined || origin === `http://${host}`;
}

/** Webhooks go over https, on loopback also over plain http. */
export function mayReceiveWebhooks(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackName(hostname));
}

export interface PostReply {
  status: number;
  body: string;
}

/** Sends one POST over its own connection. Rejects where there is no complete answer. */
export function post(
  url: string,
  headers: OutgoingHttpHeaders,
  body: string,
  signal: AbortSignal,
): Promise<PostReply> {
  return new Promise((resolve, reject) => {
    const start = url.startsWith('https:') ? requestHttps : requestHttp;
    const options = { method: 'POST', headers, signal, agent: false };
    const outgoing = start(url, options, (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= REPLY_LIMIT) chunks.push(chunk);
      });
      incoming.on('error', reject);
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

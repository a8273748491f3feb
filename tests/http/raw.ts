import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { expect } from 'vitest';
import { key } from '../graphql/transports/toy.ts';
import type { Toy } from '../graphql/transports/toy.ts';

/** A client that writes HTTP by hand, and malformed HTTP where a test wants it. */
export interface RawClient {
  socket: Socket;
  /** Everything that was answered so far. */
  readonly text: string;
  readonly status: number;
  send(text: string | Buffer): void;
  /** Resolves to everything that was answered, once the other side has closed. */
  closed: Promise<string>;
  /** Resolves once the answer matches. Rejects after five seconds. */
  until(pattern: RegExp): Promise<string>;
}

export async function dial(url: string, first = ''): Promise<RawClient> {
  const { port } = new URL(url);
  const socket = connect({ port: Number(port), host: '127.0.0.1' });
  let text = '';
  const closed = new Promise<string>((resolve) => {
    socket.on('close', () => resolve(text));
  });
  socket.setEncoding('latin1').on('data', (chunk: Buffer | string) => (text += String(chunk)));
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(first);
  return {
    socket,
    get text() {
      return text;
    },
    get status() {
      return Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
    },
    send: (more) => socket.write(more),
    closed,
    async until(pattern) {
      const end = Date.now() + 5000;
      while (!pattern.test(text)) {
        if (Date.now() > end) throw new Error(`${String(pattern)} was not answered, but ${text}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return text;
    },
  };
}

/** Sends one request and returns everything that follows. */
export async function exchange(url: string, text: string): Promise<RawClient> {
  const client = await dial(url, text);
  await client.closed;
  return client;
}

export const lines = (...all: string[]): string => `${all.join('\r\n')}\r\n\r\n`;

export const host = 'host: localhost';
export const json = 'content-type: application/json';
export const close = 'connection: close';

export const post = (...more: string[]): string =>
  lines('POST /webhooks/acc_1 HTTP/1.1', host, ...more);
export const graphql = (...more: string[]): string =>
  lines('POST /graphql HTTP/1.1', host, `authorization: ${key}`, ...more);

export async function isWell({ url }: Toy): Promise<void> {
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
}

import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLocal } from '../../src/http/trust/local.ts';
import { comesFromLoopback } from '../../sandbox/double/http/http.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';

/** An address of this machine that others can reach, where it has one: a request over it is no loopback. */
const outside = Object.values(networkInterfaces())
  .flat()
  .find((one) => one !== undefined && !one.internal && one.family === 'IPv4')?.address;

interface Requested {
  status: number;
  body: string;
}

function open(url: string, headers: Record<string, string> = {}): Promise<Requested> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { headers: { accept: 'text/html', ...headers } }, (incoming) => {
      let body = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (text: string) => {
        body += text;
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body }));
    });
    outgoing.on('error', reject).end();
  });
}

/** The parts of a request that show where it comes from. */
const from = (remoteAddress: string, headers: Record<string, string> = {}, httpVersion = '1.1') =>
  ({
    headers: { host: 'localhost:4000', ...headers },
    httpVersion,
    socket: { remoteAddress },
  }) as unknown as IncomingMessage;

export function describeA16(): void {
  describe('A16: the demo key', () => {
    let testApp: TestApp;
    const port = () => new URL(testApp.url).port;
    beforeAll(async () => {
      testApp = await openTestApp({ environment: { HOST: '0.0.0.0' } });
    });
    afterAll(() => testApp.close());

    it.each(['127.0.0.1', 'localhost'])(
      'A16: is in the page that is opened on %s',
      async (host) => {
        const { status, body } = await open(`http://127.0.0.1:${port()}/graphql`, {
          host: `${host}:${port()}`,
        });
        expect(status).toBe(200);
        expect(body).toContain(testApp.key);
      },
    );

    it.runIf(outside)(
      'A16: is not in the page of a neighbour, whatever host it names',
      async () => {
        for (const host of [outside ?? '', 'localhost', '127.0.0.1']) {
          const url = `http://${outside ?? ''}:${port()}/graphql`;
          const { status, body } = await open(url, { host: `${host}:${port()}` });
          expect(status).toBe(200);
          expect(body).toContain('GraphiQL');
          expect(body).not.toContain(testApp.key);
        }
      },
    );

    it.each([
      { forwarded: 'for=192.0.2.7' },
      { 'x-forwarded-for': '127.0.0.1' },
      { 'x-forwarded-proto': 'https' },
      { 'x-real-ip': '127.0.0.1' },
      { via: '1.1 proxy' },
      { 'cf-connecting-ip': '192.0.2.7' },
    ])('A16: is not in a page that went through a proxy: %o', async (headers) => {
      const { body } = await open(`http://127.0.0.1:${port()}/graphql`, headers);
      expect(body).toContain('GraphiQL');
      expect(body).not.toContain(testApp.key);
    });

    it('A16: is not in the page of a name that was made to resolve to this machine', async () => {
      for (const host of ['192.0.2.7', `192.0.2.7:${port()}`]) {
        const { body } = await open(`http://127.0.0.1:${port()}/graphql`, { host });
        expect(body).not.toContain(testApp.key);
      }
      const rebound = await open(`http://127.0.0.1:${port()}/graphql`, { host: 'evil.example' });
      expect(rebound.body).not.toContain(testApp.key);
    });

    it('A16: is in nothing else that is served without a key', async () => {
      for (const path of [
        '/graphiql/page.js',
        '/graphiql/graphiql.js',
        '/health/ready',
        '/metrics',
        '/none',
      ]) {
        const { body } = await open(`http://127.0.0.1:${port()}${path}`);
        expect(body).not.toContain(testApp.key);
      }
    });

    it.runIf(outside)(
      'A16: opens no sandbox from outside, because that listens on loopback alone',
      async () => {
        const { baseUrl } = testApp.sandbox.provider('NEXAPAY');
        const elsewhere = `http://${outside ?? ''}:${new URL(baseUrl).port}/operator`;
        await expect(open(elsewhere)).rejects.toThrow('ECONNREFUSED');
      },
    );
  });

  it.each([
    ['127.0.0.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['192.0.2.7', false],
    ['::ffff:192.0.2.7', false],
    ['fe80::1', false],
    ['', false],
  ])('A16: what comes from %s is of this machine: %s', (address, local) => {
    expect(isLocal(from(address))).toBe(local);
    expect(comesFromLoopback(from(address))).toBe(local);
  });

  it('A16: what a proxy forwards in HTTP/1.0, as nginx does by default, is not of this machine', () => {
    expect(isLocal(from('127.0.0.1', {}, '1.0'))).toBe(false);
  });
}

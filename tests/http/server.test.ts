import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGraphiql } from '../../src/http/graphiql/index.ts';
import { createMetrics } from '../../src/http/metrics/metrics.ts';
import { noGauges } from '../support/no-gauges.ts';
import type { WebhookInput } from '../../src/http/webhooks.ts';
import { startToy, until } from '../graphql/transports/toy.ts';
import type { Toy } from '../graphql/transports/toy.ts';
import { Secret } from '../../src/domain/secret.ts';

const received: WebhookInput[] = [];
const failures: unknown[] = [];
const metrics = createMetrics(noGauges);
const durations: number[] = [];
let isReady = true;
let toy: Toy;

beforeAll(async () => {
  toy = await startToy(
    {},
    {
      graphiql: createGraphiql({ demoKey: 'demo' }),
      registry: metrics.registry,
      metricsToken: new Secret('token'),
      ready: () => (isReady ? Promise.resolve(true) : Promise.reject(new Error('No database'))),
      webhooks: {
        receive: (input) => {
          received.push(input);
          if (input.accountId === 'acc_broken') return Promise.reject(new Error('secret'));
          return Promise.resolve({ status: 202, contentType: 'text/plain', body: 'SUCCESS' });
        },
        onUnexpectedError: (error) => failures.push(error),
        now: () => 1_700_000_000_000,
        observe: (seconds) => durations.push(seconds),
      },
    },
  );
});
afterAll(() => toy.drain());

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${toy.url}${path}`, { headers, redirect: 'manual' });
}

function post(path: string, body: string | Buffer<ArrayBuffer>): Promise<Response> {
  return fetch(`${toy.url}${path}`, { method: 'POST', body, headers: { 'X-Signature': 'AbC' } });
}

describe('Webhooks', () => {
  it.each(['', '/orders', '/refunds', '/settlements'])(
    'pass what came to /webhooks/<account>%s on byte for byte',
    async (kind) => {
      const body = Buffer.from([0x7b, 0xff, 0x00, 0x0a, 0x7d]);
      const response = await post(`/webhooks/acc_1${kind}?x=1`, body);
      expect(response.status).toBe(202);
      expect(await response.text()).toBe('SUCCESS');
      expect(received.at(-1)).toMatchObject({
        accountId: 'acc_1',
        body,
        receivedAt: 1_700_000_000_000,
        headers: { 'x-signature': 'AbC' },
      });
      expect(durations.length).toBeGreaterThan(0);
    },
  );

  it('join a header that came twice', async () => {
    const status = await new Promise((resolve, reject) => {
      const req = request(`${toy.url}/webhooks/acc_1`, { method: 'POST' });
      req.setHeader('x-twice', ['a', 'b']);
      req.on('response', (res) => resolve(res.resume().statusCode)).on('error', reject);
      req.end('{}');
    });
    expect(status).toBe(202);
    expect(received.at(-1)?.headers['x-twice']).toBe('a, b');
  });

  it('answer 500 without details of the failure, and log it', async () => {
    const response = await post('/webhooks/acc_broken', '{}');
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('Internal error\n');
    expect(String(failures.at(-1))).toContain('secret');
  });

  it('accept up to 256 KiB and nothing more', async () => {
    expect((await post('/webhooks/acc_1', 'x'.repeat(256 * 1024))).status).toBe(202);
    const before = received.length;
    expect((await post('/webhooks/acc_1', 'x'.repeat(256 * 1024 + 1))).status).toBe(413);
    expect(received).toHaveLength(before);
  });

  it('accept as much as is configured', async () => {
    const small = await startToy({}, { web: { bodyBytes: 100 } });
    const statuses = [100, 101].map(async (length) => {
      const body = 'x'.repeat(length);
      return (await fetch(`${small.url}/webhooks/acc_1`, { method: 'POST', body })).status;
    });
    expect(await Promise.all(statuses)).toEqual([200, 413]);
    await small.drain();
  });

  it('stop at 256 KiB also where no length was announced', async () => {
    const headers = await new Promise<IncomingHttpHeaders>((resolve, reject) => {
      const req = request(`${toy.url}/webhooks/acc_1`, { method: 'POST' });
      req.on('error', reject).on('response', (res) => {
        expect(res.statusCode).toBe(413);
        resolve(res.headers);
      });
      for (let n = 0; n < 9; n += 1) req.write(Buffer.alloc(32 * 1024));
    });
    expect(headers.connection).toBe('close');
  });

  it.each([
    ['GET', '/webhooks/acc_1', 405],
    ['POST', '/webhooks/', 404],
    ['POST', '/webhooks/acc_1/others', 404],
    ['POST', '/webhooks/acc_1/orders/x', 404],
    ['POST', '/webhooks/..%2fgraphql', 404],
  ])('answer %s %s with %i', async (method, path, status) => {
    expect((await fetch(`${toy.url}${path}`, { method })).status).toBe(status);
  });
});

describe('Routes', () => {
  it('lead the root to GraphiQL', async () => {
    const response = await get('/');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphql']);
  });

  it('says nothing about a payment on the page that payers come back to', async () => {
    const response = await get('/return/ord_1');
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(html).toContain('Thank you');
    expect(html).not.toMatch(/ord_1|paid|success|fail/i);
  });

  it('answer 404 in JSON to everything else', async () => {
    for (const path of ['/x', '/return/', '/graphiql/none.js', '/graphql/x', '//graphql']) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.json()).toEqual({ error: 'Not found' });
    }
  });

  it('are live always, and ready when the database is', async () => {
    expect((await get('/health/ready')).status).toBe(200);
    isReady = false;
    expect((await get('/health/ready')).status).toBe(503);
    expect((await get('/health/live')).status).toBe(200);
    isReady = true;
  });

  it('show metrics to this machine, and through a proxy to bearers of the token', async () => {
    metrics.webhooks.inc({ provider: 'VEXORA', result: 'APPLIED' });
    const local = await get('/metrics');
    const text = await local.text();
    expect(text).toContain('paygraph_webhooks_total{provider="VEXORA",result="APPLIED"} 1');
    expect(text).toContain('process_cpu_seconds_total');
    const forwarded = { 'x-forwarded-for': '203.0.113.7' };
    expect((await get('/metrics', forwarded)).status).toBe(403);
    const wrong = { ...forwarded, authorization: 'Bearer tokens' };
    expect((await get('/metrics', wrong)).status).toBe(403);
    const right = { ...forwarded, authorization: 'Bearer token' };
    expect((await get('/metrics', right)).status).toBe(200);
  });

  it('close connections that were opened and never used when draining', async () => {
    const other = await startToy();
    const socket = connect(Number(new URL(other.url).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const started = performance.now();
    await other.drain();
    expect(performance.now() - started).toBeLessThan(2000);
    await until(() => socket.closed || socket.resume().readableEnded, 'closed');
  });

  it('give up what does not finish in time when draining', async () => {
    let begun = false;
    const hanging = await startToy(
      {},
      { drainTimeout: 100, ready: () => hang(() => (begun = true)) },
    );
    const answer = fetch(`${hanging.url}/health/ready`).catch(() => 'cut');
    await until(() => begun, 'begun');
    await hanging.drain();
    expect(await answer).toBe('cut');
  });
});

describe('The page of GraphiQL', () => {
  const html = { accept: 'text/html,application/xhtml+xml' };

  it('goes to browsers and forbids every other host', async () => {
    const response = await get('/graphql', html);
    expect(response.status).toBe(200);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|unsafe-eval/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  it('names only files that exist, compressed and revalidated', async () => {
    const page = await (await get('/graphql', html)).text();
    const files = [...page.matchAll(/(?:src|href)="(\/graphiql\/[^"]+)"/g)].map(([, file]) => file);
    expect(files).toHaveLength(3);
    for (const file of [...files, '/graphiql/graphql-ws/client.js']) {
      const response = await get(`${file}`);
      expect([file, response.status]).toEqual([file, 200]);
      expect(response.headers.get('content-encoding')).toBe('gzip');
      const etag = response.headers.get('etag') ?? '';
      await response.arrayBuffer();
      expect((await get(`${file}`, { 'if-none-match': etag })).status).toBe(304);
    }
  });

  it('is not served where it is switched off', async () => {
    const other = await startToy();
    const response = await fetch(`${other.url}/graphql`, { headers: html });
    expect(response.status).toBe(401);
    expect((await fetch(`${other.url}/graphiql/page.js`)).status).toBe(404);
    await other.drain();
  });
});

function hang(begin: () => void): Promise<boolean> {
  begin();
  return new Promise(() => undefined);
}

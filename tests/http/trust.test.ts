import { request } from 'node:http';
import type { IncomingHttpHeaders, RequestOptions } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import { createGraphiql } from '../../src/http/graphiql/index.ts';
import { key, startToy } from '../graphql/transports/toy.ts';
import type { Toy } from '../graphql/transports/toy.ts';
import { dial, exchange, lines } from './raw.ts';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Sends headers that fetch does not allow. */
function send(
  toy: Toy,
  path: string,
  headers: RequestOptions['headers'] = {},
  { method = 'GET', body = '' } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request(`${toy.url}${path}`, { method, headers }, (res) => {
      let text = '';
      res.on('data', (chunk: Buffer) => (text += chunk.toString()));
      res.on('end', () => {
        resolve({ status: res.statusCode ?? 0, headers: res.headers, body: text });
      });
    });
    req.on('error', reject).end(body);
  });
}

const json = { 'content-type': 'application/json', authorization: key };
const hello = { method: 'POST', body: '{"query":"{ hello }"}' };
/** Requests a WebSocket under the name `host`. */
function upgrade(host: string, ...more: string[]): string {
  const preflightAnswer = [
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
  ];
  const nonce = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==';
  const protocol = 'sec-websocket-protocol: graphql-transport-ws';
  return lines(
    'GET /graphql HTTP/1.1',
    `host: ${host}`,
    ...preflightAnswer,
    nonce,
    protocol,
    ...more,
  );
}

const shop = 'https://shop.example';

let open: Toy;
let strict: Toy;

beforeAll(async () => {
  const graphiql = createGraphiql({ demoKey: null });
  open = await startToy({}, { graphiql });
  const web = {
    publicUrl: 'https://pay.example',
    allowedHosts: ['Inner.example'],
    corsOrigins: [shop],
    bodyBytes: 100,
  };
  strict = await startToy({}, { graphiql, web, metricsToken: new Secret('token') });
});
afterAll(() => Promise.all([open.drain(), strict.drain()]));

const get = (query: string, accept: string) =>
  send(open, `/graphql?query=${encodeURIComponent(query)}`, { authorization: key, accept });

const permissions = ({ headers }: Answer) =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'));

const statusOf = async (toy: Toy, host: string, ...more: string[]): Promise<number> => {
  const client = await dial(toy.url, upgrade(host, ...more));
  await client.until(/^HTTP\/1.1 \d{3}/);
  client.socket.destroy();
  return client.status;
};

describe('queries by GET', () => {
  const mutation = 'mutation { order(input: {amount: {amount: "1", currency: "EUR"}}) }';

  it.each(['application/json', 'text/event-stream'])('are answered as %s', async (accept) => {
    expect((await get('{ hello }', accept)).body).toContain('Hello you');
  });

  it.each(['application/json', 'text/event-stream'])(
    'are all that GET does as %s: no mutation is run',
    async (accept) => {
      const { body, status, headers } = await get(mutation, accept);
      expect(body).not.toContain('EUR');
      expect(body).toContain('errors');
      // An event stream has begun with 200 before its document is read.
      const expected = accept === 'application/json' ? [405, 'POST'] : [200, undefined];
      expect([status, headers.allow]).toEqual(expected);
    },
  );

  it('hold no subscription as JSON', async () => {
    const { status, body } = await get('subscription { ticks { n } }', 'application/json');
    expect([status, body.includes('"n"')]).toEqual([406, false]);
  });
});

describe('what a page of another site can make a browser send', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'text/plain; application/json',
    '',
  ])('is refused as %s', async (type) => {
    const headers = { ...json, 'content-type': type };
    const { status, body } = await send(open, '/graphql', headers, hello);
    expect([status, body]).toEqual([415, expect.stringContaining('UNSUPPORTED_MEDIA_TYPE')]);
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset=UTF-8',
  ])('is taken as %s', async (type) => {
    const { status } = await send(open, '/graphql', { ...json, 'content-type': type }, hello);
    expect(status).toBe(200);
  });

  it('is no credential: a cookie opens nothing, and none is ever set', async () => {
    const cookie = `authorization=${key}; session=1`;
    const stranger = await send(open, '/graphql', { ...json, authorization: '', cookie }, hello);
    expect(stranger.status).toBe(401);
    const [without, withOne] = [
      await send(open, '/graphql', json, hello),
      await send(open, '/graphql', { ...json, cookie }, hello),
    ];
    expect(withOne.body).toBe(without.body);
    const paths = ['/', '/graphql', '/return/ord_1', '/health/live', '/metrics', '/none'];
    for (const path of paths) {
      const { headers } = await send(open, path, { accept: 'text/html', cookie });
      expect([path, headers['set-cookie']]).toEqual([path, undefined]);
    }
  });
});

describe('CORS', () => {
  const preflight = {
    origin: shop,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization, content-type',
  };

  it('is not spoken unless it is configured', async () => {
    const answer = await send(open, '/graphql', { ...json, origin: shop }, hello);
    expect([answer.status, permissions(answer), answer.headers.vary]).toEqual([200, [], undefined]);
    const preflightAnswer = await send(open, '/graphql', preflight, { method: 'OPTIONS' });
    expect([preflightAnswer.status, permissions(preflightAnswer)]).toEqual([204, []]);
  });

  it('permits a configured origin what GraphQL needs', async () => {
    const { status, headers } = await send(strict, '/graphql', preflight, { method: 'OPTIONS' });
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': shop,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers':
        'authorization, content-type, accept, last-event-id, x-graphql-cost',
      'access-control-max-age': '7200',
      vary: 'origin',
    });
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  it.each([
    'https://evil.example',
    'http://shop.example',
    'https://shop.example:444',
    'https://SHOP.example',
    'https://shop.example.evil.example',
    'https://a.shop.example',
    'null',
    '*',
  ])('permits nothing to %s', async (origin) => {
    const preflightAnswer = await send(
      strict,
      '/graphql',
      { ...preflight, origin },
      { method: 'OPTIONS' },
    );
    expect([preflightAnswer.status, permissions(preflightAnswer)]).toEqual([204, []]);
    const answer = await send(strict, '/graphql', { ...json, origin }, hello);
    expect([permissions(answer), answer.headers.vary]).toEqual([[], 'origin']);
  });

  it.each([
    [200, json, hello],
    [401, { ...json, authorization: '' }, hello],
    [415, { ...json, 'content-type': 'text/plain' }, hello],
    [413, json, { method: 'POST', body: ' '.repeat(300_000) }],
    [405, json, { method: 'DELETE' }],
    [400, json, { method: 'POST', body: '{' }],
  ])('lets its origin read answers with status %i', async (status, headers, options) => {
    const answer = await send(strict, '/graphql', { ...headers, origin: shop }, options);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': shop,
      'access-control-expose-headers': 'x-request-id, retry-after',
      vary: 'origin',
    });
  });

  it('lets its origin read an event stream, and an answer to what broke', async () => {
    const stream = { ...json, origin: shop, accept: 'text/event-stream' };
    const body = '{"query":"subscription { ticks { n } }"}';
    const { headers } = await send(strict, '/graphql', stream, { method: 'POST', body });
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'access-control-allow-origin': shop,
    });
    const broken = { method: 'POST', body: '{"query":"{ broken }"}' };
    const masked = await send(strict, '/graphql', { ...json, origin: shop }, broken);
    expect(masked.headers['access-control-allow-origin']).toBe(shop);
    expect(masked.body).not.toContain('hunter2');
  });

  it('is of GraphQL alone', async () => {
    for (const path of ['/metrics', '/health/ready', '/webhooks/acc_1', '/return/a', '/none']) {
      expect(permissions(await send(strict, path, { origin: shop }))).toEqual([]);
    }
  });
});

describe('the Host', () => {
  const hosts: [name: string, atHome: number, inPublic: number][] = [
    ['localhost', 200, 200],
    ['LOCALHOST:4000', 200, 200],
    ['localhost.', 200, 200],
    ['app.localhost', 200, 200],
    ['127.0.0.1', 200, 200],
    ['127.8.8.8:1', 200, 200],
    ['[::1]:4000', 200, 200],
    ['192.0.2.1', 200, 421],
    ['[2001:db8::1]', 200, 421],
    ['pay.example', 421, 200],
    ['PAY.example:443', 421, 200],
    ['inner.example', 421, 200],
    ['evil.example', 421, 421],
    ['pay.example.evil.example', 421, 421],
    ['localhost.evil.example', 421, 421],
    ['127.0.0.1.evil.example', 421, 421],
    ['pay.example@evil.example', 400, 400],
    ['pay.example/evil', 400, 400],
  ];
  it.each(hosts)('%s: %i without a PUBLIC_URL, %i with one', async (host, atHome, inPublic) => {
    expect((await send(open, '/return/a', { host })).status).toBe(atHome);
    expect((await send(strict, '/return/a', { host })).status).toBe(inPublic);
    // A request under a name that is not ours is not asked for credentials.
    const { status } = await send(open, '/graphql', { ...json, host }, hello);
    expect(status).toBe(atHome);
  });

  it('is never what a proxy says that it was', async () => {
    const forwarded = { host: 'evil.example', 'x-forwarded-host': 'localhost' };
    expect((await send(open, '/return/a', forwarded)).status).toBe(421);
    const other = { host: 'localhost', 'x-forwarded-host': 'evil.example' };
    expect((await send(open, '/return/a', other)).status).toBe(200);
  });

  it.each([
    ['two of them', lines('GET /return/a HTTP/1.1', 'host: localhost', 'Host: localhost'), 400],
    ['an empty one', lines('GET /return/a HTTP/1.1', 'host:', 'connection: close'), 400],
    ['none in HTTP/1.1', lines('GET /return/a HTTP/1.1'), 400],
    ['none in HTTP/1.0', lines('GET /return/a HTTP/1.0'), 400],
    [
      'a target of ours',
      lines('GET http://localhost/return/a HTTP/1.1', 'host: localhost', 'connection: close'),
      200,
    ],
    [
      'a target of another',
      lines('GET http://evil.example/return/a HTTP/1.1', 'host: localhost', 'connection: close'),
      421,
    ],
    [
      'a target of ours, and another host',
      lines('GET http://localhost/ HTTP/1.1', 'host: evil.example', 'connection: close'),
      421,
    ],
    [
      'a target that is none',
      lines('GET foo://x HTTP/1.1', 'host: localhost', 'connection: close'),
      404,
    ],
  ])('with %s', async (_what, text, status) => {
    expect((await exchange(open.url, text)).status).toBe(status);
  });

  it('does not matter to probes, but keeps metrics from a page that was pointed here', async () => {
    const host = 'evil.example';
    expect((await send(open, '/health/live', { host })).status).toBe(200);
    expect((await send(open, '/health/ready', { host })).status).toBe(200);
    expect((await send(open, '/metrics', { host })).status).toBe(403);
    const token = { host: 'pod-7', authorization: 'Bearer token' };
    expect((await send(strict, '/metrics', token)).status).toBe(200);
  });

  it.each(['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'])(
    'does not open metrics to what came with %s',
    async (name) => {
      expect((await send(open, '/metrics', { [name]: '127.0.0.1' })).status).toBe(403);
    },
  );
});

describe('the Origin of a WebSocket', () => {
  it.each([
    ['none', 'localhost:4000', [], 101],
    ['the page itself', 'localhost:4000', ['origin: http://localhost:4000'], 101],
    ['another port', 'localhost:4000', ['origin: http://localhost:3000'], 403],
    ['another site', 'localhost:4000', ['origin: https://evil.example'], 403],
    ['a sandboxed page', 'localhost:4000', ['origin: null'], 403],
    ['a configured origin', 'pay.example', [`origin: ${shop}`], 101],
    ['the public address, behind a proxy', '127.0.0.1', ['origin: https://pay.example'], 101],
    ['a site that was pointed here', 'evil.example', ['origin: https://evil.example'], 421],
    ['a name that only begins like ours', 'pay.example', [`origin: ${shop}.evil.example`], 403],
  ])('%s', async (_what, host, more, status) => {
    expect(await statusOf(strict, host, ...more)).toBe(status);
  });
});

describe('security headers', () => {
  const everywhere = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  };
  const closed = "default-src 'none'; frame-ancestors 'none'";

  it.each([
    ['/graphql', 200, json, hello],
    ['/graphql', 401, {}, hello],
    ['/webhooks/acc_1', 200, {}, hello],
    ['/webhooks/acc_1', 413, {}, { method: 'POST', body: ' '.repeat(300_000) }],
    ['/health/live', 200, {}, {}],
    ['/none', 404, {}, {}],
    ['/health/live', 405, {}, { method: 'POST' }],
    ['/', 302, {}, {}],
    ['/return/a', 421, { host: 'evil.example' }, {}],
  ])('%s with %i has them, and is not kept', async (path, status, headers, options) => {
    const answer = await send(open, path, headers, options);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      ...everywhere,
      'content-security-policy': closed,
      'cache-control': 'no-store',
    });
    expect(answer.headers['strict-transport-security']).toBeUndefined();
    expect(answer.headers['x-powered-by'] ?? answer.headers['server']).toBeUndefined();
  });

  it('an event stream has them', async () => {
    const accept = 'text/event-stream';
    const { headers } = await send(open, '/graphql', { ...json, accept }, hello);
    expect(headers).toMatchObject({ ...everywhere, 'cache-control': 'no-store' });
  });

  it.each(['/graphql', '/return/a'])(
    'the page %s has them with a policy of its own',
    async (path) => {
      const { headers } = await send(open, path, { accept: 'text/html' });
      expect(headers).toMatchObject({ ...everywhere, 'cross-origin-opener-policy': 'same-origin' });
      const policy = headers['content-security-policy'];
      for (const rule of ["default-src 'none'", "base-uri 'none'", "form-action 'none'"]) {
        expect(policy).toContain(rule);
      }
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    },
  );

  it('tell browsers to come by TLS only, where that is how they come', async () => {
    const { headers } = await send(strict, '/graphql', json, hello);
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
  });

  it('no page reflects what it was asked for', async () => {
    const script = '<script>alert(1)</script>';
    for (const path of ['/return/', '/graphql?query=', '/none/', '/graphiql/']) {
      const { body } = await send(open, path + encodeURIComponent(script), { accept: 'text/html' });
      expect(body).not.toContain('alert(1)');
    }
  });
});

it('a key cannot end the element that brings it to GraphiQL', async () => {
  const demoKey = '</script><script>alert(1)</script>';
  const other = await startToy({}, { graphiql: createGraphiql({ demoKey }) });
  const { body } = await send(other, '/graphql', { accept: 'text/html' });
  expect(body).not.toContain('<script>alert');
  expect(body.match(/<\/script>/g)).toHaveLength(3);
  await other.drain();
});

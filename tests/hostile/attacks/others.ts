import { sign } from '../providers/index.ts';
import { graphqlPost } from '../wire/http.ts';
import { hold, talk } from '../wire/raw.ts';
import { http, isRefusal, keyOf } from './attack.ts';
import type { Attack, Refusal, Target } from './attack.ts';

const unauthenticated: Refusal = { statuses: [401] };
const elsewhere: Refusal = { statuses: [400, 404, 421] };

const withBearer = (name: string, make: (target: Target) => string): Attack =>
  http(
    'credentials',
    name,
    (target) => {
      const request = graphqlPost(null, { query: '{ viewer { id } }' });
      return { ...request, headers: { ...request.headers, authorization: make(target) } };
    },
    unauthenticated,
    { atOnce: 16, perSecond: 200 },
  );

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = { iss: 'paygraph', aud: 'paygraph:order', sub: 'ord_1', mer: 'mer_1', exp: 4e9 };

export const credentials: readonly Attack[] = [
  withBearer('wrong keys', ({ number }) => `Bearer pgk_${String(number).padStart(64, '0')}`),
  withBearer('wrong administrator', ({ number }) => `Bearer ${String(number).padStart(48, 'a')}`),
  withBearer('garbage tokens', ({ number }) => `Bearer a${number}.b.c`),
  withBearer(
    'forged tokens',
    () => `Bearer ${part({ alg: 'HS256', kid: '1' })}.${part(claims)}.${'A'.repeat(43)}`,
  ),
  withBearer('tokens without algorithm', () => `Bearer ${part({ alg: 'none' })}.${part(claims)}.`),
  withBearer('huge tokens', () => `Bearer ${'a'.repeat(8_000)}`),
];

const hook = (
  name: string,
  make: (target: Target) => { path: string; headers?: object; body: Buffer },
  refusal = unauthenticated,
): Attack =>
  http(
    'webhooks',
    name,
    (target) => {
      const { path, headers, body } = make(target);
      return {
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json', ...headers },
        body,
      };
    },
    refusal,
    { atOnce: 16, perSecond: 200 },
  );

function accountOf({ testbed, number }: Target) {
  const account = testbed.accounts[number % testbed.accounts.length];
  if (account === undefined) throw new Error('no account');
  return account;
}

const forgedBody = (target: Target, body: string) => {
  const account = accountOf(target);
  const credentials = Object.fromEntries(
    Object.keys(account.config).map((name) => [name, 'x'.repeat(32)]),
  );
  return sign(account, body, { at: Date.now(), nonce: 'A'.repeat(32), credentials });
};

export const webhooks: readonly Attack[] = [
  hook('bad signatures', (target) =>
    forgedBody(target, accountOf(target).notices[0]?.body ?? '{}'),
  ),
  hook('unknown accounts', ({ number }) => ({
    path: `/webhooks/acc_${String(number).padStart(26, '0')}`,
    body: Buffer.from('{}'),
  })),
  hook('deep bodies', (target) => ({
    ...forgedBody(target, '{}'),
    body: Buffer.from(`${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`),
  })),
  hook('wide bodies', (target) => ({
    ...forgedBody(target, '{}'),
    body: Buffer.from(`{${Array.from({ length: 15_000 }, (_, at) => `"k${at}":${at}`).join(',')}}`),
  })),
  hook(
    'too large',
    (target) => ({ ...forgedBody(target, '{}'), body: Buffer.alloc(300_000, 'a') }),
    { statuses: [413, 401] },
  ),
];

/** Opens an event stream. Streams up to the limit are served, others are refused; we end those that are served. */
const stream = (name: string, more: Partial<Attack> & { pauses: boolean }): Attack => ({
  group: 'event streams',
  name,
  by: ['client token', 'READ key'],
  async strike(target) {
    const { pauses } = more;
    const socket = await hold(target.port);
    if (socket === null) return 'no connection';
    const id = target.testbed.accounts[0]?.order.id ?? '';
    const body = JSON.stringify({
      query: `subscription { orderUpdates(id: "${id}") { kind cursor } }`,
    });
    const { promise, resolve } = Promise.withResolvers<string | null>();
    socket.once('data', (chunk: Buffer) =>
      resolve(
        /^HTTP\/1.1 (200|429)/.test(chunk.toString()) ? null : chunk.toString('utf8', 0, 100),
      ),
    );
    socket.once('close', () => resolve('closed without an answer'));
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\nauthorization: Bearer ${keyOf(target) ?? ''}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    const wrong = await promise;
    if (pauses) {
      socket.pause();
      await new Promise((done) => {
        setTimeout(done, 1_500);
      });
    }
    socket.destroy();
    return wrong;
  },
  ...more,
});

export const streams: readonly Attack[] = [
  stream('stream flood', { pauses: false, atOnce: 16, perSecond: 100 }),
  stream('slow readers', { pauses: true, atOnce: 150, perSecond: 60 }),
];

const get = (path: string, headers: object) => () => ({
  method: 'GET',
  path,
  headers: { ...headers },
  body: null,
});

export const web: readonly Attack[] = [
  http(
    'web',
    'another host',
    get('/graphql?query=%7Bviewer%7Bid%7D%7D', { host: 'evil.example' }),
    elsewhere,
    { perSecond: 200 },
  ),
  http(
    'web',
    'paths of all kinds',
    ({ number }) => ({
      method: 'GET',
      path: paths[number % paths.length] ?? '/',
      headers: {},
      body: null,
    }),
    { statuses: [400, 403, 404, 405] },
    { perSecond: 200 },
  ),
  {
    group: 'web',
    name: 'two hosts',
    by: ['nobody'],
    async strike({ port }) {
      const { status } = await talk(port, {
        bytes: 'GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nhost: evil.example\r\n\r\n',
        patienceMs: 4_000,
        until: 'answer',
      });
      return status === 400 || status === 429 ? null : `${status ?? 'nothing'}`;
    },
  },
  {
    group: 'web',
    name: 'pages of another origin',
    by: ['READ key', 'nobody'],
    async strike(target) {
      const request = graphqlPost(keyOf(target), { query: '{ nothing }' });
      const preflight = {
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      };
      const origin = 'https://evil.example';
      const preflighted = await target.http.send({
        method: 'OPTIONS',
        path: '/graphql',
        headers: { origin, ...preflight },
        body: null,
      });
      const answered = await target.http.send({
        ...request,
        headers: { ...request.headers, origin },
      });
      const isOpen = [preflighted, answered].some(
        (one) => one.status !== null && one.headers['access-control-allow-origin'] !== undefined,
      );
      return isOpen
        ? 'lets the page read it'
        : isRefusal(answered, { statuses: [200, 400, 401, 403] });
    },
  },
];

const paths = [
  '/../../etc/passwd',
  '/graphiql/..%2f..%2fpackage.json',
  '/graphiql/%00',
  '/.env',
  '/data/paygraph.sqlite',
  '/webhooks/',
  '/webhooks/%2e%2e',
  '/return/%ff/a',
  '/__proto__',
];

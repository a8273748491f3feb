import { connect } from 'node:net';
import { createClient } from 'graphql-ws';
import type { ExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/domain/principal.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { authenticate } from '../../../src/operations/merchants/authenticate.ts';
import { apiKeyById } from '../../../src/store/queries/merchants.ts';
import { rootsOf } from './roots.ts';
import type { Column, Fixture } from './fixture.ts';
import { executeAs, codeOf } from './walk.ts';
import type { Answer } from './walk.ts';

const unauthenticated = {
  errors: [{ message: 'Missing or wrong credentials', extensions: { code: 'UNAUTHENTICATED' } }],
};

/** One credential of each kind. The endpoints do not know the differences between scopes. */
const atEndpoints = ['none', 'admin', 'READ', 'client', 'revoked', 'expired'] satisfies Column[];

export function describeEndpoints(fixture: () => Fixture): void {
  describe('the endpoints', () => {
    it.each(atEndpoints)('agree with each other about everything: %s', async (column) => {
      const { testApp, credentials } = fixture();
      const [secret = null] = credentials[column];
      const header = secret === null ? null : `Bearer ${secret}`;
      const principal = await authenticate(testApp.app.deps, new Secret(testApp.adminKey), header);
      const questions = questionsFor(fixture());
      const expected = await Promise.all(
        questions.map(async (query) =>
          principal === null ? '401' : outcomeOf(await executeAs(testApp, principal, query)),
        ),
      );
      expect(await overHttp(testApp.url, header, questions)).toEqual(
        expected.map((outcome, at) =>
          isRefusedForItsTransport(questions[at], outcome, principal) ? 'NOT_ACCEPTABLE' : outcome,
        ),
      );
      expect(await overSse(testApp.url, header, questions)).toEqual(expected);
      expect(await overWebSocket(testApp.url, header, questions)).toEqual(expected);
    });

    it('answer missing, malformed, wrong, revoked and expired credentials alike', async () => {
      const { testApp, credentials } = fixture();
      const key = credentials.READ[0] ?? '';
      const wrong = [
        undefined,
        '',
        'Bearer',
        'Bearer ',
        'Basic abc',
        `Basic ${key}`,
        `Token ${key}`,
        key,
        `Bearer ${key.slice(0, -1)}`,
        `Bearer ${key}x`,
        `Bearer ${key} x`,
        `Bearer "${key}"`,
        `Bearer ${key}, Bearer ${key}`,
        `Bearer ${key},`,
        `Bearer ${'x'.repeat(10_240)}`,
        `Bearer pgk_${'0'.repeat(64)}`,
        `Bearer ${testApp.adminKey}0`,
        'Bearer a.b.c',
        `Bearer ${credentials.revoked[0]}`,
        `Bearer ${credentials.expired[0]}`,
      ];
      const answers = wrong.flatMap((header) =>
        ['application/json', 'text/event-stream'].map((accept) =>
          plain(testApp.url, header, accept),
        ),
      );
      const [first, ...others] = await Promise.all(answers);
      expect(first).toMatchObject({ status: 401, body: unauthenticated });
      expect(first?.headers).toMatchObject({ 'www-authenticate': 'Bearer' });
      for (const other of others) expect(other).toEqual(first);
      const closed = await Promise.all(wrong.map((header) => closedWith(testApp.url, header)));
      expect(new Set(closed)).toEqual(new Set(['4401 Unauthorized']));
    });

    it('take the scheme in any case and after it any number of spaces', async () => {
      const { testApp, credentials } = fixture();
      for (const scheme of ['bearer ', 'BEARER ', 'Bearer    ']) {
        const { status } = await plain(
          testApp.url,
          scheme + credentials.READ[0],
          'application/json',
        );
        expect(status).toBe(200);
      }
    });

    it('refuse two credentials at once, whichever is right', async () => {
      const { testApp, credentials } = fixture();
      const right = `Bearer ${credentials.READ[0]}`;
      expect(await withHeaders(testApp.url, [right])).toBe(200);
      for (const two of [
        [right, 'Bearer x'],
        ['Bearer x', right],
        [right, right],
      ]) {
        expect(await withHeaders(testApp.url, two)).toBe(401);
      }
      const both = { authorization: right, Authorization: `Bearer ${credentials.MANAGE[0]}` };
      expect(await closedWith(testApp.url, both)).toBe('4401 Unauthorized');
    });

    it('store when a key was last used, and only the first characters of its secret', async () => {
      const { testApp, credentials } = fixture();
      const { read } = testApp.app.deps;
      const principal = await authenticate(
        testApp.app.deps,
        new Secret(testApp.adminKey),
        `Bearer ${credentials.SETTLE[0]}`,
      );
      if (principal?.kind !== 'API_KEY') throw new Error('no key');
      const key = await apiKeyById(read, principal.keyId);
      expect(key?.lastUsedAt).toBeGreaterThan(0);
      expect(key?.prefix).toBe(credentials.SETTLE[0]?.slice(0, 12));
      const text = 'select * from api_keys where id = ?';
      const row = JSON.stringify(await read.get(text, principal.keyId));
      expect(row).not.toContain(credentials.SETTLE[0]?.slice(12, 24));
    });
  });
}

/** One document for each field of a root that has no effect when it is allowed. */
function questionsFor(fixture: Fixture): string[] {
  const roots = rootsOf(fixture);
  const requested = [
    'Query.node',
    'Query.viewer',
    'Query.order',
    'Query.orders',
    'Query.refund',
    'Query.settlements',
    'Query.events',
    'Query.providers',
    'Query.webhookDeliveries',
    'Mutation.createMerchant',
    'Mutation.createOrder',
    'Mutation.createSettlement',
    'Subscription.orderUpdates',
    'Subscription.events',
    'Subscription.settlementUpdates',
  ];
  const own = { 'Query.node': roots['Query.order'] ?? [] };
  const questions = requested.map((name) => {
    const [type = '', field = ''] = name.split('.');
    const [args = ''] = { ...roots, ...own }[name] ?? [];
    return `${type.toLowerCase()} { ${field}${args} { __typename } }`;
  });
  return [
    ...questions,
    '{ __schema { queryType { name } } }',
    '{ order(id: "1") { metadata { key } } }',
  ];
}

const outcomeOf = ({ errors, data }: ExecutionResult): string =>
  codeOf(errors?.[0]) ?? JSON.stringify(data);

const headersOf = (authorization: string | null) => ({
  'content-type': 'application/json',
  ...(authorization === null ? {} : { authorization }),
});

function overHttp(url: string, header: string | null, questions: readonly string[]) {
  return Promise.all(
    questions.map(async (query) => {
      const body = JSON.stringify({ query });
      const response = await fetch(url, { method: 'POST', headers: headersOf(header), body });
      const answer = (await response.json()) as Answer;
      return response.status === 401 ? '401' : outcomeOf(answer);
    }),
  );
}

function overSse(url: string, header: string | null, questions: readonly string[]) {
  return Promise.all(
    questions.map(async (query) => {
      const headers = { ...headersOf(header), accept: 'text/event-stream' };
      const body = JSON.stringify({ query });
      const response = await fetch(url, { method: 'POST', headers, body });
      if (response.status === 401) return response.text().then(() => '401');
      let text = '';
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString('utf8');
        const [, data] = /^data: (\{.*\})$/m.exec(text) ?? [];
        if (data !== undefined) return outcomeOf(JSON.parse(data) as Answer);
      }
      throw new Error(`nothing came: ${text}`);
    }),
  );
}

async function overWebSocket(url: string, header: string | null, questions: readonly string[]) {
  const client = createClient({
    url: url.replace('http', 'ws'),
    connectionParams: header === null ? {} : { authorization: header },
    retryAttempts: 0,
    webSocketImpl: WebSocket,
  });
  const send = async (query: string): Promise<string> => {
    const results = client.iterate({ query });
    try {
      const { value } = await results.next();
      return outcomeOf(value as Answer);
    } catch (error) {
      if (Array.isArray(error)) return outcomeOf({ errors: error });
      if ((error as CloseEvent).code === 4401) return '401';
      throw error;
    } finally {
      await results.return?.();
    }
  };
  const outcomes = await Promise.all(questions.map(send));
  await client.dispose();
  return outcomes;
}

/** Status, body and headers, except those that differ from request to request. */
async function plain(url: string, header: string | undefined, accept: string) {
  const headers = { ...headersOf(header ?? null), accept };
  const body = JSON.stringify({ query: '{ viewer { id } }' });
  const response = await fetch(url, { method: 'POST', headers, body });
  const { date, 'x-request-id': requestId, ...rest } = Object.fromEntries(response.headers);
  expect(requestId).toBeTypeOf('string');
  expect(date).toBeTypeOf('string');
  return { status: response.status, headers: rest, body: await response.json() };
}

/** The close code of a socket with these connectionParams, or with this member of them. */
function closedWith(url: string, credentials: string | undefined | object): Promise<string> {
  const payload = typeof credentials === 'object' ? credentials : { authorization: credentials };
  return new Promise((resolve) => {
    const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
    socket.addEventListener('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload })),
    );
    socket.addEventListener('message', () => socket.close(1000, 'let in'));
    socket.addEventListener('close', ({ code, reason }) => resolve(`${code} ${reason}`));
  });
}

/** The status of a request with several authorization lines, which no usual client sends. */
function withHeaders(url: string, lines: readonly string[]): Promise<number> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      const body = '{"query":"{ __typename }"}';
      socket.write(
        [
          'POST /graphql HTTP/1.1',
          `host: ${hostname}`,
          'connection: close',
          'content-type: application/json',
          `content-length: ${body.length}`,
          ...lines.map((line) => `authorization: ${line}`),
          '',
          body,
        ].join('\r\n'),
      );
    });
    socket.once('error', reject);
    socket.once('data', (data) => {
      resolve(Number(data.toString('latin1').split(' ')[1]));
      socket.destroy();
    });
  });
}

/** A client token's document is checked before its transport. */
function isRefusedForItsTransport(
  question: string | undefined,
  outcome: string,
  principal: Principal | null,
): boolean {
  if (principal === null || question?.startsWith('subscription') !== true) return false;
  return principal.kind !== 'CLIENT' || outcome !== 'FORBIDDEN';
}

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { ConfigError, readConfig } from '../../../src/config.ts';
import { storeApiKey } from '../../../src/operations/merchants/merchants.ts';
import { eventually, openTestApp } from '../../support/app.ts';
import type { Another, TestApp } from '../../support/app.ts';

/** Over real sockets, with a second process on the same database. */
const followOrder =
  'subscription Follow($id: ID!) { orderUpdates(id: $id) { kind order { status } } }';
const readOrder = 'query Read($id: ID!) {\n  order(id: $id) { id }\n}';
const folder = mkdtempSync(join(tmpdir(), 'paygraph-trusted-'));
const trustedFile = join(folder, 'documents.json');
writeFileSync(trustedFile, JSON.stringify({ follow: followOrder, read: readOrder }));

let testApp: TestApp;
let another: Another;
let made = 0;
const sockets: Socket[] = [];
beforeAll(async () => {
  testApp = await openTestApp({ environment: { PAYGRAPH_TRUSTED_DOCUMENTS: trustedFile } });
  another = await testApp.another();
});
afterAll(async () => {
  for (const { socket } of sockets) socket.terminate();
  await testApp.close();
  rmSync(folder, { recursive: true });
});

async function makeKey(...scopes: ('READ' | 'MANAGE')[]) {
  made += 1;
  const id = testApp.app.deps.ids.make('key');
  const secret = `pgk_revocation_${made}_${'x'.repeat(20)}`;
  await storeApiKey(testApp.app.deps, {
    id,
    merchantId: testApp.merchantId,
    name: 'short-lived',
    scopes,
    secret,
  });
  return { id, secret };
}

async function makeOrder(): Promise<{ id: string; clientToken: string }> {
  made += 1;
  const { data } = await testApp.post({
    query: `mutation ($input: CreateOrderInput!) {
      createOrder(input: $input) { ... on CreateOrderSuccess { clientToken order { id } } }
    }`,
    variables: {
      input: {
        idempotencyKey: `revocation-${made}`,
        reference: `revocation-${made}`,
        account: testApp.accounts.W_CHECKOUT,
        amount: { amount: '10', currency: 'USD' },
        method: { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } },
      },
    },
  });
  const { clientToken, order } = (data ?? {})['createOrder'] as {
    clientToken: string;
    order: { id: string };
  };
  return { id: order.id, clientToken };
}

interface Socket {
  socket: WebSocket;
  messages: { type: string; id?: string; payload?: unknown }[];
  code: Promise<number>;
  send(message: object): void;
}

async function connect(secret: string): Promise<Socket> {
  const socket = new WebSocket(testApp.url.replace('http', 'ws'), 'graphql-transport-ws');
  const messages: Socket['messages'] = [];
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as never));
  const code = new Promise<number>((resolve) => socket.once('close', resolve));
  const send = (message: object): void => socket.send(JSON.stringify(message));
  await new Promise((resolve) => socket.once('open', resolve));
  send({ type: 'connection_init', payload: { authorization: `Bearer ${secret}` } });
  const connected = { socket, messages, code, send };
  sockets.push(connected);
  await untilMessage(connected, 'connection_ack');
  return connected;
}

const untilMessage = ({ messages }: Socket, type: string) =>
  eventually(async () => messages.find((message) => message.type === type));

async function follow(secret: string, id: string): Promise<Socket> {
  const socket = await connect(secret);
  socket.send({ type: 'subscribe', id: '1', payload: { query: followOrder, variables: { id } } });
  await untilMessage(socket, 'next');
  return socket;
}

const stream = (secret: string, body: object) =>
  fetch(testApp.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${secret}`,
    },
    body: JSON.stringify(body),
  });

const revoke = (id: string, at: Pick<TestApp, 'post'> = testApp) =>
  at.post({ query: `mutation { revokeApiKey(id: "${id}") { __typename } }` }, testApp.adminKey);

describe('A key that is revoked', () => {
  it('loses its WebSockets at once, for good, and others keep theirs', async () => {
    const { id } = await makeOrder();
    const [revoked, valid] = [await makeKey('READ'), await makeKey('READ')];
    const [one, other] = [await follow(revoked.secret, id), await follow(valid.secret, id)];
    await revoke(revoked.id);
    // The close code after which graphql-ws clients do not come back.
    expect(await one.code).toBe(4401);
    expect(other.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('loses its event streams at once, with a reason', async () => {
    const { id } = await makeOrder();
    const key = await makeKey('READ');
    const response = await stream(key.secret, { query: followOrder, variables: { id } });
    await revoke(key.id);
    const text = await response.text();
    expect(text).toMatch(/event: next\ndata: .*"code":"UNAUTHENTICATED".*\n\nevent: complete\n/);
  });

  it('loses them too when another process revokes it', async () => {
    const { id } = await makeOrder();
    const key = await makeKey('READ');
    const socket = await follow(key.secret, id);
    const response = await stream(key.secret, { query: followOrder, variables: { id } });
    await revoke(key.id, another);
    expect(await socket.code).toBe(4401);
    expect(await response.text()).toContain('UNAUTHENTICATED');
  });

  it('runs nothing more on a socket that is still open', async () => {
    const key = await makeKey('READ');
    const socket = await connect(key.secret);
    // Before the other process has checked.
    await revoke(key.id, another);
    socket.send({ type: 'subscribe', id: '1', payload: { query: '{ viewer { id } }' } });
    expect(await socket.code).toBe(4401);
    expect(socket.messages.some(({ type }) => type === 'next')).toBe(false);
  });

  it('is refused at once, although it was used right before', async () => {
    const key = await makeKey('READ');
    for (let time = 0; time < 3; time += 1) {
      const { status } = await testApp.post({ query: '{ viewer { id } }' }, key.secret);
      expect(status).toBe(200);
    }
    await revoke(key.id);
    const { status } = await testApp.post({ query: '{ viewer { id } }' }, key.secret);
    expect(status).toBe(401);
  });

  it('is refused within 3 s, although another process revokes it', async () => {
    const key = await makeKey('READ');
    const use = () => testApp.post({ query: '{ viewer { id } }' }, key.secret);
    expect((await use()).status).toBe(200);
    await revoke(key.id, another);
    const revoked = performance.now();
    await eventually(async () => ((await use()).status === 401 ? true : undefined));
    expect(performance.now() - revoked).toBeLessThan(3000);
  });

  it('has its last use recorded where it was used over a WebSocket', async () => {
    const key = await makeKey('READ');
    await connect(key.secret);
    const { data } = await testApp.post({ query: '{ viewer { apiKeys { id lastUsedAt } } }' });
    const { apiKeys } = (data ?? {})['viewer'] as {
      apiKeys: { id: string; lastUsedAt: unknown }[];
    };
    expect(apiKeys.find(({ id }) => id === key.id)?.lastUsedAt).not.toBeNull();
  });
});

const codes = ({ errors }: { errors?: readonly { extensions?: object }[] }) =>
  errors?.map(({ extensions }) => extensions);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('With trusted documents, a client token', () => {
  it('runs what is registered, however it is laid out, or by its id', async () => {
    const { id, clientToken } = await makeOrder();
    const variables = { id };
    const bodies = [
      { query: readOrder, variables },
      { query: 'query Read($id:ID!){order(id:$id){id}}', variables },
      { documentId: 'read', variables },
      { documentId: `sha256:${sha256(readOrder)}`, variables },
      { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(readOrder) } }, variables },
    ];
    for (const body of bodies) {
      expect(await testApp.post(body, clientToken)).toMatchObject({ data: { order: { id } } });
      const streamed = await stream(clientToken, body);
      expect(await streamed.text()).toContain(`"order":{"id":"${id}"}`);
    }
  });

  it('runs nothing else, over no transport', async () => {
    const { id, clientToken } = await makeOrder();
    const body = { query: 'query Other($id: ID!) { order(id: $id) { id } }', variables: { id } };
    const refused = [{ code: 'DOCUMENT_NOT_TRUSTED' }];
    expect(codes(await testApp.post(body, clientToken))).toEqual(refused);
    expect(await (await stream(clientToken, body)).text()).toContain('DOCUMENT_NOT_TRUSTED');
    const socket = await connect(clientToken);
    socket.send({ type: 'subscribe', id: '1', payload: body });
    expect(JSON.stringify(await untilMessage(socket, 'error'))).toContain('DOCUMENT_NOT_TRUSTED');
    expect(codes(await testApp.post({ documentId: 'other' }, clientToken))).toEqual(refused);
    expect(await testApp.post(body)).toMatchObject({ data: { order: { id } } });
  });

  it('leaves the schema to keys with MANAGE', async () => {
    const explore = { query: '{ __schema { queryType { name } } }' };
    const [reads, manages] = [await makeKey('READ'), await makeKey('MANAGE')];
    expect(codes(await testApp.post(explore, reads.secret))).toEqual([{ code: 'FORBIDDEN' }]);
    expect(await testApp.post(explore, manages.secret)).toHaveProperty('data.__schema');
    expect(await testApp.post(explore, testApp.adminKey)).toHaveProperty('data.__schema');
    expect(await testApp.post({ query: '{ viewer { id } }' }, reads.secret)).toHaveProperty('data');
  });
});

it.each([
  ['is not there', join(folder, 'missing.json')],
  ['is not what it must be', import.meta.filename],
])('Paygraph does not start when the file of trusted documents %s', async (_name, path) => {
  const start = async () =>
    createApp(
      readConfig({
        DATABASE_URL: `sqlite:${join(folder, 'paygraph.sqlite')}`,
        PAYGRAPH_TRUSTED_DOCUMENTS: path,
      }),
    );
  await expect(start).rejects.toThrow(ConfigError);
  await expect(start).rejects.toThrow('PAYGRAPH_TRUSTED_DOCUMENTS');
});

// This test is last: it moves the clock.
it('A client token that runs out ends its streams, which are told so', async () => {
  const { id } = await makeOrder();
  const { clientTokens, now } = testApp.app.deps;
  const claims = { merchantId: testApp.merchantId, orderId: id, expiresAt: now() + 60_000 };
  const clientToken = await clientTokens.make(claims);
  const socket = await follow(clientToken, id);
  const response = await stream(clientToken, { documentId: 'follow', variables: { id } });
  await testApp.advance(120_000);
  expect(await socket.code).toBe(4401);
  expect(await response.text()).toContain('UNAUTHENTICATED');
});

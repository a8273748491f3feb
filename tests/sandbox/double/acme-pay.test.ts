import { createHmac } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { createSandboxClock, startDouble } from '../../../sandbox/double/index.ts';
import { NOON } from '../client.ts';
import { openInbox } from '../inbox.ts';
import { acmePay } from './acme-pay.ts';

async function open() {
  const clock = createSandboxClock({ frozenAt: NOON });
  const inbox = await openInbox();
  const running = await startDouble(acmePay, {
    host: '127.0.0.1',
    port: 0,
    clock,
    log: () => undefined,
    autoAdvanceMs: null,
  });
  onTestFinished(async () => {
    await running.close();
    await inbox.close();
  });
  const { provider, books } = running;
  const account = provider.createMerchantAccount({ webhookUrl: inbox.url });
  const call = async (
    method: string,
    path: string,
    form: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(provider.baseUrl + path, {
      method,
      headers: { authorization: `Bearer ${account.secretKey}`, ...headers },
      ...(method === 'POST' && { body: new URLSearchParams(form) }),
    });
    const body = (await response.json()) as Record<string, unknown> & { data: { id: string }[] };
    return { status: response.status, body, id: String(body['id']) };
  };
  const session = { amount: '500', currency: 'usd', success_url: 'https://shop.example/thanks' };
  const create = (fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    call('POST', '/v1/sessions', { ...session, ...fields }, headers);
  return { provider, books, clock, inbox, account, call, create };
}

it('a thing is made and found by its path', async () => {
  const { call, create, provider } = await open();
  const { status, id } = await create({ 'metadata[order]': 'T1' });
  expect(status).toBe(200);
  const found = await call('GET', `/v1/sessions/${id}`);
  expect(found.body).toMatchObject({ id, amount: '500', currency: 'usd', status: 'open' });
  expect(provider.order(id)).toMatchObject({ number: id, amount: '500', status: 'open' });
  expect(provider.requests()).toMatchObject([
    { operation: 'createSession', code: '200' },
    { operation: 'getSession', path: `/v1/sessions/${id}` },
  ]);
});

it.each([
  ['POST', '/v1/sessions', { currency: 'usd' }, {}, 400, { code: 'missing', param: 'amount' }],
  ['POST', '/v1/sessions', { amount: '1', more: 'x' }, {}, 400, { param: 'currency' }],
  ['GET', '/v1/sessions/cs_none', {}, {}, 404, { code: 'absent', message: 'session not found' }],
  ['GET', '/v1/sessions?starting_after=x', {}, {}, 400, { param: 'starting_after' }],
  ['GET', '/v1/sessions', {}, { authorization: 'Bearer x' }, 401, { code: 'unauthorized' }],
  ['GET', '/v2/sessions', {}, {}, 404, { message: 'no such path' }],
  ['PUT', '/v1/sessions', {}, {}, 405, { code: 'method' }],
])(
  '%s %s with %j and %j is refused with HTTP %i',
  async (method, path, form, headers, status, error) => {
    const { call } = await open();
    const refused = await call(method, path, form, headers);
    expect(refused.status).toBe(status);
    expect(refused.body).toMatchObject({ error });
  },
);

it('an unknown member is refused where the provider refuses it, with its path', async () => {
  const { create } = await open();
  const { status, body } = await create({ color: 'red' });
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: { code: 'unknown', param: 'color' } });
});

it('a move that the status does not allow is refused, and only allowed ones are counted', async () => {
  const { call, create, provider } = await open();
  const { id } = await create();
  expect((await call('POST', `/v1/sessions/${id}/expire`)).body['status']).toBe('expired');
  const again = await call('POST', `/v1/sessions/${id}/expire`);
  const message = `session ${id} is expired and cannot become expired`;
  expect(again.body).toMatchObject({ error: { code: 'state', message } });
  expect(() => provider.advanceOrder(id)).toThrow(`session ${id} is expired`);
  expect(provider.effects()).toEqual({ ordersCreated: 1, ordersPaid: 0 });
});

it('an idempotency key is answered with the first answer, and not used for something else', async () => {
  const { create, provider } = await open();
  const key = { 'idempotency-key': 'K1' };
  expect((await create({ currency: 'eur' }, key)).status).toBe(400);
  const first = await create({}, key);
  provider.advanceOrder(first.id);
  expect((await create({}, key)).body).toEqual(first.body);
  expect((await create({ amount: '501' }, key)).status).toBe(409);
  expect(provider.effects().ordersCreated).toBe(1);
});

it('a list goes on from a cursor', async () => {
  const { call, create } = await open();
  const ids: string[] = [];
  for (const amount of ['1', '2', '3']) {
    // oxlint-disable-next-line no-await-in-loop
    ids.unshift((await create({ amount })).id);
  }
  const first = await call('GET', '/v1/sessions?limit=2');
  expect(first.body).toMatchObject({ has_more: true, data: [{ id: ids[0] }, { id: ids[1] }] });
  const rest = await call('GET', `/v1/sessions?limit=2&starting_after=${ids[1]}`);
  expect(rest.body).toMatchObject({ has_more: false, data: [{ id: ids[2] }] });
});

it('a webhook is signed anew with its time at each attempt, until it is acknowledged', async () => {
  const { account, clock, create, inbox, provider } = await open();
  inbox.answer = (response) => response.writeHead(inbox.received.length === 1 ? 500 : 204).end();
  const { id } = await create();
  provider.advanceOrder(id);
  await provider.webhooks.idle();
  await clock.advance(60_000);
  const times = inbox.received.map(({ body, headers }) => {
    const [, time = '', v1] = /^t=(\d+),v1=(\w+)$/.exec(String(headers['acme-signature'])) ?? [];
    const hmac = createHmac('sha256', account.signingSecret).update(`${time}.${body}`);
    expect(v1).toBe(hmac.digest('hex'));
    return Number(time) - NOON / 1000;
  });
  expect(times).toEqual([0, 60]);
  expect(provider.webhooks.events()).toMatchObject([{ session: id, attempts: 2, delivered: true }]);
  await provider.webhooks.stale();
  expect(inbox.received[2]?.headers['acme-signature']).toContain(`t=${NOON / 1000 + 60 - 301},`);
});

it('what is due happens after the state was taken over, too', async () => {
  const first = await open();
  const { id } = await first.create();
  const second = await open();
  second.books.restore(structuredClone(first.books.state()));
  expect(second.provider.order(id).status).toBe('open');
  await second.clock.advance(86_400_000);
  expect(second.provider.order(id).status).toBe('expired');
});

it('the payer pays on the cashier page and is sent back, once', async () => {
  const { create, provider } = await open();
  const { id } = await create();
  const page = `${provider.baseUrl}/pay/${id}`;
  const body = new URLSearchParams({ action: 'pay' });
  const pay = () => fetch(page, { method: 'POST', body, redirect: 'manual' });
  expect(await (await fetch(page)).text()).toContain('500 usd');
  const paid = await pay();
  expect([paid.status, paid.headers.get('location')]).toEqual([303, 'https://shop.example/thanks']);
  expect((await pay()).status).toBe(422);
  expect(provider.order(id).status).toBe('complete');
});

it('tests in other processes call what is declared, and what comes with every double', async () => {
  const { create, provider } = await open();
  const control = async (call: object) => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(call) };
    return (await fetch(`${provider.baseUrl}/__control`, init)).json();
  };
  await control({ call: 'arm', fault: 'other-currency', operation: 'createSession' });
  const { body, id } = await create();
  expect(body['currency']).toBe('jpy');
  expect(await control({ call: 'order', id })).toMatchObject({ result: { currency: 'usd' } });
  expect(await control({ call: 'forge', how: 'best' })).toMatchObject({
    ok: false,
    error: 'how must be one of unsigned, tampered-body',
  });
});

import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { UnavailableError } from '../../../src/domain/errors.ts';
import { createProviderAccount } from '../../../src/operations/merchants/provider-accounts.ts';
import { emptyDeliveries } from '../../../src/store/queries/retention/bodies.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import type { PaymentMethodInput } from '../../generated/graphql.ts';
import * as documents from '../../support/documents.ts';
import { mutate, newKey, orderOf } from '../../support/operations.ts';
import { causesOf, hour } from '../../support/reconciliation.ts';
import { startCheckoutApi } from './api.ts';
import type { CheckoutApi } from './api.ts';
import { withRestProvider } from './provider.ts';

let testApp: TestApp;
let api: CheckoutApi;
let account: string;

beforeAll(async () => {
  api = await startCheckoutApi();
  testApp = await openTestApp({ modules: withRestProvider });
  const made = await createProviderAccount(
    testApp.app.deps,
    { kind: 'ADMINISTRATOR' },
    {
      merchant: testApp.merchantId,
      name: 'REST',
      baseUrl: api.url,
      config: {
        nexapay: { apiKey: 'key', secretKey: 'secret', merchantId: '1', subMerchantId: '1' },
      },
    },
  );
  account = made.id;
});
afterAll(async () => {
  await testApp.close();
  await api[Symbol.asyncDispose]();
});

const request = (method: PaymentMethodInput, currency = 'BRL') => ({
  idempotencyKey: newKey(),
  reference: 'basket',
  account,
  amount: { amount: '25.00', currency },
  method,
});
const create = async (method: PaymentMethodInput = { card: {} }, currency = 'BRL') => {
  const { order, ...rest } = await mutate(testApp, documents.createOrder, {
    input: request(method, currency),
  });
  if (order === undefined) throw new Error(JSON.stringify(rest));
  return order;
};
const sessionOf = ({ providerReference }: { providerReference: string }) => {
  const found = api.sessions.filter(({ reference }) => reference === providerReference);
  expect(found).toHaveLength(1);
  return found[0] ?? { id: '', status: 'open' };
};
const targets = () => api.received.map(({ method, target }) => `${method} ${target}`);
const notify = async (session: string, to = account, at = testApp.url) => {
  const url = new URL(`/webhooks/${to}/orders`, at);
  const response = await fetch(url, { method: 'POST', body: JSON.stringify({ session }) });
  return { status: response.status, body: await response.text() };
};
const thanks = { status: 200, body: 'thanks' };

describe('an order at a provider with REST', () => {
  it('is created with 201 and canceled with 204', async () => {
    const order = await create();
    expect(order).toMatchObject({ status: 'AWAITING_PAYMENT' });
    const canceled = await mutate(testApp, documents.cancelOrder, {
      input: { idempotencyKey: newKey(), id: order.id },
    });
    expect(canceled.order).toMatchObject({ status: 'CANCELED' });
    expect(sessionOf(order).status).toBe('expired');
  });

  it('is sent again where the provider refuses it for now, and never counts as lost', async () => {
    api.next.push('BUSY');
    const order = await create();
    expect(order).toMatchObject({ status: 'AWAITING_PAYMENT' });
    sessionOf(order);
  });

  it('is repeated under its idempotency key where its answer is lost, and made once', async () => {
    api.next.push('LOST', 'LOST');
    const order = await create();
    expect(order.status).toBe('UNKNOWN');
    const before = api.received.length;
    await testApp.advance(5_000);
    await testApp.advance(30_000);
    expect((await orderOf(testApp, order.id)).status).toBe('AWAITING_PAYMENT');
    sessionOf(order);
    expect(targets().slice(before)).toContain('POST /v1/sessions');
  });

  it('is queried with the time of its creation while its number is not known', async () => {
    api.next.push(...Array<'LOST'>(2).fill('LOST'));
    const order = await create();
    await mutate(testApp, documents.refreshOrder, { id: order.id });
    const { createdAt } = order as unknown as { createdAt: string };
    const query = targets().findLast((one) => one.startsWith('GET /v1/sessions?')) ?? '';
    expect(query).toContain(`reference=${order.providerReference}`);
    const from = /created_from=(\d+)/.exec(query)?.[1];
    expect(new Date(Number(from)).toISOString()).toBe(createdAt);
    expect((await orderOf(testApp, order.id)).status).toBe('AWAITING_PAYMENT');
    api.next.length = 0;
  });
});

/** Accounts that do not exist, of all kinds. */
const strangers = Array.from({ length: 60 }, (_, count) => `acc_unknown${count}`);
const queriesAbout = (id: string) =>
  targets().filter((one) => one === `GET /v1/sessions/${id}`).length;
const pollsUntilNow = () => targets().filter((one) => one.startsWith('GET /v1/sessions?')).length;

describe('an order by an open payment method', () => {
  it.each([
    [{ hostedCheckout: {} }, { type: 'HOSTED_CHECKOUT', methods: [] }],
    [{ hostedCheckout: { methods: ['visa'] } }, { type: 'HOSTED_CHECKOUT', methods: ['visa'] }],
    [{ card: {} }, { type: 'CARD', presentation: 'HOSTED_PAGE' }],
    [{ other: { name: 'klarna' } }, { type: 'OTHER', name: 'klarna' }],
  ])(
    '%j, in a currency of ISO 4217, leads the payer to the page of the provider',
    async (method, sent) => {
      const order = await create(method, 'AUD');
      expect(order).toMatchObject({ status: 'AWAITING_PAYMENT', method: sent.type });
      const { data } = await testApp.post({
        query:
          'query ($id: ID!) { order(id: $id) { amount { amount currency } nextAction { ... on RedirectAction { url } } } }',
        variables: { id: order.id },
      });
      expect(data).toEqual({
        order: {
          amount: { amount: '25.00', currency: 'AUD' },
          nextAction: { url: `https://pay.test/${sessionOf(order).id}` },
        },
      });
      const body = JSON.parse(
        api.received.findLast(({ method: by }) => by === 'POST')?.body.toString() ?? '',
      ) as object;
      expect(body).toMatchObject({ amount: '25.00', currency: 'AUD', method: sent });
      sessionOf(order).status = 'paid';
      await mutate(testApp, documents.refreshOrder, { id: order.id });
      expect((await orderOf(testApp, order.id)).status).toBe('PAID');
    },
  );

  it('that the provider does not have has no route', async () => {
    const refused = await mutate(testApp, documents.createOrder, {
      input: request({ other: { name: 'afterpay' } }),
    });
    expect(refused).toMatchObject({ __typename: 'NoRouteError' });
    expect(JSON.stringify(refused)).toContain('has no afterpay');
  });

  it.each([
    [{ other: { name: '' } }, 'method.other.name'],
    [{ hostedCheckout: { methods: ['x'.repeat(65)] } }, 'method.hostedCheckout.methods.0'],
  ])('%j is refused, with the path', async (method, path) => {
    const refused = await mutate(testApp, documents.createOrder, { input: request(method) });
    expect(JSON.stringify(refused)).toContain(JSON.stringify(path.split('.')));
  });

  it('is among what the provider can do', async () => {
    const query = '{ providers { provider methods otherMethods } }';
    const { data } = await testApp.post({ query });
    const { providers } = data as { providers: { provider: string }[] };
    expect(providers.find(({ provider }) => provider === 'NEXAPAY')).toMatchObject({
      methods: ['PIX', 'HOSTED_CHECKOUT', 'CARD', 'OTHER'],
      otherMethods: ['klarna'],
    });
  });
});

describe('a webhook with an id and no signature', () => {
  it("is a reason to query by the provider's own number, and its order shows the call", async () => {
    const order = await create();
    const session = sessionOf(order);
    session.status = 'paid';
    expect(await notify(session.id)).toEqual(thanks);
    await testApp.advance(0);
    expect((await orderOf(testApp, order.id)).status).toBe('PAID');
    expect(await causesOf(testApp, order.id)).toContain('WEBHOOK');
    const text = 'select operation from provider_calls where subject_id = ?';
    const calls = await testApp.app.deps.read.all<{ operation: string }>(text, order.id);
    expect(calls.map(({ operation }) => operation)).toEqual(['createSession', 'getSession']);
  });

  it('proves nothing: a stranger who sends it changes no order', async () => {
    const order = await create();
    expect(await notify(sessionOf(order).id)).toEqual(thanks);
    expect(await notify('s9999')).toEqual(thanks);
    await testApp.advance(0);
    expect((await orderOf(testApp, order.id)).status).toBe('AWAITING_PAYMENT');
  });

  it('is no repetition of the same bytes, and a flood of it costs a query in five seconds', async () => {
    const order = await create();
    const session = sessionOf(order);
    const polls = pollsUntilNow();
    for (let count = 0; count < 20; count += 1) {
      await notify(session.id);
      await testApp.advance(0);
    }
    expect(queriesAbout(session.id)).toBe(1);
    session.status = 'paid';
    await notify(session.id);
    await testApp.advance(0);
    expect((await orderOf(testApp, order.id)).status).toBe('AWAITING_PAYMENT');
    // The one that came too soon was not lost.
    await testApp.advance(5_000);
    expect((await orderOf(testApp, order.id)).status).toBe('PAID');
    expect(await causesOf(testApp, order.id)).toContain('WEBHOOK');
    expect([queriesAbout(session.id), pollsUntilNow()]).toEqual([2, polls]);
  });

  it('that comes while the provider is queried is queried about once more', async () => {
    const order = await create();
    const session = sessionOf(order);
    await notify(session.id);
    await testApp.advance(0);
    await testApp.advance(5_000);
    const before = queriesAbout(session.id);
    await notify(session.id);
    api.answering = async () => {
      api.answering = null;
      // It is paid after the provider has looked, and says so before its answer has come.
      await notify(session.id);
      session.status = 'paid';
    };
    await testApp.advance(0);
    expect((await orderOf(testApp, order.id)).status).toBe('AWAITING_PAYMENT');
    await testApp.advance(5_000);
    expect(queriesAbout(session.id) - before).toBe(2);
    expect((await orderOf(testApp, order.id)).status).toBe('PAID');
  });

  it('that comes again after its body was removed is read from the one that came now', async () => {
    const order = await create();
    const session = sessionOf(order);
    await notify(session.id);
    await testApp.advance(0);
    const { read, queue } = testApp.app.deps;
    const text = 'select id from webhook_deliveries where about = ?';
    const [stored] = await read.all<{ id: string }>(text, session.id);
    await queue.commit((tx) => emptyDeliveries(tx, [stored?.id ?? '']));
    session.status = 'paid';
    await notify(session.id);
    await testApp.advance(5_000);
    expect((await orderOf(testApp, order.id)).status).toBe('PAID');
    expect(await causesOf(testApp, order.id)).toContain('WEBHOOK');
  });

  it('of which the provider knows nothing is tried again like any other, and needs no person in the end', async () => {
    expect(await notify('s7777')).toEqual(thanks);
    const text = 'select status, attempts from webhook_deliveries where about = ?';
    const stored = () => testApp.app.deps.read.all(text, 's7777');
    expect(await stored()).toEqual([{ status: 'FAILED', attempts: 0 }]);
    await testApp.advance(0);
    expect(await stored()).toEqual([{ status: 'UNMATCHED', attempts: 1 }]);
    for (let count = 0; count < 8; count += 1) await testApp.advance(43_200_000);
    expect(await stored()).toEqual([{ status: 'IGNORED', attempts: 9 }]);
    const items = 'select reason from attention_items where account_id = ?';
    expect(await testApp.app.deps.read.all(items, account)).toEqual([]);
    expect(await notify('s7777')).toEqual(thanks);
    expect(await stored()).toEqual([{ status: 'FAILED', attempts: 0 }]);
  });

  it('is queried about once in five seconds, whatever address of the account it comes in at', async () => {
    const order = await create();
    const { id } = sessionOf(order);
    const notifyAtAll = async () => {
      for (const topic of ['', '/orders', '/refunds', '/settlements']) {
        const url = new URL(`/webhooks/${account}${topic}`, testApp.url);
        await fetch(url, { method: 'POST', body: JSON.stringify({ session: id }) });
      }
    };
    await notifyAtAll();
    await testApp.advance(0);
    expect(queriesAbout(id)).toBe(1);
    await notifyAtAll();
    await testApp.advance(0);
    expect(queriesAbout(id)).toBe(1);
    await testApp.advance(5_000);
    expect(queriesAbout(id)).toBe(2);
  });

  it.each([
    ['characters', () => Array.from({ length: 400 }, () => crypto.randomUUID()).join('')],
    [
      'bytes',
      () => String.fromCodePoint(...Array.from({ length: 980 }, () => randomInt(0x4e00, 0x9fa5))),
    ],
  ])('with a number of too many %s for an index is answered alike', async (_of, make) => {
    const long = make();
    expect(await notify(long)).toEqual(thanks);
    const answers = new Set<number>();
    for (const to of strangers) answers.add((await notify(long, to)).status);
    expect(answers).toEqual(new Set([200, 401]));
  });

  it('is answered alike by another process, at accounts that do not exist too', async () => {
    const other = await testApp.another();
    for (const to of [account, ...strangers]) {
      expect(await notify('s1', to, other.url)).toEqual(await notify('s1', to));
    }
  });

  it('gets the same answer at some accounts that do not exist, so it does not tell which do', async () => {
    const answers = new Set<string>();
    for (const to of strangers) {
      const { status, body } = await notify('s1', to);
      answers.add(`${status} ${body}`);
    }
    expect(answers).toEqual(new Set(['200 thanks', '401 {"error":"not accepted"}']));
  });

  it('is answered at the same moment there, before the provider is queried', async () => {
    const order = await create();
    const { id } = sessionOf(order);
    const before = queriesAbout(id);
    const { deps } = testApp.app;
    const now = deps.monotonic();
    const clock = vi.spyOn(deps, 'monotonic').mockReturnValue(now + 40);
    const pause = vi.spyOn(deps, 'pause');
    const known = await notify(id);
    expect([known, pause.mock.calls]).toEqual([thanks, [[100]]]);
    expect(queriesAbout(id)).toBe(before);
    for (const to of strangers) {
      pause.mockClear();
      const { status } = await notify(id, to);
      expect(pause.mock.calls).toEqual(status === 200 ? [[100]] : []);
    }
    for (const spy of [clock, pause]) spy.mockRestore();
  });

  it('is answered alike where nothing can be written', async () => {
    const { queue } = testApp.app.deps;
    const unwritable = vi.spyOn(queue, 'change').mockRejectedValue(new UnavailableError());
    const answers = new Set<string>();
    for (const to of [account, ...strangers]) {
      const { status } = await notify('s1', to);
      answers.add(`${to === account ? 'known' : 'unknown'} ${status}`);
    }
    unwritable.mockRestore();
    expect(answers).toEqual(new Set(['known 503', 'unknown 503', 'unknown 401']));
  });

  it('is refused where it has no id', async () => {
    const url = new URL(`/webhooks/${account}/orders`, testApp.url);
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
  });
});

describe('a list that goes on from a cursor', () => {
  it('is read to its end', async () => {
    const orders = await Promise.all(Array.from({ length: 5 }, () => create()));
    for (const order of orders) sessionOf(order).status = 'paid';
    const before = api.received.length;
    const now = testApp.sandbox.clock.now();
    await testApp.request(documents.reconciliation, {
      account,
      from: new Date(now - hour).toISOString(),
      to: new Date(now).toISOString(),
    });
    const pages = targets()
      .slice(before)
      .filter((one) => one.startsWith('GET /v1/sessions'));
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.slice(0, 2)).toEqual(['GET /v1/sessions', 'GET /v1/sessions?after=s2']);
    for (const { id } of orders) expect((await orderOf(testApp, id)).status).toBe('PAID');
  });
});

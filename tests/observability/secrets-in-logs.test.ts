import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log/log.ts';
import { pretty } from '../../src/log/pretty.ts';
import { makeEndpoint, startReceiver } from '../operations/event-endpoints/receiver.ts';
import { eventually, follow, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { deliverRaw, newKey } from '../support/operations.ts';
import { playScenario } from '../support/scenario.ts';
import { captured } from './captured.ts';

/** Conspicuous: none of these texts is a part of anything else. */
const person = {
  firstName: 'Wilhelmina',
  lastName: 'Quackenbush',
  email: 'wilhelmina.q@conspicuous.test',
  phone: '+5511987650123',
  document: '12345678901',
  ipAddress: '203.0.113.77',
  postcode: 'SW97 5QX',
  address: 'Elm Street 1428, Springwood',
};
const payee = {
  holderName: 'Ferdinand Ottokar',
  accountNumber: '3560987612345678',
  phone: '0912987654',
  email: 'ferdinand@conspicuous.test',
};
/** Of `playScenario`. */
const played = ['Maria', 'Silva', 'maria@example.com', '5511987654321', '123.456.789-00'];
const hidden = [...Object.values(person), ...Object.values(payee), ...played, 'onspicuous'];

const capture = captured('trace');
let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp({ log: capture.log, disabledTokens: ['TRX_USDT'] });
});
afterAll(() => testApp.close());

/** What is secret or personal, and in the log all the same. */
function leaked(): unknown[] {
  const text = capture.text();
  const { key, adminKey, credentials } = testApp;
  const secretNames = /^(?:apiKey|apiSecret|signKey|secretKey|appSecret)$/;
  const secrets = Object.values(credentials).flatMap((keys) =>
    Object.entries(keys).flatMap(([name, value]) => (secretNames.test(name) ? [value] : [])),
  );
  if (secrets.length < 9) throw new Error('there are more secrets than that');
  const all = [...hidden, ...secrets, key, adminKey, 'eyJhbGciOi'];
  return all.filter((one) => text.includes(String(one)));
}

const raw = (path: string, init: RequestInit = {}): Promise<ArrayBuffer> =>
  fetch(testApp.url.replace('/graphql', path), init).then((answer) => answer.arrayBuffer());

describe('at level trace the log has no secret and no personal data', () => {
  it('of a scenario with every kind of payment, refund, settlement and fault', async () => {
    await using receiver = await startReceiver();
    await makeEndpoint(testApp, { url: `${receiver.url}&token=conspicuous` });
    await playScenario(testApp);
    await testApp.advance(60_000);
    const kinds = ['request', 'provider call', 'webhook', 'job', 'event', 'event delivery'];
    expect(kinds.filter((msg) => capture.of(msg).length === 0)).toEqual([]);
    expect(leaked()).toEqual([]);
  });

  it.each([
    ['NEXAPAY', 'BRL', { pix: { presentation: 'QR_CODE' } }],
    ['EXAMPLEPAY', 'INR', { upi: { flow: 'COLLECT', vpa: 'conspicuous@conspicuous' } }],
    ['VEXORA', 'TWD', { bankTransfer: { payerAccounts: [] } }],
  ] as const)(
    'of an order at %s with all that is known of a person',
    async (name, currency, method) => {
      capture.clear();
      const input = {
        idempotencyKey: `${newKey()}-conspicuous`,
        account: testApp.accounts[name],
        reference: 'conspicuous',
        description: 'conspicuous',
        metadata: [{ key: 'conspicuous', value: 'conspicuous' }],
        amount: { amount: '321', currency },
        method,
        customer: person,
      };
      const body = { query: documentOf('conspicuousName'), variables: { input } };
      await testApp.post(body);
      await eventually(async () => capture.of('request').length > 0);
      expect(leaked()).toEqual([]);
    },
  );

  it('of a payout to a person', async () => {
    capture.clear();
    const input = {
      idempotencyKey: newKey(),
      account: testApp.accounts.VEXORA,
      reference: 'conspicuous',
      amount: { amount: '123', currency: 'TWD' },
      destination: { bankAccount: { bankCode: '004', ...payee } },
    };
    const query =
      'mutation conspicuous($input: CreateSettlementInput!) { conspicuous: createSettlement(input: $input) { __typename } }';
    await testApp.post({ query, variables: { input } });
    await eventually(async () => capture.of('provider call').length > 0);
    await eventually(async () => capture.of('request').length > 0);
    expect(leaked()).toEqual([]);
  });

  it('of what strangers send', async () => {
    capture.clear();
    const authorization = 'Bearer conspicuous';
    const headers = { authorization, 'content-type': 'application/json' };
    const post = { method: 'POST', headers };
    await raw('/graphql', { ...post, body: '{"query":"{ conspicuous }"}' });
    await raw('/graphql', { ...post, body: '{"conspicuous' });
    const own = { ...post, headers: { ...headers, authorization: `Bearer ${testApp.key}` } };
    await raw('/graphql', { ...own, body: '{"conspicuous' });
    await raw('/graphql', { ...own, body: '{"query":"{ order(id: \\"conspicuous\\") { id } }"}' });
    await raw('/graphql', { ...own, body: '{"query":"query conspicuous { conspicuous }"}' });
    await raw('/conspicuous?conspicuous', { method: 'CONSPICUOUS' });
    await raw('/exports/conspicuous.csv?after=conspicuous', { headers });
    await raw('/pay/plk_conspicuous', { method: 'POST', body: 'email=conspicuous' });
    await raw('/webhooks/conspicuous', { method: 'POST', headers, body: '{"conspicuous":1}' });
    await deliverRaw(testApp, 'W_CHECKOUT', '{"conspicuous":1}');
    await deliverRaw(testApp, 'W_CHECKOUT', '{"conspicuous');
    await eventually(async () => capture.of('request').length >= 11);
    expect(leaked()).toEqual([]);
  });

  it('of a client that follows its order', async () => {
    capture.clear();
    const following = follow(testApp, documents.merchantEvents, {});
    await following.until(() => true);
    await following.close();
    await eventually(async () =>
      capture.of('request').some((line) => line['route'] === 'websocket'),
    );
    expect(leaked()).toEqual([]);
  });
});

const documentOf = (name: string): string =>
  `mutation ${name}($input: CreateOrderInput!) { alias_conspicuous: createOrder(input: $input) { __typename } }`;

const loggedOf = (details: object, message = 'told'): Record<string, unknown> => {
  let line = '';
  createLog('trace', { write: (text) => (line = text) }).warn(details, message);
  return JSON.parse(line) as Record<string, unknown>;
};

function thrown(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('a line', () => {
  it('holds only details that are on the list, and of those only texts, numbers and lists of texts', () => {
    const {
      level: _1,
      time: _2,
      msg: _3,
      ...details
    } = loggedOf({
      order: 'ord_1',
      ms: 4.5,
      healed: false,
      orders: ['ord_1', { secret: 'conspicuous' }, 7],
      account: { secret: 'conspicuous' },
      from: null,
      password: 'conspicuous',
      customer: 'conspicuous',
      headers: { authorization: 'conspicuous' },
      reason: 'x'.repeat(5_000),
    });
    expect(details).toEqual({
      order: 'ord_1',
      ms: 4.5,
      healed: false,
      orders: ['ord_1'],
      reason: 'x'.repeat(200),
    });
  });

  it('has of an error what was thrown where, and nothing that its message quotes', () => {
    const errors = [
      thrown(() => JSON.parse('{"conspicuous": conspicuous}')),
      new Error("duplicate key (email)=('conspicuous') in `conspicuous`"),
      new Error('no such person conspicuous@conspicuous.test'),
      new Error('card 4111 1111 1111 1111 was refused'),
      new Error('Bearer CONSPICUOUSeyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9 is wrong'),
    ];
    for (const err of errors) {
      const text = JSON.stringify(loggedOf({ err }));
      expect(text.toLowerCase()).not.toContain('conspicuous');
      expect(text).not.toContain('4111');
      expect(text).toContain('secrets-in-logs.test.ts');
    }
    const { err } = loggedOf({ err: new Error('no order ord_01ARZ3NDEKTSV4RRFFQ69G5FAV') });
    expect(err).toMatchObject({ message: 'no order ord_01ARZ3NDEKTSV4RRFFQ69G5FAV' });
  });

  it('is one line in a terminal, whose control characters do nothing there', () => {
    const shown = pretty({ level: 30, time: 0, msg: 'told', order: 'a\u001B[2Jb\nc', ms: 4 });
    expect(shown.split('\n')).toHaveLength(2);
    expect(shown).not.toContain('\u001B[2J');
    expect(shown).toContain('00:00:00.000');
    expect(pretty(loggedOf({ err: new RangeError('too far') }))).toMatch(
      /warn .*told\n {4}RangeError: too far\n {4}at /s,
    );
  });
});

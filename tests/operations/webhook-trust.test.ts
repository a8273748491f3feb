import { randomBytes } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createMerchant } from '../../src/operations/merchants/merchants.ts';
import { createProviderAccount } from '../../src/operations/merchants/provider-accounts.ts';
import { createDummyVerifiers } from '../../src/operations/webhooks/dummy-verifiers.ts';
import { providerModules } from '../../src/providers/modules.ts';
import type { ProviderModule } from '../../src/providers/provider.ts';
import { signCallback } from '../../src/providers/vexora/webhook.ts';
import { signWebhook as signExamplepay } from '../../src/providers/examplepay/webhook.ts';
import { signWebhook as signNexapay } from '../../src/providers/nexapay/webhook.ts';
import { signWebhook as signStablecoin } from '../../src/providers/stablecoin-gateway/webhook.ts';
import type { WebhookReceiver } from '../../src/providers/provider.ts';
import type { CreateOrderInput } from '../generated/graphql.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { footprint, newKey, usdt } from '../support/operations.ts';

/** What came in at one address, byte for byte. */
interface Recorded {
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

interface Answer {
  status: number;
  /** Without the date. */
  headers: string[];
  body: string;
}

const customer = {
  firstName: '小明',
  lastName: '王',
  email: 'payer@example.test',
  phone: '0912345678',
  ipAddress: '203.0.113.7',
  postcode: '100',
  address: '1 Test Road',
  document: '123.456.789-00',
};
const stablecoin = { amount: { amount: '100', currency: 'USD' }, method: { stablecoin: usdt } };
const orders = {
  ANEXPAY_XCHECKOUT: stablecoin,
  W_CHECKOUT: stablecoin,
  VEXORA: {
    amount: { amount: '300', currency: 'TWD' },
    method: { eWallet: { wallet: 'LINEPAY' } },
    customer,
  },
  NEXAPAY: {
    amount: { amount: '100', currency: 'BRL' },
    method: { pix: { presentation: 'QR_CODE' } },
    customer: { ...customer, phone: '+5511987654321' },
  },
  EXAMPLEPAY: {
    amount: { amount: '100', currency: 'INR' },
    method: { upi: { flow: 'HOSTED_PAGE' } },
    customer: { ...customer, phone: '+919876543210' },
  },
} satisfies Record<string, Partial<CreateOrderInput>>;

type Name = keyof typeof orders;
const names = Object.keys(orders) as Name[];

/** Milliseconds for which a signed time is valid; null where no time is signed. */
const windows: Record<Name, number | null> = {
  ANEXPAY_XCHECKOUT: 120_000,
  W_CHECKOUT: 120_000,
  VEXORA: null,
  NEXAPAY: null,
  EXAMPLEPAY: 300_000,
};

let testApp: TestApp;
const recorded: Recorded[] = [];

function onRequest(message: unknown): void {
  const { request: req } = message as { request: IncomingMessage };
  if (!req.url?.startsWith('/webhooks/')) return;
  const chunks: Buffer[] = [];
  // Reads together with the server, which reads a request a moment later: reading alone would take the body from
  // it.
  queueMicrotask(() => req.on('data', (chunk: Buffer) => chunks.push(chunk)));
  req.on('end', () => {
    const headers = Object.entries(req.headers).flatMap(([name, value]) =>
      ['host', 'connection', 'content-length', 'transfer-encoding'].includes(name)
        ? []
        : [[name, String(value)]],
    );
    const path = req.url ?? '';
    recorded.push({ path, headers: Object.fromEntries(headers), body: Buffer.concat(chunks) });
  });
}

beforeAll(async () => {
  testApp = await openTestApp();
  testApp.sandbox.provider('NEXAPAY').switch({ autoPay: false });
  subscribe('http.server.request.start', onRequest);
});
afterAll(async () => {
  unsubscribe('http.server.request.start', onRequest);
  await testApp.close();
});

function deliver({ path, headers, body }: Recorded): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const url = new URL(path, testApp.url);
    const req = request(url, { method: 'POST', headers, agent: false }, (res) => {
      let text = '';
      res.on('data', (chunk: Buffer) => (text += chunk.toString()));
      res.on('end', () => {
        const lines = res.rawHeaders.flatMap((name, at) =>
          at % 2 === 0 && name !== 'Date' ? [`${name}: ${res.rawHeaders[at + 1]}`] : [],
        );
        resolve({ status: res.statusCode ?? 0, headers: lines, body: text });
      });
    });
    req.on('error', reject).end(body);
  });
}

/** The webhook of a payment as it was sent and accepted. */
async function genuine(name: Name): Promise<Recorded> {
  const { createOrder } = await testApp.request(documents.createOrder, {
    input: {
      idempotencyKey: newKey(),
      reference: 'basket',
      account: testApp.accounts[name],
      ...orders[name],
    },
  });
  if (createOrder.__typename !== 'CreateOrderSuccess') throw new Error(JSON.stringify(createOrder));
  const { id, providerReference } = createOrder.order;
  testApp.sandbox.provider(name).pay(providerReference);
  await eventually(async () => {
    await testApp.advance(500);
    const { order } = await testApp.request(documents.order, { id });
    return order?.status === 'PAID';
  });
  const found = await eventually(async () =>
    recorded.findLast(({ path, body }) => {
      return path.includes(testApp.accounts[name]) && body.includes(providerReference);
    }),
  );
  await testApp.sandbox.provider(name).webhooks.idle();
  return found;
}

/** Another account at the same provider, with its own credentials. */
async function anotherAccount(name: Name, merchant: string): Promise<string> {
  const { deps } = testApp.app;
  const provider = testApp.sandbox.provider(name);
  const credentials = provider.createMerchantAccount();
  const member = {
    ANEXPAY_XCHECKOUT: 'anexpayXcheckout',
    W_CHECKOUT: 'wCheckout',
    VEXORA: 'vexora',
    NEXAPAY: 'nexapay',
    EXAMPLEPAY: 'examplepay',
  }[name];
  const { merchantId, ...keys } = { merchantId: undefined, ...credentials };
  const config =
    name === 'ANEXPAY_XCHECKOUT' ? keys : { ...keys, ...(merchantId && { merchantId }) };
  const { baseUrl } = provider;
  const input = { merchant, name: newKey(), baseUrl, config: { [member]: config } };
  return (await createProviderAccount(deps, { kind: 'ADMINISTRATOR' }, input)).id;
}

describe.each(names)('a genuine webhook of %s', (name) => {
  let sent: Recorded;
  let before: Record<string, number>;
  beforeAll(async () => {
    sent = await genuine(name);
    before = await footprint(testApp);
  });

  it('that is sent again is acknowledged and changes nothing', async () => {
    const answers = [await deliver(sent), ...(await Promise.all([deliver(sent), deliver(sent)]))];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await footprint(testApp)).toEqual(before);
  });

  it('that is sent to another account, of the same or another merchant, is refused', async () => {
    const other = await createMerchant(testApp.app.deps, { name: 'Another' });
    const accounts = [
      await anotherAccount(name, testApp.merchantId),
      await anotherAccount(name, other.id),
    ];
    const start = await footprint(testApp);
    for (const account of accounts) {
      const path = sent.path.replace(testApp.accounts[name], account);
      expect((await deliver({ ...sent, path })).status).toBe(401);
    }
    expect(await footprint(testApp)).toEqual(start);
    before = start;
  });

  it('with one bit changed is refused', async () => {
    const body = Buffer.from(sent.body);
    const at = body.indexOf('"') + 1;
    body[at] = (body[at] ?? 0) ^ 1;
    expect((await deliver({ ...sent, body })).status).toBe(401);
    expect(await footprint(testApp)).toEqual(before);
  });

  it('that comes after its time is refused, or changes nothing where no time is signed', async () => {
    const window = windows[name];
    await testApp.sandbox.clock.advance((window ?? 86_400_000) + 60_000);
    expect((await deliver(sent)).status).toBe(window === null ? 200 : 401);
    expect((await footprint(testApp))['webhook_deliveries']).toBe(before['webhook_deliveries']);
  });
});

describe('an account that is not there', () => {
  const mark = 'MARK-OF-A-STRANGER';
  const bodies = ['', '{', `{"${mark}":1}`, 'x'.repeat(10_000), '{"sign":"0"}'];
  const authorization = `V2_SHA256 appId=a,sign=${'0'.repeat(64)},timestamp=1700000000000,nonce=${'0'.repeat(32)}`;
  const headerSets = [
    {},
    { signature: 'AAAA', timestamp: '1700000000000' },
    { signature: mark, timestamp: '0' },
    { authorization },
  ];

  it('is answered byte for byte like one that is and did not send it', async () => {
    const { deps } = testApp.app;
    const disabled = await anotherAccount('VEXORA', testApp.merchantId);
    const input = { id: disabled, enabled: false };
    await testApp.request(documents.updateProviderAccount, { input });
    const there = [...Object.values(testApp.accounts), disabled];
    const notThere = ['acc_1', 'x', there[0]?.toLowerCase() ?? '', `acc_${'0'.repeat(60)}`];
    const before = await footprint(testApp);
    const warn = vi.spyOn(deps.log, 'warn');
    for (const topic of ['', '/orders']) {
      for (const [n, body] of bodies.entries()) {
        const headers = headerSets[n % headerSets.length] ?? {};
        const answers = await Promise.all(
          [...there, ...notThere].map((account) => {
            const path = `/webhooks/${account}${topic}`;
            return deliver({ path, headers, body: Buffer.from(body) });
          }),
        );
        expect(answers[0]).toMatchObject({ status: 401, body: '{"error":"not accepted"}' });
        for (const answer of answers) expect(answer).toEqual(answers[0]);
      }
    }
    expect(await footprint(testApp)).toEqual(before);
    expect(JSON.stringify(warn.mock.calls)).not.toContain(mark);
    warn.mockRestore();
  });

  it('costs one look and one verification, like one that is', async () => {
    const { deps } = testApp.app;
    const work = async (account: string): Promise<number[]> => {
      const reads = vi.spyOn(deps.read, 'get');
      let verified = 0;
      const count = <V extends Pick<WebhookReceiver, 'verify'>>(webhook: V): V => {
        const { verify } = webhook;
        webhook.verify = (delivery) => {
          verified += 1;
          webhook.verify = verify;
          return verify(delivery);
        };
        return webhook;
      };
      const ofAccount = deps.connections.of.bind(deps.connections);
      const ofStranger = deps.dummyVerifiers.of.bind(deps.dummyVerifiers);
      const connections = vi.spyOn(deps.connections, 'of').mockImplementation((record) => {
        const ends = ofAccount(record);
        count(ends.connection.webhook);
        return ends;
      });
      const dummyVerifiers = vi
        .spyOn(deps.dummyVerifiers, 'of')
        .mockImplementation((id) => count(ofStranger(id)));
      await deliver({ path: `/webhooks/${account}`, headers: {}, body: Buffer.from('{}') });
      const done = [reads.mock.calls.length, verified];
      for (const spy of [reads, connections, dummyVerifiers]) spy.mockRestore();
      return done;
    };
    expect(await work(testApp.accounts.NEXAPAY)).toEqual([1, 1]);
    expect(await work('acc_none')).toEqual([1, 1]);
  });

  it.each(['a b', 'a%00', 'a.b', 'x'.repeat(65), 'ä', 'acc_1/other', '%61cc_1'])(
    'with an impossible id, such as "%s", is not found',
    async (id) => {
      const path = `/webhooks/${id.replace(' ', '%20').replace('ä', '%C3%A4')}`;
      const answer = await deliver({ path, headers: {}, body: Buffer.from('{}') });
      expect([answer.status, answer.body]).toEqual([404, '{"error":"Not found"}']);
    },
  );
});

describe('dummy verifiers', () => {
  let made = 0;
  const secret = (): string => `secret-${(made += 1)}-`.padEnd(64, 'x');
  const now = 1_700_000_000_000;
  const dummyVerifiers = createDummyVerifiers({
    modules: providerModules,
    now: () => now,
    secret,
    key: randomBytes(32),
  });
  const ids = Array.from({ length: 100 }, (_, n) => `acc_${n}`);

  const anything = { headers: {}, body: Buffer.from('{}'), topic: null, receivedAt: now };
  /** Each refuses with the name of its provider. */
  const named = new Map(
    [...providerModules].map(([name, module]): [string, ProviderModule] => {
      const verify = () => ({ genuine: false, reason: name }) as const;
      const connect: ProviderModule['connect'] = (...of) => {
        const connection = module.connect(...of);
        return { ...connection, webhook: { ...connection.webhook, verify } };
      };
      return [name, { ...module, connect }];
    }),
  );

  /** The provider of each id. */
  const kinds = (modules: ReadonlyMap<string, ProviderModule>, key: Buffer): string[] => {
    const verifiers = createDummyVerifiers({ modules, now: () => now, secret, key });
    return ids.map((id) => {
      const verdict = verifiers.of(id).verify(anything);
      return verdict.genuine ? '' : verdict.reason;
    });
  };

  it('stand for every provider, each id always for the same', () => {
    const first = ids.map((id) => dummyVerifiers.of(id));
    expect(new Set(first).size).toBe(providerModules.size);
    expect(ids.map((id) => dummyVerifiers.of(id))).toEqual(first);
  });

  it('are the same for an id in all processes that have the key, and else nobody can tell', () => {
    const key = randomBytes(32);
    expect(kinds(named, key)).toEqual(kinds(named, key));
    expect(kinds(named, key)).not.toEqual(kinds(named, randomBytes(32)));
  });

  it('stay the same for an id where a provider comes to the others, but for those that it gets', () => {
    const key = randomBytes(32);
    const [last = ''] = [...named.keys()].slice(-1);
    const fewer = new Map([...named].filter(([name]) => name !== last));
    const all = kinds(named, key);
    const before = kinds(fewer, key);
    const moved = all.filter((reason, at) => reason !== before[at]);
    expect(new Set(moved)).toEqual(new Set([last]));
  });

  it('accept no webhook, not even with the credentials of the samples', () => {
    const url = 'http://localhost/webhooks/acc_1';
    const body = '{"orderId":"1"}';
    const signed = [
      { body, headers: { ...signNexapay(body, 'sample') } },
      { body: signCallback({ tradeNo: '1', status: '0000' }, 'sample'), headers: {} },
      { body, headers: lowered(signStablecoin(body, 'sample', now)) },
      {
        body,
        headers: lowered(
          signExamplepay(
            { appId: 'sample', appSecret: 'sample' },
            { url, body, timestamp: now, nonce: '0'.repeat(32) },
          ),
        ),
      },
    ];
    for (const id of ids) {
      for (const { body: text, headers } of signed) {
        const delivery = { headers, body: Buffer.from(text), url, topic: null, receivedAt: now };
        expect(dummyVerifiers.of(id).verify(delivery).genuine).toBe(false);
      }
    }
  });
});

const lowered = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

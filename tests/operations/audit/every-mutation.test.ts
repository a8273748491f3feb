import { print } from 'graphql';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { schema } from '../../support/schema.ts';
import { configMember } from '../../../src/operations/merchants/account-config.ts';
import { providerModule, providerModules } from '../../../src/providers/modules.ts';
import { capturing } from '../../support/capturing.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import {
  mutate,
  created,
  deliver,
  ethereumAddress,
  newKey,
  nowhere,
  orderInput,
  overpaid,
  paid,
  settlementInput,
  usdt,
} from '../../support/operations.ts';
import type { Document } from '../../support/operations.ts';
import { linkInput, madeLink } from '../payment-links/payer.ts';
import { leavesOf, leftBy, trailOf } from './trail.ts';

const provider = 'W_CHECKOUT';
const modules = new Map(providerModules).set(provider, capturing(providerModule(provider)));
let testApp: TestApp;

beforeAll(async () => {
  testApp = await openTestApp({ modules });
  for (let count = 0; count < 3; count += 1) await paid(testApp, provider);
});
afterAll(() => testApp.close());

const withKey = (input: object) => ({ input: { idempotencyKey: newKey(), ...input } });
const inputOnly = (input: object) => ({ input });
/** Of a member, or the member itself where it is an id. */
const idOf = (result: object, member: string): string => {
  const about = (result as Record<string, { id: string } | string>)[member];
  return typeof about === 'string' ? about : (about?.id ?? '');
};

const refunded = async () => {
  const order = (await paid(testApp, provider)).id;
  const variables = withKey({ order, amount: { amount: '2', ...usdt } });
  return idOf(await mutate(testApp, documents.createRefund, variables), 'refund');
};
const settled = async () => {
  const input = settlementInput(testApp, provider);
  return idOf(await mutate(testApp, documents.createSettlement, { input }), 'settlement');
};
const newApiKey = async () => {
  const input = { name: 'to be revoked', scopes: ['READ'] };
  return idOf(await mutate(testApp, documents.createApiKey, { input }), 'apiKey');
};
const delivery = async () => {
  const row = await testApp.app.deps.read.get<{ id: string }>('select id from webhook_deliveries');
  return row?.id ?? '';
};

const newEndpoint = async () =>
  idOf(
    await mutate(testApp, documents.createEventEndpoint, { input: { url: nowhere } }),
    'endpoint',
  );
const cursorOf = async (id: string) => {
  const { node } = await testApp.request(documents.eventDeliveries, { id });
  return node?.__typename === 'EventEndpoint' ? node.cursor : '';
};

/** How each mutation is called so that it succeeds, and the member of its result that it concerns. */
const calls: Record<string, [about: string, document: Document, variables: () => unknown]> = {
  acknowledgeAttention: [
    'subject',
    documents.acknowledgeAttention,
    async () => {
      const { id, providerReference: orderNo } = await created(testApp, provider);
      await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', {
        orderNo,
        orderStatus: 'PAID',
        token: 'ETH_USDT',
        payingAmount: 7,
      });
      return withKey({ subject: id, reason: 'OTHER_AMOUNT', note: 'Paid back in cash' });
    },
  ],
  decideUnknown: [
    'subject',
    documents.decideUnknown,
    async () => {
      testApp.sandbox
        .provider(provider)
        .faults.arm({ fault: 'error-before', operation: 'createOrder' });
      const { id } = await created(testApp, provider);
      return withKey({ id, decision: 'NEVER_HAPPENED', note: 'Their support said so' });
    },
  ],
  createOrder: ['order', documents.createOrder, () => inputOnly(orderInput(testApp, provider))],
  createPaymentLink: ['paymentLink', documents.createPaymentLink, () => inputOnly(linkInput())],
  disablePaymentLink: [
    'paymentLink',
    documents.disablePaymentLink,
    async () => ({ id: (await madeLink(testApp)).id }),
  ],
  cancelOrder: [
    'order',
    documents.cancelOrder,
    async () => withKey({ id: (await created(testApp, provider)).id }),
  ],
  captureOrder: [
    'order',
    documents.captureOrder,
    async () => {
      const input = orderInput(testApp, provider, { capture: 'MANUAL' });
      return withKey({
        id: idOf(await mutate(testApp, documents.createOrder, { input }), 'order'),
      });
    },
  ],
  refreshOrder: [
    'order',
    documents.refreshOrder,
    async () => ({ id: (await created(testApp, provider)).id }),
  ],
  createRefund: [
    'refund',
    documents.createRefund,
    async () => withKey({ order: (await paid(testApp, provider)).id, reason: 'broken' }),
  ],
  refundAbnormalPayment: [
    'refund',
    documents.refundAbnormalPayment,
    async () => withKey({ abnormalPayment: (await overpaid(testApp, provider)).id }),
  ],
  resolveAbnormalPayment: [
    'abnormalPayment',
    documents.resolveAbnormalPayment,
    async () => {
      const abnormalPayment = (await overpaid(testApp, provider)).id;
      return withKey({ abnormalPayment, resolution: 'DISMISS', note: 'Paid back in cash' });
    },
  ],
  eraseCustomer: [
    'merchant',
    documents.eraseCustomer,
    () => withKey({ customerId: 'nobody', note: 'By request' }),
  ],
  cancelRefund: ['refund', documents.cancelRefund, async () => withKey({ id: await refunded() })],
  refreshRefund: ['refund', documents.refreshRefund, async () => ({ id: await refunded() })],
  createSettlement: [
    'settlement',
    documents.createSettlement,
    () => inputOnly(settlementInput(testApp, provider)),
  ],
  cancelSettlement: [
    'settlement',
    documents.cancelSettlement,
    async () => withKey({ id: await settled() }),
  ],
  refreshSettlement: [
    'settlement',
    documents.refreshSettlement,
    async () => ({ id: await settled() }),
  ],
  replayWebhook: ['delivery', documents.replayWebhook, async () => ({ id: await delivery() })],
  createEventEndpoint: [
    'endpoint',
    documents.createEventEndpoint,
    () => inputOnly({ url: `${nowhere}/path`, description: 'Ours' }),
  ],
  updateEventEndpoint: [
    'endpoint',
    documents.updateEventEndpoint,
    async () => inputOnly({ id: await newEndpoint(), enabled: false }),
  ],
  deleteEventEndpoint: [
    'id',
    documents.deleteEventEndpoint,
    async () => ({ id: await newEndpoint() }),
  ],
  rotateEventEndpointSecret: [
    'endpoint',
    documents.rotateEventEndpointSecret,
    async () => inputOnly({ id: await newEndpoint(), keepOldFor: 60 }),
  ],
  replayEvents: [
    'endpoint',
    documents.replayEvents,
    async () => {
      const endpoint = await newEndpoint();
      return inputOnly({ endpoint, after: await cursorOf(endpoint) });
    },
  ],
  createMerchant: ['merchant', documents.createMerchant, () => inputOnly({ name: 'New' })],
  updateCheckoutTheme: [
    'merchant',
    documents.updateCheckoutTheme,
    () => inputOnly({ color: '#1a73e8' }),
  ],
  createApiKey: [
    'apiKey',
    documents.createApiKey,
    () => inputOnly({ name: 'backend', scopes: ['READ', 'ORDERS_WRITE'] }),
  ],
  revokeApiKey: ['apiKey', documents.revokeApiKey, async () => ({ id: await newApiKey() })],
  createProviderAccount: [
    'account',
    documents.createProviderAccount,
    () => {
      const { merchantId, ...keys } = { ...testApp.credentials[provider] };
      const { baseUrl } = testApp.sandbox.provider(provider);
      return inputOnly({ name: 'more', baseUrl, config: { wCheckout: { ...keys, merchantId } } });
    },
  ],
  updateProviderAccount: [
    'account',
    documents.updateProviderAccount,
    () => inputOnly({ id: testApp.accounts.VEXORA, name: 'renamed', enabled: false }),
  ],
};

describe('every mutation of the schema', () => {
  it('is called below', () => {
    const all = Object.keys(schema.getMutationType()?.getFields() ?? {});
    expect(Object.keys(calls).toSorted()).toEqual(all.toSorted());
  });

  it.each(Object.entries(calls))(
    'leaves one entry of its success: %s',
    async (mutation, [about, document, variables]) => {
      const values = (await variables()) as object;
      const isForAdministrator = mutation === 'createMerchant';
      let subject = '';
      const left = await leftBy(testApp, async () => {
        const as = isForAdministrator ? testApp.adminKey : testApp.key;
        const result = await mutate(testApp, document, values, as);
        expect(result.__typename).toMatch(/Success$/);
        const named = (values as { input?: { subject?: string } }).input?.subject;
        // What an erasure is about is not named: the merchant's trail has it.
        subject = named ?? (idOf(result, about) || testApp.merchantId);
      });
      expect(left).toEqual([
        expect.objectContaining({
          mutation,
          outcome: 'SUCCEEDED',
          source: '127.0.0.1',
          requestId: expect.stringMatching(/./),
          subjects: expect.arrayContaining([subject]),
        }),
      ]);
      expect(left[0]?.principal).toMatchObject(
        isForAdministrator
          ? { type: 'ADMINISTRATOR', name: null, prefix: null, apiKey: null }
          : { type: 'API_KEY', name: 'all', prefix: testApp.key.slice(0, 12) },
      );
      // It belongs to the merchant's trail, or to the new merchant's.
      const mine = (await trailOf(testApp, { filter: { subject } })).nodes.map(({ id }) => id);
      expect(mine.includes(left[0]?.id ?? '')).toBe(!isForAdministrator);
    },
  );

  it('leaves one each where a document has several', async () => {
    const input = { name: 'x', scopes: ['READ'] };
    const query = `mutation ($input: CreateApiKeyInput!, $no: CreateApiKeyInput!) {
      a: createApiKey(input: $input) { __typename }
      b: createApiKey(input: $no) { __typename }
      c: createApiKey(input: $input) { __typename }
      d: refreshOrder(id: "ord_01ARZ3NDEKTSV4RRFFQ69G5FAV") { __typename }
    }`;
    const variables = { input, no: { ...input, name: '' } };
    const left = await leftBy(testApp, () => testApp.post({ query, variables }));
    expect(left.map(({ mutation, outcome }) => `${mutation} ${outcome}`)).toEqual([
      'createApiKey SUCCEEDED',
      'createApiKey SUCCEEDED',
      'refreshOrder NOT_FOUND',
    ]);
    expect(new Set(left.map(({ requestId }) => requestId)).size).toBe(1);
  });
});

const authorization = () => ({ authorization: `Bearer ${testApp.key}` });
const order = () => ({
  query: print(documents.createOrder),
  variables: { input: orderInput(testApp, provider) } as Record<string, unknown>,
});

describe('a mutation over any transport', () => {
  it('leaves one entry: WebSocket', async () => {
    const url = testApp.url.replace('http', 'ws');
    const client = createWsClient({
      url,
      connectionParams: authorization(),
      webSocketImpl: WebSocket,
    });
    const left = await leftBy(testApp, async () => {
      for await (const { errors } of client.iterate(order())) expect(errors).toBeUndefined();
    });
    await client.dispose();
    expect(left).toMatchObject([{ outcome: 'SUCCEEDED', source: '127.0.0.1' }]);
  });

  it('leaves one entry: server-sent events', async () => {
    const client = createSseClient({ url: testApp.url, headers: authorization() });
    const left = await leftBy(testApp, async () => {
      for await (const { errors } of client.iterate(order())) expect(errors).toBeUndefined();
    });
    client.dispose();
    expect(left).toMatchObject([{ outcome: 'SUCCEEDED', source: '127.0.0.1' }]);
  });

  it('leaves none for a mutation by GET, which is not run', async () => {
    const query = 'mutation { revokeApiKey(id: "key_1") { __typename } }';
    const left = await leftBy(testApp, async () => {
      const url = `${testApp.url}?${new URLSearchParams({ query })}`;
      await (await fetch(url, { headers: authorization() })).text();
    });
    expect(left).toEqual([]);
  });
});

/** All text of the three tables. */
async function trail(): Promise<string> {
  const tables = ['audit_entries', 'audit_subjects', 'audit_outcomes'];
  const rows = tables.map((table) => testApp.app.deps.read.all(`select * from ${table}`));
  return JSON.stringify(await Promise.all(rows));
}

describe('the trail of these calls', () => {
  const person = {
    id: 'PERSON-id',
    firstName: 'PERSON-first',
    lastName: 'PERSON-last',
    email: 'PERSON@example.com',
    phone: '+15550001PERSON',
    document: 'PERSON-document',
    documentType: 'PERSON-type',
    ipAddress: '203.0.113.77',
    postcode: 'PERSON-code',
    address: 'PERSON-street',
  };

  it('has no credentials of any provider, and no key', async () => {
    const secrets: string[] = [testApp.key.slice(13)];
    for (const [name, all] of Object.entries(testApp.credentials)) {
      const { merchantId, ...keys } = { ...all } as Record<string, unknown>;
      const needsMerchant = name === 'W_CHECKOUT' || name === 'NEXAPAY';
      const more = name === 'VEXORA' ? { eWalletCodes: ['SECRET-WALLET'] } : {};
      const values = { ...keys, ...(needsMerchant ? { merchantId } : {}), ...more };
      const { baseUrl } = testApp.sandbox.provider(name as keyof TestApp['credentials']);
      const config = { [configMember(name)]: values };
      const input = { name, baseUrl, config };
      const result = await mutate(testApp, documents.createProviderAccount, { input });
      expect(result).toMatchObject({ account: { provider: name } });
      const { id } = result['account'] as { id: string };
      await mutate(testApp, documents.updateProviderAccount, { input: { id, config } });
      secrets.push(...leavesOf(values).filter((value) => value.length > 7));
    }
    const input = { name: 'backend', scopes: ['READ'] };
    const { secret } = await mutate(testApp, documents.createApiKey, { input });
    const text = await trail();
    expect(text.match(/appSecret[^,}]*\*{3}/g)).toHaveLength(4);
    expect(secrets.length).toBeGreaterThan(12);
    for (const one of [...secrets, String(secret).slice(13)]) expect(text).not.toContain(one);
  });

  it('has no person, no destination of money, and no metadata', async () => {
    const more = {
      customer: person,
      description: 'PERSON-description',
      returnUrl: 'https://shop.example/PERSON-url',
      metadata: [{ key: 'PERSON-key', value: 'PERSON-value' }],
    };
    const order = orderInput(testApp, 'W_CHECKOUT', more);
    const created = await mutate(testApp, documents.createOrder, { input: order });
    expect(created.__typename).toBe('CreateOrderSuccess');
    await mutate(testApp, documents.createOrder, { input: order });
    const { id } = await paid(testApp, 'ANEXPAY_XCHECKOUT');
    const refund = { idempotencyKey: 'secrets-refund', order: id, address: ethereumAddress };
    const refunded = await mutate(testApp, documents.createRefund, { input: refund });
    expect(refunded.__typename).toBe('CreateRefundSuccess');
    const settlement = settlementInput(testApp, 'ANEXPAY_XCHECKOUT', {
      description: 'PERSON-description',
    });
    await mutate(testApp, documents.createSettlement, { input: settlement });
    const text = await trail();
    expect(text).toContain(order.reference);
    for (const secret of ['PERSON', '203.0.113.77', ethereumAddress]) {
      expect(text).not.toContain(secret);
    }
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentMethodInput } from '../generated/graphql.ts';
import { eventually, follow, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { exchangesOf } from '../support/operations.ts';

const transfer: PaymentMethodInput = {
  bankTransfer: { payerAccounts: [{ bankCode: '808', accountNumber: '0368988888888' }] },
};
const store: PaymentMethodInput = { convenienceStore: { chain: '711' } };
const wallet: PaymentMethodInput = { eWallet: { wallet: 'LINEPAY' } };

const customer = {
  firstName: '小明',
  lastName: '王',
  email: 'payer@example.test',
  phone: '0912345678',
  ipAddress: '203.0.113.7',
  postcode: '100',
  address: '1 Test Road, Taipei',
};

/** The first attempt of a callback comes two seconds after the change. */
const callbackMs = 2_000;

describe('Vexora, over real sockets', () => {
  let testApp: TestApp;

  beforeEach(async () => {
    testApp = await openTestApp();
  });

  afterEach(async () => {
    await testApp.close();
  });

  const provider = () => testApp.sandbox.provider('VEXORA');

  const createOrder = async (key: string, method: PaymentMethodInput) => {
    const { createOrder: created } = await testApp.request(documents.createOrder, {
      input: {
        idempotencyKey: key,
        reference: `basket ${key}`,
        amount: { amount: '300', currency: 'TWD' },
        method,
        customer,
        account: testApp.accounts.VEXORA,
      },
    });
    if (created.__typename !== 'CreateOrderSuccess') throw new Error(JSON.stringify(created));
    return created;
  };

  const orderOf = async (id: string) => {
    const { order } = await testApp.request(documents.order, { id });
    if (!order) throw new Error('no order');
    return order;
  };

  const createSettlement = async (key: string, amount = '100') => {
    const { createSettlement: made } = await testApp.request(documents.createSettlement, {
      input: {
        idempotencyKey: key,
        account: testApp.accounts.VEXORA,
        reference: `payout ${key}`,
        amount: { amount, currency: 'TWD' },
        destination: {
          bankAccount: {
            bankCode: '004',
            accountNumber: '3560123456789012',
            holderName: 'Wang Xiaoming',
            phone: '0912345678',
            email: 'payee@example.test',
          },
        },
      },
    });
    if (made.__typename !== 'CreateSettlementSuccess') throw new Error(JSON.stringify(made));
    return made.settlement;
  };

  it.each([
    ['a bank transfer', transfer],
    ['a convenience store', store],
    ['an e-wallet', wallet],
  ])('an order by %s is paid on the cashier page and streamed live', async (_name, method) => {
    const { order, clientToken } = await createOrder('story-0001', method);
    expect(order).toMatchObject({
      status: 'AWAITING_PAYMENT',
      payable: { amount: '300', currency: 'TWD' },
      paid: null,
      nextAction: { __typename: 'RedirectAction' },
    });
    const { nextAction } = order;
    if (nextAction?.__typename !== 'RedirectAction') throw new Error('no cashier');
    const browser = follow(testApp, documents.orderUpdates, { id: order.id }, clientToken);
    await browser.until(({ orderUpdates }) => orderUpdates.kind === 'CAUGHT_UP');

    const cashier = await fetch(nextAction.url);
    expect(await cashier.text()).toContain(order.providerReference);
    await fetch(nextAction.url, { method: 'POST', body: new URLSearchParams({ action: 'exact' }) });
    await testApp.advance(callbackMs);

    const { orderUpdates } = await browser.until(
      (update) => update.orderUpdates.event?.to === 'PAID',
    );
    expect(orderUpdates.order).toMatchObject({
      status: 'PAID',
      phase: 'SETTLED',
      paid: { amount: '300', currency: 'TWD' },
      nextAction: null,
    });
    await browser.close();
  });

  it('a partial payment settles the order as PARTIALLY_PAID', async () => {
    const { order } = await createOrder('story-part-1', transfer);
    provider().pay(order.providerReference, { amount: '250' });
    await testApp.advance(callbackMs);
    const part = await eventually(async () => {
      const found = await orderOf(order.id);
      return found.status === 'PARTIALLY_PAID' && found;
    });
    expect(part).toMatchObject({ phase: 'SETTLED', paid: { amount: '250' } });
    const calls = await exchangesOf(testApp, order.id);
    expect(calls, 'and the question that the callback made us ask is kept').toEqual([
      'checkout ANSWERED 200',
      'queryPayInResult ANSWERED 200',
    ]);
  });

  it('an order that nobody pays is EXPIRED, one that is declined FAILED', async () => {
    const { order: unpaid } = await createOrder('story-expire', wallet);
    const { order: declined } = await createOrder('story-decline', transfer);
    provider().decline(declined.providerReference);
    await testApp.advance(callbackMs);
    const failed = await eventually(async () => {
      const found = await orderOf(declined.id);
      return found.status === 'FAILED' && found;
    });
    expect(failed.failure).toMatchObject({ code: 'DECLINED' });
    await testApp.advance(1_800_000 + callbackMs);
    await eventually(async () => (await orderOf(unpaid.id)).status === 'EXPIRED');
  });

  it('a forged callback changes nothing, and causes no query', async () => {
    const { order } = await createOrder('story-forged', transfer);
    provider().webhooks.mode = 'hold';
    provider().pay(order.providerReference);
    const before = provider().requests().length;
    for (const how of ['wrong-key', 'tampered-body', 'unsigned', 'shifted-fields'] as const) {
      const delivery = await provider().webhooks.forge({ how });
      expect(delivery).toMatchObject({ status: 401, delivered: false });
    }
    expect(provider().requests()).toHaveLength(before);
    expect((await orderOf(order.id)).status).toBe('AWAITING_PAYMENT');
  });

  it('a callback counts once a query has confirmed it, and is tried again until then', async () => {
    const { order } = await createOrder('story-confirm', transfer);
    provider().webhooks.mode = 'hold';
    provider().pay(order.providerReference);
    provider().faults.arm({ fault: 'error-before', operation: 'queryPayInResult', times: 1 });
    await provider().webhooks.release();
    expect(provider().webhooks.deliveries()).toMatchObject([{ status: 200, delivered: true }]);
    expect((await orderOf(order.id)).status).toBe('AWAITING_PAYMENT');
    await testApp.advance(5_000);
    await eventually(async () => (await orderOf(order.id)).status === 'PAID');
  });

  it('reversed and repeated callbacks give the same final state', async () => {
    provider().webhooks.mode = 'hold';
    const { order: paid } = await createOrder('story-twice-1', transfer);
    const { order: part } = await createOrder('story-twice-2', transfer);
    provider().pay(paid.providerReference);
    provider().pay(part.providerReference, { amount: '1' });
    await provider().webhooks.release({ order: 'reversed', duplicates: 2 });
    expect((await orderOf(paid.id)).status).toBe('PAID');
    expect((await orderOf(part.id)).status).toBe('PARTIALLY_PAID');
    expect(
      provider()
        .webhooks.deliveries()
        .every(({ delivered }) => delivered),
    ).toBe(true);
  });

  it('a payout to a bank account succeeds, and one above the balance fails', async () => {
    const settlement = await createSettlement('settle-0001');
    expect(settlement).toMatchObject({ status: 'PROCESSING', destinationType: 'BANK_ACCOUNT' });
    const payout = follow(testApp, documents.settlementUpdates, { id: settlement.id });
    await payout.until(({ settlementUpdates }) => settlementUpdates.kind === 'CAUGHT_UP');
    provider().advanceSettlement(settlement.providerReference);
    await testApp.advance(callbackMs);
    await payout.until(({ settlementUpdates }) => settlementUpdates.event?.to === 'SUCCEEDED');
    await payout.close();
    const refused = await createSettlement('settle-0002', '2000000');
    expect(refused).toMatchObject({
      status: 'FAILED',
      failure: { code: 'REJECTED', providerCode: '8000', providerMessage: 'insufficient balance' },
    });
  });

  it.each(['cut-after', 'error-after', 'garbage'] as const)(
    'after %s the order and the payout are UNKNOWN, until a query finds them',
    async (fault) => {
      provider().faults.arm({ fault, operation: 'checkout' });
      provider().faults.arm({ fault, operation: 'disbursements' });
      const { order } = await createOrder('story-lost-1', transfer);
      const settlement = await createSettlement('settle-lost-1');
      expect([order.status, settlement.status]).toEqual(['UNKNOWN', 'UNKNOWN']);
      await testApp.advance(5_000);
      await eventually(async () => (await orderOf(order.id)).status === 'AWAITING_PAYMENT');
      provider().advanceSettlement(settlement.providerReference);
      await testApp.advance(callbackMs);
      await eventually(async () => {
        const found = await testApp.request(documents.settlement, { id: settlement.id });
        return found.settlement?.status === 'SUCCEEDED';
      });
      expect(provider().effects()).toMatchObject({ ordersCreated: 1, settlementsCreated: 1 });
    },
  );

  it('what never arrived is sent again under its number once its absence is proven', async () => {
    provider().faults.arm({ fault: 'cut-before', operation: 'checkout' });
    provider().faults.arm({ fault: 'error-before', operation: 'disbursements' });
    const { order } = await createOrder('story-never-1', store);
    const settlement = await createSettlement('settle-never-1');
    expect([order.status, settlement.status]).toEqual(['UNKNOWN', 'UNKNOWN']);
    for (const ms of [5_000, 30_000, 15_000, 15_000, 120_000]) await testApp.advance(ms);
    await eventually(async () => (await orderOf(order.id)).status === 'AWAITING_PAYMENT');
    expect(provider().order(order.providerReference).status).toBe('0015');
    expect(provider().settlement(settlement.providerReference).status).toBe('0015');
    expect(provider().effects()).toMatchObject({ ordersCreated: 1, settlementsCreated: 1 });
  });

  it('capabilities and balance are those of the account', async () => {
    const { data } = await testApp.post({
      query: `query ($id: ID!) { node(id: $id) { ... on ProviderAccount {
        capabilities { methods currencies refund cancelOrder balance abnormalPayments
          settlementDestinations orderStatuses requiredInputs { method paths } }
        balances { available { amount currency } frozen { amount } unsettled { amount } }
      } } }`,
      variables: { id: testApp.accounts.VEXORA },
    });
    expect(data).toEqual({
      node: {
        capabilities: {
          methods: ['BANK_TRANSFER', 'CONVENIENCE_STORE', 'E_WALLET'],
          currencies: ['TWD'],
          refund: false,
          cancelOrder: false,
          balance: true,
          abnormalPayments: false,
          settlementDestinations: ['BANK_ACCOUNT'],
          orderStatuses: ['PAID', 'PARTIALLY_PAID', 'AWAITING_PAYMENT', 'FAILED', 'EXPIRED'],
          requiredInputs: expect.arrayContaining([
            {
              method: 'CONVENIENCE_STORE',
              paths: [
                'phone',
                'firstName',
                'lastName',
                'email',
                'ipAddress',
                'postcode',
                'address',
              ].map((member) => `customer.${member}`),
            },
          ]) as unknown,
        },
        balances: [
          {
            available: { amount: '1000000', currency: 'TWD' },
            frozen: { amount: '0' },
            unsettled: { amount: '0' },
          },
        ],
      },
    });
  });

  it('no secret and no signature is stored with the calls', async () => {
    const { order } = await createOrder('story-secret', transfer);
    const { data } = await testApp.post({
      query: 'query ($id: ID!) { order(id: $id) { providerCalls { request response } } }',
      variables: { id: order.id },
    });
    const record = JSON.stringify(data);
    expect(record).toContain('POST /taiwan/v1/vexora/checkout');
    expect(record).toContain(String.raw`\"sign\":\"***`);
    expect(record).not.toContain(testApp.credentials.VEXORA.appSecret);
  });
});

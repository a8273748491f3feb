import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxProvider } from '../../sandbox/sandbox.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { mutate, ethereumAddress, newKey, orderOf, overpaid, usdt } from '../support/operations.ts';
import type { Document, Subject } from '../support/operations.ts';
import { describeRefused } from './a05-refused.ts';

const customer = {
  firstName: '小明',
  lastName: '王',
  email: 'payer@example.test',
  ipAddress: '203.0.113.7',
  postcode: '100',
  address: '1 Test Road',
  document: '123.456.789-00',
};
const bankAccount = {
  bankCode: '004',
  bankName: 'Bank',
  accountNumber: '3560123456789012',
  holderName: 'Wang Xiaoming',
  phone: '0912345678',
  email: 'payee@example.test',
};
const tokens = { amount: '40', ...usdt };
const stablecoin = {
  order: { amount: { amount: '100', currency: 'USD' }, method: { stablecoin: usdt } },
  settlement: { amount: tokens, destination: { onChain: { address: ethereumAddress } } },
};

/** The requests to each provider, as far as it can do them. */
const cases = {
  ANEXPAY_XCHECKOUT: { ...stablecoin, refund: { amount: tokens, address: ethereumAddress } },
  W_CHECKOUT: { ...stablecoin, refund: { amount: tokens } },
  VEXORA: {
    order: {
      amount: { amount: '300', currency: 'TWD' },
      method: { eWallet: { wallet: 'LINEPAY' } },
      customer: { ...customer, phone: '0912345678' },
    },
    refund: null,
    settlement: { amount: { amount: '100', currency: 'TWD' }, destination: { bankAccount } },
  },
  NEXAPAY: {
    order: {
      amount: { amount: '100', currency: 'BRL' },
      method: { pix: { presentation: 'HOSTED_PAGE' } },
      customer: { ...customer, phone: '+5511987654321' },
    },
    refund: { amount: { amount: '40', currency: 'BRL' } },
    settlement: null,
  },
  EXAMPLEPAY: {
    order: {
      amount: { amount: '100', currency: 'INR' },
      method: { upi: { flow: 'HOSTED_PAGE' } },
      customer: { ...customer, phone: '+919876543210' },
    },
    refund: { amount: { amount: '40', currency: 'INR' } },
    settlement: {
      amount: { amount: '40', currency: 'INR' },
      destination: { upi: { vpa: 'payee@bank', holderName: 'Asha Rao' } },
    },
  },
} as const satisfies Record<SandboxProvider, object>;
const names = Object.keys(cases) as SandboxProvider[];

const createdOf = ({ order, refund, settlement }: Awaited<ReturnType<typeof mutate>>): Subject => {
  const made = order ?? refund ?? settlement;
  if (made === undefined) throw new Error('nothing was made');
  return made;
};

export function describeA5(): void {
  describeRefused();

  describe('A5: after an older backup was restored', () => {
    let testApp: TestApp;

    beforeEach(async () => {
      testApp = await openTestApp({ config: { EXAMPLEPAY: { refundQueryEnabled: true } } });
      testApp.sandbox.provider('NEXAPAY').switch({ autoPay: false });
    });
    afterEach(() => testApp.close());

    const backUp = () => testApp.restart(() => testApp.save());
    const restore = () => testApp.restart(() => testApp.restore());
    const making = (document: Document, input: object) => async (): Promise<Subject> =>
      createdOf(await mutate(testApp, document, { input }));
    const orderAt = (name: SandboxProvider, more: object = {}) =>
      making(documents.createOrder, {
        idempotencyKey: newKey(),
        reference: 'basket',
        account: testApp.accounts[name],
        ...cases[name].order,
        ...more,
      });
    const pay = async (name: SandboxProvider, { id, providerReference }: Subject) => {
      testApp.sandbox.provider(name).pay(providerReference);
      await eventually(async () => {
        await testApp.advance(1_000);
        return (await orderOf(testApp, id)).status === 'PAID';
      });
    };

    it.each(names)(
      'A5: a repetition with the same keys is what %s has, and nothing is made twice',
      async (name) => {
        const { refund, settlement } = cases[name];
        const backedUp = await orderAt(name)();
        await pay(name, backedUp);
        await backUp();
        const create = orderAt(name);
        const lost = await create();
        await pay(name, lost);
        const others = [
          ...(refund === null
            ? []
            : [
                making(documents.createRefund, {
                  idempotencyKey: newKey(),
                  order: backedUp.id,
                  ...refund,
                }),
              ]),
          ...(settlement === null
            ? []
            : [
                making(documents.createSettlement, {
                  idempotencyKey: newKey(),
                  account: testApp.accounts[name],
                  reference: 'payout',
                  ...settlement,
                }),
              ]),
        ];
        const before: Subject[] = [];
        for (const make of others) before.push(await make());
        const effects = testApp.sandbox.provider(name).effects();

        await restore();
        const again = await create();
        expect(again.providerReference).toBe(lost.providerReference);
        const known = await orderOf(testApp, again.id);
        expect(known).toMatchObject({ status: 'PAID', amount: lost['amount'] });
        const after: Subject[] = [];
        for (const make of others) after.push(await make());
        expect(after.map(({ providerReference }) => providerReference)).toEqual(
          before.map(({ providerReference }) => providerReference),
        );
        for (const { status } of after) expect(['PENDING', 'PROCESSING']).toContain(status);
        // Once more, now that it is known here.
        expect((await create()).id).toBe(again.id);
        expect(testApp.sandbox.provider(name).effects()).toEqual(effects);
      },
    );

    it('A5: an object that exists and cannot be queried is unknown, and not refused', async () => {
      await backUp();
      const create = orderAt('W_CHECKOUT');
      const lost = await create();
      await restore();
      const { faults } = testApp.sandbox.provider('W_CHECKOUT');
      faults.arm({ fault: 'error-before', operation: 'orderInfo' });
      const again = await create();
      expect(again.status).toBe('UNKNOWN');
      await testApp.advance(5_000);
      expect((await orderOf(testApp, again.id)).status).toBe('AWAITING_PAYMENT');
      expect(again.providerReference).toBe(lost.providerReference);
    });

    it('A5: another amount under the same key is not the existing object, and is not made either', async () => {
      await backUp();
      const idempotencyKey = newKey();
      const lost = await orderAt('EXAMPLEPAY', { idempotencyKey })();
      await pay('EXAMPLEPAY', lost);
      await restore();
      const effects = testApp.sandbox.provider('EXAMPLEPAY').effects();
      const amount = { amount: '50', currency: 'INR' };
      const again = await orderAt('EXAMPLEPAY', { idempotencyKey, amount })();
      await testApp.advance(600_000);
      expect(await orderOf(testApp, again.id)).toMatchObject({ status: 'UNKNOWN', paid: null });
      expect(testApp.sandbox.provider('EXAMPLEPAY').effects()).toEqual(effects);
    });

    it('A5: a webhook that came first waits for its order', async () => {
      await backUp();
      const create = orderAt('ANEXPAY_XCHECKOUT');
      const lost = await create();
      await restore();
      const { webhooks } = testApp.sandbox.provider('ANEXPAY_XCHECKOUT');
      testApp.sandbox.provider('ANEXPAY_XCHECKOUT').pay(lost.providerReference);
      await webhooks.idle();
      const { id } = await create();
      await testApp.app.runDue();
      expect(await orderOf(testApp, id)).toMatchObject({
        status: 'PAID',
        paid: { amount: '101.00' },
      });
    });

    it('A5: a refund that the provider reported first belongs to the key that had made it', async () => {
      const name = 'W_CHECKOUT';
      const order = await orderAt(name)();
      await pay(name, order);
      await backUp();
      const input = { idempotencyKey: newKey(), order: order.id, ...cases[name].refund };
      const lost = await making(documents.createRefund, input)();
      const provider = testApp.sandbox.provider(name);
      provider.advanceRefund(lost.providerReference, 'REFUNDED');
      await provider.webhooks.idle();
      await restore();
      const events = provider.webhooks.events();
      const event = events.findLast(({ eventType }) => eventType === 'REFUND_ORDER_CHANGED');
      await provider.webhooks.resend(event?.eventId ?? '');
      const effects = provider.effects();
      const more = { ...input, amount: { ...input.amount, amount: '41' } };
      expect(await mutate(testApp, documents.createRefund, { input: more })).toMatchObject({
        code: 'IDEMPOTENCY_CONFLICT',
        differences: ['amount'],
      });
      const again = await mutate(testApp, documents.createRefund, { input });
      expect(again).toMatchObject({
        replayed: true,
        refund: { providerReference: lost.providerReference, status: 'SUCCEEDED' },
      });
      const { refunds, refunded } = await orderOf(testApp, order.id);
      expect([refunds.nodes.length, refunded?.amount]).toEqual([1, '40.00']);
      expect(provider.effects()).toEqual(effects);
    });

    it.each(['ANEXPAY_XCHECKOUT', 'W_CHECKOUT'] as const)(
      'A5: an abnormal payment of %s that was refunded is not refunded twice',
      async (name) => {
        const payment = await overpaid(testApp, name);
        await backUp();
        const input = { idempotencyKey: newKey(), abnormalPayment: payment.id };
        const lost = await making(documents.refundAbnormalPayment, input)();
        const effects = testApp.sandbox.provider(name).effects();
        await restore();
        const again = await making(documents.refundAbnormalPayment, input)();
        expect(again.providerReference).toBe(lost.providerReference);
        expect(['PENDING', 'PROCESSING', 'SUCCEEDED']).toContain(again.status);
        expect(testApp.sandbox.provider(name).effects()).toEqual(effects);
      },
    );

    it.each(['ANEXPAY_XCHECKOUT', 'W_CHECKOUT'] as const)(
      'A5: a refund of an abnormal payment that %s reports as handled belongs to the key that had made it',
      async (name) => {
        const payment = await overpaid(testApp, name);
        await backUp();
        const input = { idempotencyKey: newKey(), abnormalPayment: payment.id };
        const lost = await making(documents.refundAbnormalPayment, input)();
        const provider = testApp.sandbox.provider(name);
        provider.advanceRefund(lost.providerReference, 'REFUNDED');
        await provider.webhooks.idle();
        await restore();
        await mutate(testApp, documents.refreshOrder, { id: payment.order.id });
        const found = await orderOf(testApp, payment.order.id);
        expect(found.abnormalPayments).toMatchObject([{ status: 'RESOLVED' }]);
        const effects = provider.effects();
        const again = await mutate(testApp, documents.refundAbnormalPayment, { input });
        expect(again).toMatchObject({
          replayed: true,
          refund: { providerReference: lost.providerReference, status: 'SUCCEEDED' },
        });
        const other = { ...input, idempotencyKey: newKey() };
        expect(
          await mutate(testApp, documents.refundAbnormalPayment, { input: other }),
        ).toMatchObject({
          code: 'INVALID_STATE',
        });
        expect(provider.effects()).toEqual(effects);
      },
    );

    it('A5: a reference follows from merchant, mutation and key, and from nothing else', () => {
      const { ids } = testApp.app.deps;
      const use = { merchantId: testApp.merchantId, mutation: 'createOrder', key: 'a-key-0001' };
      const all = [
        use,
        { ...use, merchantId: 'mer_other' },
        { ...use, mutation: 'createRefund' },
        { ...use, key: 'a-key-0002' },
        { ...use, mutation: 'createOrder","a', key: 'key-0001' },
      ].map((one) => ids.providerReference(one));
      for (const reference of all) expect(reference).toMatch(/^[a-z0-9]{26,32}$/);
      expect(new Set(all).size).toBe(all.length);
      expect(ids.providerReference({ ...use })).toBe(all[0]);
    });
  });
}

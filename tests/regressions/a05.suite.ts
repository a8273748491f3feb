import { copyFile, rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxProvider } from '../../sandbox/sandbox.ts';
import { eventually, openWorld } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { ask, ethereumAddress, newKey, orderOf, overpaid, usdt } from '../support/operations.ts';
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

/** What is asked of each provider, as far as it can do it. */
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

const createdOf = ({ order, refund, settlement }: Awaited<ReturnType<typeof ask>>): Subject => {
  const made = order ?? refund ?? settlement;
  if (made === undefined) throw new Error('nothing was made');
  return made;
};

export function describeA5(): void {
  describeRefused();

  describe('A5: after an older backup was restored', () => {
    let world: World;

    beforeEach(async () => {
      world = await openWorld({ examplepay: { refundQueryEnabled: true } });
      world.sandbox.provider('NEXAPAY').switch({ autoPay: false });
    });
    afterEach(() => world.close());

    const file = (): string => world.databaseUrl.slice('sqlite:'.length);
    const backUp = () => world.restart(() => copyFile(file(), `${file()}.backup`));
    const restore = () =>
      world.restart(async () => {
        for (const part of ['-wal', '-shm']) await rm(file() + part, { force: true });
        await copyFile(`${file()}.backup`, file());
      });
    const making = (document: Document, input: object) => async (): Promise<Subject> =>
      createdOf(await ask(world, document, { input }));
    const orderAt = (name: SandboxProvider, more: object = {}) =>
      making(documents.createOrder, {
        idempotencyKey: newKey(),
        reference: 'basket',
        account: world.accounts[name],
        ...cases[name].order,
        ...more,
      });
    const pay = async (name: SandboxProvider, { id, providerReference }: Subject) => {
      world.sandbox.provider(name).pay(providerReference);
      await eventually(async () => {
        await world.advance(1_000);
        return (await orderOf(world, id)).status === 'PAID';
      });
    };

    it.each(names)(
      'A5: what is asked again with the same keys is what %s has, and nothing twice',
      async (name) => {
        const { refund, settlement } = cases[name];
        const kept = await orderAt(name)();
        await pay(name, kept);
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
                  order: kept.id,
                  ...refund,
                }),
              ]),
          ...(settlement === null
            ? []
            : [
                making(documents.createSettlement, {
                  idempotencyKey: newKey(),
                  account: world.accounts[name],
                  reference: 'payout',
                  ...settlement,
                }),
              ]),
        ];
        const before: Subject[] = [];
        for (const make of others) before.push(await make());
        const effects = world.sandbox.provider(name).effects();

        await restore();
        const again = await create();
        expect(again.providerReference).toBe(lost.providerReference);
        const known = await orderOf(world, again.id);
        expect(known).toMatchObject({ status: 'PAID', amount: lost['amount'] });
        const after: Subject[] = [];
        for (const make of others) after.push(await make());
        expect(after.map(({ providerReference }) => providerReference)).toEqual(
          before.map(({ providerReference }) => providerReference),
        );
        for (const { status } of after) expect(['PENDING', 'PROCESSING']).toContain(status);
        // And once more, now that it is known here.
        expect((await create()).id).toBe(again.id);
        expect(world.sandbox.provider(name).effects()).toEqual(effects);
      },
    );

    it('A5: what is there and cannot be asked for is unknown, and not refused', async () => {
      await backUp();
      const create = orderAt('W_CHECKOUT');
      const lost = await create();
      await restore();
      const { faults } = world.sandbox.provider('W_CHECKOUT');
      faults.arm({ fault: 'error-before', operation: 'orderInfo' });
      const again = await create();
      expect(again.status).toBe('UNKNOWN');
      await world.advance(5_000);
      expect((await orderOf(world, again.id)).status).toBe('AWAITING_PAYMENT');
      expect(again.providerReference).toBe(lost.providerReference);
    });

    it('A5: another amount under the same key is not what is there, and is not made either', async () => {
      await backUp();
      const idempotencyKey = newKey();
      const lost = await orderAt('EXAMPLEPAY', { idempotencyKey })();
      await pay('EXAMPLEPAY', lost);
      await restore();
      const effects = world.sandbox.provider('EXAMPLEPAY').effects();
      const amount = { amount: '50', currency: 'INR' };
      const again = await orderAt('EXAMPLEPAY', { idempotencyKey, amount })();
      await world.advance(600_000);
      expect(await orderOf(world, again.id)).toMatchObject({ status: 'UNKNOWN', paid: null });
      expect(world.sandbox.provider('EXAMPLEPAY').effects()).toEqual(effects);
    });

    it('A5: news that came first waits for its order', async () => {
      await backUp();
      const create = orderAt('ANEXPAY_XCHECKOUT');
      const lost = await create();
      await restore();
      const { webhooks } = world.sandbox.provider('ANEXPAY_XCHECKOUT');
      world.sandbox.provider('ANEXPAY_XCHECKOUT').pay(lost.providerReference);
      await webhooks.idle();
      const { id } = await create();
      await world.app.runDue();
      expect(await orderOf(world, id)).toMatchObject({
        status: 'PAID',
        paid: { amount: '101.00' },
      });
    });

    it('A5: a refund that the provider told of first belongs to the key that had made it', async () => {
      const name = 'W_CHECKOUT';
      const order = await orderAt(name)();
      await pay(name, order);
      await backUp();
      const input = { idempotencyKey: newKey(), order: order.id, ...cases[name].refund };
      const lost = await making(documents.createRefund, input)();
      const provider = world.sandbox.provider(name);
      provider.advanceRefund(lost.providerReference, 'REFUNDED');
      await provider.webhooks.idle();
      await restore();
      const told = provider.webhooks.events();
      const news = told.findLast(({ eventType }) => eventType === 'REFUND_ORDER_CHANGED');
      await provider.webhooks.resend(news?.eventId ?? '');
      const effects = provider.effects();
      const more = { ...input, amount: { ...input.amount, amount: '41' } };
      expect(await ask(world, documents.createRefund, { input: more })).toMatchObject({
        code: 'IDEMPOTENCY_CONFLICT',
        differences: ['amount'],
      });
      const again = await ask(world, documents.createRefund, { input });
      expect(again).toMatchObject({
        replayed: true,
        refund: { providerReference: lost.providerReference, status: 'SUCCEEDED' },
      });
      const { refunds, refunded } = await orderOf(world, order.id);
      expect([refunds.nodes.length, refunded?.amount]).toEqual([1, '40.00']);
      expect(provider.effects()).toEqual(effects);
    });

    it.each(['ANEXPAY_XCHECKOUT', 'W_CHECKOUT'] as const)(
      'A5: an abnormal payment of %s that was given back is not given back twice',
      async (name) => {
        const payment = await overpaid(world, name);
        await backUp();
        const input = { idempotencyKey: newKey(), abnormalPayment: payment.id };
        const lost = await making(documents.refundAbnormalPayment, input)();
        const effects = world.sandbox.provider(name).effects();
        await restore();
        const again = await making(documents.refundAbnormalPayment, input)();
        expect(again.providerReference).toBe(lost.providerReference);
        expect(['PENDING', 'PROCESSING', 'SUCCEEDED']).toContain(again.status);
        expect(world.sandbox.provider(name).effects()).toEqual(effects);
      },
    );

    it.each(['ANEXPAY_XCHECKOUT', 'W_CHECKOUT'] as const)(
      'A5: a refund of an abnormal payment that %s says is dealt with belongs to the key that had made it',
      async (name) => {
        const payment = await overpaid(world, name);
        await backUp();
        const input = { idempotencyKey: newKey(), abnormalPayment: payment.id };
        const lost = await making(documents.refundAbnormalPayment, input)();
        const provider = world.sandbox.provider(name);
        provider.advanceRefund(lost.providerReference, 'REFUNDED');
        await provider.webhooks.idle();
        await restore();
        await ask(world, documents.refreshOrder, { id: payment.order.id });
        const found = await orderOf(world, payment.order.id);
        expect(found.abnormalPayments).toMatchObject([{ status: 'RESOLVED' }]);
        const effects = provider.effects();
        const again = await ask(world, documents.refundAbnormalPayment, { input });
        expect(again).toMatchObject({
          replayed: true,
          refund: { providerReference: lost.providerReference, status: 'SUCCEEDED' },
        });
        const other = { ...input, idempotencyKey: newKey() };
        expect(await ask(world, documents.refundAbnormalPayment, { input: other })).toMatchObject({
          code: 'INVALID_STATE',
        });
        expect(provider.effects()).toEqual(effects);
      },
    );

    it('A5: a reference is told by merchant, mutation and key, and by nothing else', () => {
      const { ids } = world.app.deps;
      const use = { merchantId: world.merchantId, mutation: 'createOrder', key: 'a-key-0001' };
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

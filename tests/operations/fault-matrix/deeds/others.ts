import type { World } from '../../../support/app.ts';
import { eventually } from '../../../support/app.ts';
import * as documents from '../../../support/documents.ts';
import { inr, upi } from '../../../support/examplepay.ts';
import { ask, newKey, pathOf } from '../../../support/operations.ts';
import type { Subject } from '../../../support/operations.ts';
import type { Deed, Deeds } from '../deeds.ts';

const ordered = async (world: World, given: object): Promise<Subject> => {
  const input = { idempotencyKey: newKey(), ...given };
  const told = await ask(world, documents.createOrder, { input });
  if (told.order === undefined) throw new Error(JSON.stringify(told));
  return told.order;
};

const untilPaid = (world: World, { id }: Subject) =>
  eventually(async () => (await pathOf(world, id)).at(-1) === 'PAID');

const examplepayOrder = (world: World) => ({
  reference: 'basket',
  amount: inr('100.00'),
  method: upi,
  customer: {
    firstName: 'Asha',
    lastName: 'Rao',
    email: 'asha@example.com',
    phone: '+919876543210',
  },
  account: world.accounts.EXAMPLEPAY,
});

const examplepay = (world: World) => world.sandbox.provider('EXAMPLEPAY');

export function examplepayDeeds(isAll: boolean): Deeds {
  const close: Deed = {
    operation: 'cancelOrder',
    document: documents.cancelOrder,
    given: async (world) => ({ id: (await ordered(world, examplepayOrder(world))).id }),
    accepted: 'CANCELED',
    atProvider: (world, reference) => examplepay(world).order(reference),
  };
  return {
    name: isAll ? 'EXAMPLEPAY' : 'EXAMPLEPAY (as documented)',
    provider: 'EXAMPLEPAY',
    examplepay: { closeEnabled: isAll, refundQueryEnabled: isAll },
    deeds: [
      {
        operation: 'createOrder',
        document: documents.createOrder,
        given: async (world) => examplepayOrder(world),
        accepted: 'AWAITING_PAYMENT',
        atProvider: (world, reference) => examplepay(world).order(reference),
      },
      {
        operation: 'createRefund',
        document: documents.createRefund,
        given: async (world) => {
          const order = await ordered(world, examplepayOrder(world));
          examplepay(world).pay(order.providerReference);
          await untilPaid(world, order);
          return { order: order.id };
        },
        accepted: 'PENDING',
        followed: 'PROCESSING',
        atProvider: (world, reference) => examplepay(world).refund(reference),
      },
      {
        operation: 'createSettlement',
        document: documents.createSettlement,
        given: async (world) => ({
          account: world.accounts.EXAMPLEPAY,
          reference: 'payout',
          amount: inr('250.00'),
          destination: { upi: { vpa: 'asha@bank', holderName: 'Asha Rao' } },
        }),
        accepted: 'PENDING',
        atProvider: (world, reference) => examplepay(world).settlement(reference),
      },
      ...(isAll ? [close] : []),
    ],
  };
}

const nexapayOrder = (world: World) => ({
  reference: 'pedido',
  amount: { amount: '100.00', currency: 'BRL' },
  method: { pix: { presentation: 'QR_CODE' } },
  account: world.accounts.NEXAPAY,
  customer: {
    firstName: 'Maria',
    lastName: 'Silva',
    email: 'maria@example.com',
    phone: '+5511987654321',
    document: '123.456.789-00',
  },
});

export const nexapayDeeds: Deeds = {
  name: 'NEXAPAY',
  provider: 'NEXAPAY',
  deeds: [
    {
      operation: 'createOrder',
      document: documents.createOrder,
      async given(world) {
        world.sandbox.provider('NEXAPAY').switch({ autoPay: false });
        return nexapayOrder(world);
      },
      accepted: 'AWAITING_PAYMENT',
      atProvider: (world, reference) => world.sandbox.provider('NEXAPAY').order(reference),
    },
    {
      operation: 'createRefund',
      document: documents.createRefund,
      async given(world) {
        const order = await ordered(world, nexapayOrder(world));
        world.sandbox.provider('NEXAPAY').pay(order.providerReference);
        await untilPaid(world, order);
        return { order: order.id };
      },
      accepted: 'PROCESSING',
      atProvider: (world, reference) => world.sandbox.provider('NEXAPAY').refund(reference),
    },
  ],
};

let payers = 0;

export const vexoraDeeds: Deeds = {
  name: 'VEXORA',
  provider: 'VEXORA',
  deeds: [
    {
      operation: 'createOrder',
      document: documents.createOrder,
      async given(world) {
        payers += 1;
        return {
          reference: 'basket',
          amount: { amount: '300', currency: 'TWD' },
          method: { eWallet: { wallet: 'LINEPAY' } },
          customer: {
            firstName: '小明',
            lastName: '王',
            email: 'payer@example.test',
            phone: '0912345678',
            // Ten orders a day are the most of one address.
            ipAddress: `203.0.113.${payers}`,
          },
          account: world.accounts.VEXORA,
        };
      },
      accepted: 'AWAITING_PAYMENT',
      atProvider: (world, reference) => world.sandbox.provider('VEXORA').order(reference),
    },
    {
      operation: 'createSettlement',
      document: documents.createSettlement,
      given: async (world) => ({
        account: world.accounts.VEXORA,
        reference: 'payout',
        amount: { amount: '100', currency: 'TWD' },
        destination: {
          bankAccount: {
            bankCode: '004',
            accountNumber: '3560123456789012',
            holderName: 'Wang Xiaoming',
            phone: '0912345678',
            email: 'payee@example.test',
          },
        },
      }),
      accepted: 'PROCESSING',
      atProvider: (world, reference) => world.sandbox.provider('VEXORA').settlement(reference),
    },
  ],
};

import type { TestApp } from '../../../support/app.ts';
import { eventually } from '../../../support/app.ts';
import * as documents from '../../../support/documents.ts';
import { inr, upi } from '../../../support/examplepay.ts';
import { mutate, newKey, pathOf } from '../../../support/operations.ts';
import type { Subject } from '../../../support/operations.ts';
import type { Mutation, AccountMutations } from '../mutations.ts';

const ordered = async (testApp: TestApp, prepare: object): Promise<Subject> => {
  const input = { idempotencyKey: newKey(), ...prepare };
  const result = await mutate(testApp, documents.createOrder, { input });
  if (result.order === undefined) throw new Error(JSON.stringify(result));
  return result.order;
};

const untilPaid = (testApp: TestApp, { id }: Subject) =>
  eventually(async () => (await pathOf(testApp, id)).at(-1) === 'PAID');

const examplepayOrder = (testApp: TestApp) => ({
  reference: 'basket',
  amount: inr('100.00'),
  method: upi,
  customer: {
    firstName: 'Asha',
    lastName: 'Rao',
    email: 'asha@example.com',
    phone: '+919876543210',
  },
  account: testApp.accounts.EXAMPLEPAY,
});

const examplepay = (testApp: TestApp) => testApp.sandbox.provider('EXAMPLEPAY');

export function examplepayMutations(isAll: boolean): AccountMutations {
  const close: Mutation = {
    operation: 'cancelOrder',
    document: documents.cancelOrder,
    prepare: async (testApp) => ({ id: (await ordered(testApp, examplepayOrder(testApp))).id }),
    accepted: 'CANCELED',
    atProvider: (testApp, reference) => examplepay(testApp).order(reference),
  };
  return {
    name: isAll ? 'EXAMPLEPAY' : 'EXAMPLEPAY (as documented)',
    provider: 'EXAMPLEPAY',
    examplepay: { closeEnabled: isAll, refundQueryEnabled: isAll },
    mutations: [
      {
        operation: 'createOrder',
        document: documents.createOrder,
        prepare: async (testApp) => examplepayOrder(testApp),
        accepted: 'AWAITING_PAYMENT',
        atProvider: (testApp, reference) => examplepay(testApp).order(reference),
      },
      {
        operation: 'createRefund',
        document: documents.createRefund,
        prepare: async (testApp) => {
          const order = await ordered(testApp, examplepayOrder(testApp));
          examplepay(testApp).pay(order.providerReference);
          await untilPaid(testApp, order);
          return { order: order.id };
        },
        accepted: 'PENDING',
        followed: 'PROCESSING',
        atProvider: (testApp, reference) => examplepay(testApp).refund(reference),
      },
      {
        operation: 'createSettlement',
        document: documents.createSettlement,
        prepare: async (testApp) => ({
          account: testApp.accounts.EXAMPLEPAY,
          reference: 'payout',
          amount: inr('250.00'),
          destination: { upi: { vpa: 'asha@bank', holderName: 'Asha Rao' } },
        }),
        accepted: 'PENDING',
        atProvider: (testApp, reference) => examplepay(testApp).settlement(reference),
      },
      ...(isAll ? [close] : []),
    ],
  };
}

const nexapayOrder = (testApp: TestApp) => ({
  reference: 'pedido',
  amount: { amount: '100.00', currency: 'BRL' },
  method: { pix: { presentation: 'QR_CODE' } },
  account: testApp.accounts.NEXAPAY,
  customer: {
    firstName: 'Maria',
    lastName: 'Silva',
    email: 'maria@example.com',
    phone: '+5511987654321',
    document: '123.456.789-00',
  },
});

export const nexapayMutations: AccountMutations = {
  name: 'NEXAPAY',
  provider: 'NEXAPAY',
  mutations: [
    {
      operation: 'createOrder',
      document: documents.createOrder,
      async prepare(testApp) {
        testApp.sandbox.provider('NEXAPAY').switch({ autoPay: false });
        return nexapayOrder(testApp);
      },
      accepted: 'AWAITING_PAYMENT',
      atProvider: (testApp, reference) => testApp.sandbox.provider('NEXAPAY').order(reference),
    },
    {
      operation: 'createRefund',
      document: documents.createRefund,
      async prepare(testApp) {
        const order = await ordered(testApp, nexapayOrder(testApp));
        testApp.sandbox.provider('NEXAPAY').pay(order.providerReference);
        await untilPaid(testApp, order);
        return { order: order.id };
      },
      accepted: 'PROCESSING',
      atProvider: (testApp, reference) => testApp.sandbox.provider('NEXAPAY').refund(reference),
    },
  ],
};

let payers = 0;

export const vexoraMutations: AccountMutations = {
  name: 'VEXORA',
  provider: 'VEXORA',
  mutations: [
    {
      operation: 'createOrder',
      document: documents.createOrder,
      async prepare(testApp) {
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
            // One address may have ten orders a day at most.
            ipAddress: `203.0.113.${payers}`,
          },
          account: testApp.accounts.VEXORA,
        };
      },
      accepted: 'AWAITING_PAYMENT',
      atProvider: (testApp, reference) => testApp.sandbox.provider('VEXORA').order(reference),
    },
    {
      operation: 'createSettlement',
      document: documents.createSettlement,
      prepare: async (testApp) => ({
        account: testApp.accounts.VEXORA,
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
      atProvider: (testApp, reference) => testApp.sandbox.provider('VEXORA').settlement(reference),
    },
  ],
};

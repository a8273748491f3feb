import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { inr, upi } from '../../support/examplepay.ts';
import type { AccountMutations, Mutation } from '../../operations/fault-matrix/mutations.ts';
import { wireRules } from './subject.ts';
import { ordered, untilPaid } from '../../operations/fault-matrix/prepared.ts';

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

function mutationsOf(isAll: boolean): AccountMutations {
  const close: Mutation = {
    operation: 'cancelOrder',
    call: 'closePayment',
    document: documents.cancelOrder,
    prepare: async (testApp) => ({ id: (await ordered(testApp, examplepayOrder(testApp))).id }),
    accepted: 'CANCELED',
    atProvider: (testApp, reference) => examplepay(testApp).order(reference),
  };
  return {
    name: isAll ? 'EXAMPLEPAY' : 'EXAMPLEPAY (as documented)',
    provider: 'EXAMPLEPAY',
    config: { closeEnabled: isAll, refundQueryEnabled: isAll },
    wireRules: (testApp) => wireRules(testApp.credentials.EXAMPLEPAY, examplepay(testApp).baseUrl),
    checksTime: true,
    refusesTwins: 'a nonce tells that it is the same request',
    hidesFailedRefunds: !isAll,
    mutations: [
      {
        operation: 'createOrder',
        call: 'createPayment',
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
        call: 'createPayout',
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

/** With everything that can be switched on, and as documented. */
export const faultMutations: readonly AccountMutations[] = [mutationsOf(true), mutationsOf(false)];

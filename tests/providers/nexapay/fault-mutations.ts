import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import type { AccountMutations } from '../../operations/fault-matrix/mutations.ts';
import { ordered, untilPaid } from '../../operations/fault-matrix/prepared.ts';

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

const mutations: AccountMutations = {
  name: 'NEXAPAY',
  provider: 'NEXAPAY',
  checksTime: false,
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

export const faultMutations: readonly AccountMutations[] = [mutations];

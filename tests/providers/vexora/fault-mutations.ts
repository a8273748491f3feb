import * as documents from '../../support/documents.ts';
import type { AccountMutations } from '../../operations/fault-matrix/mutations.ts';

let payers = 0;

const mutations: AccountMutations = {
  name: 'VEXORA',
  provider: 'VEXORA',
  checksTime: false,
  mutations: [
    {
      operation: 'createOrder',
      call: 'checkout',
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
      call: 'disbursements',
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

export const faultMutations: readonly AccountMutations[] = [mutations];

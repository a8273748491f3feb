import { describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { mutate, newKey } from '../support/operations.ts';

export function describeRefused(): void {
  describe('A5: a refusal of the account itself', () => {
    it('A5: at Vexora does not count as a refusal of a used number, and fails', async () => {
      const testApp = await openTestApp();
      try {
        const vexora = {
          ...testApp.credentials.VEXORA,
          appSecret: 'f'.repeat(32),
          eWalletCodes: ['LINEPAY'],
        };
        const account = { id: testApp.accounts.VEXORA, config: { vexora } };
        await mutate(testApp, documents.updateProviderAccount, { input: account });
        const { order } = await mutate(testApp, documents.createOrder, {
          input: {
            idempotencyKey: newKey(),
            reference: 'basket',
            account: testApp.accounts.VEXORA,
            amount: { amount: '300', currency: 'TWD' },
            method: { eWallet: { wallet: 'LINEPAY' } },
            customer: {
              firstName: '小明',
              lastName: '王',
              email: 'payer@example.test',
              phone: '0912345678',
              ipAddress: '203.0.113.7',
            },
          },
        });
        expect(order).toMatchObject({ status: 'FAILED', failure: { code: 'REJECTED' } });
      } finally {
        await testApp.close();
      }
    });
  });
}

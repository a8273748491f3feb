import { describe, expect, it } from 'vitest';
import { openWorld } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { ask, newKey } from '../support/operations.ts';

export function describeRefused(): void {
  describe('A5: a refusal of the account itself', () => {
    it('A5: at Vexora is not taken for one of a number that is used, and fails', async () => {
      const world = await openWorld();
      try {
        const vexora = {
          ...world.credentials.VEXORA,
          appSecret: 'f'.repeat(32),
          eWalletCodes: ['LINEPAY'],
        };
        const account = { id: world.accounts.VEXORA, config: { vexora } };
        await ask(world, documents.updateProviderAccount, { input: account });
        const { order } = await ask(world, documents.createOrder, {
          input: {
            idempotencyKey: newKey(),
            reference: 'basket',
            account: world.accounts.VEXORA,
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
        await world.close();
      }
    });
  });
}

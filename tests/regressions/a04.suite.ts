import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { money } from '../../src/domain/money.ts';
import { noOrderEvidence } from '../../src/domain/order.ts';
import { namesOtherMoney, refundableLimit } from '../../src/domain/order-money.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { mutate, newKey } from '../support/operations.ts';
import { countsForNothing, explanationOf, tamperWith } from './tampering.ts';
import type { Tampered } from './tampering.ts';

const customer = {
  firstName: 'João',
  lastName: 'Silva',
  email: 'payer@example.test',
  phone: '+5511987654321',
  document: '12345678909',
};
const brl = (amount: string) => money(amount, 'BRL');

export function describeA4(): void {
  describe('A4: what is refundable', () => {
    it('A4: is the lesser of what was paid and what the provider refunds', () => {
      const cases: [string, string, string][] = [
        ['100.89', '100.00', '100.00'],
        ['0.01', '100.00', '0.01'],
        ['100.00', '100.00', '100.00'],
      ];
      for (const [paid, limit, refundable] of cases) {
        const evidence = { ...noOrderEvidence, paid: brl(paid), refundableLimit: brl(limit) };
        expect(refundableLimit(evidence, 'PAID')).toEqual(brl(refundable));
      }
    });

    it.each([
      ['PAID', '99.99', true],
      ['PAID', '100.00', false],
      ['PAID', '100.89', false],
      ['PARTIALLY_PAID', '99.99', false],
      ['PARTIALLY_PAID', '0.00', true],
    ] as const)('A4: %s with %s of 100.00 is other money: %s', (status, paid, isOther) => {
      const order = { subject: 'ORDER', providerReference: 'R', occurredAt: null } as const;
      const observation = { ...order, status, paid: brl(paid) };
      expect(namesOtherMoney(observation, brl('100'), brl('100'), noOrderEvidence)).toBe(isOther);
    });
  });

  describe('A4: an order of 100.00 at NexaPay', () => {
    let testApp: TestApp;
    let between: Tampered;
    beforeAll(async () => {
      testApp = await openTestApp();
      between = await tamperWith(testApp, 'NEXAPAY');
    });
    afterAll(async () => {
      await between.close();
      await testApp.close();
    });

    it.each(['QR_CODE', 'HOSTED_PAGE'])(
      'A4: reported S with 0.01 is not PAID, and with 100.89 refunds 100.00 (%s)',
      async (presentation) => {
        const input = {
          idempotencyKey: newKey(),
          account: testApp.accounts.NEXAPAY,
          reference: 'basket',
          amount: { amount: '100.00', currency: 'BRL' },
          method: { pix: { presentation } },
          customer,
        };
        const { order } = await mutate(testApp, documents.createOrder, { input });
        const id = order?.id ?? '';
        const refreshed = async () =>
          (await mutate(testApp, documents.refreshOrder, { id })).order?.status;
        const provider = testApp.sandbox.provider('NEXAPAY');
        provider.webhooks.mode = 'hold';
        provider.pay(order?.providerReference ?? '');
        for (const without of ['', ',"chargeFees":.*?]']) {
          const less = { '"payAmount":"[^"]*"': '"payAmount":"0.01"' };
          between.change(without === '' ? less : { ...less, [without]: '' });
          expect(await refreshed()).toBe('AWAITING_PAYMENT');
        }
        const seen = await explanationOf(testApp, id);
        expect(seen).toMatchObject({
          paid: null,
          refundable: { amount: '0.00' },
          resolution: { needsAttention: true },
        });
        expect(countsForNothing(seen)).toHaveLength(2);
        const refused = await mutate(testApp, documents.createRefund, {
          input: { idempotencyKey: newKey(), order: id },
        });
        expect(refused).toMatchObject({ code: 'INVALID_STATE', status: 'AWAITING_PAYMENT' });
        between.change({});
        expect(await refreshed()).toBe('PAID');
        expect(await explanationOf(testApp, id)).toMatchObject({
          paid: { amount: '100.89' },
          refundable: { amount: '100.00' },
        });
      },
    );

    it('A4: whose fees are reported only when it is paid is PAID, whatever was due before', async () => {
      const input = {
        idempotencyKey: newKey(),
        account: testApp.accounts.NEXAPAY,
        reference: 'basket',
        amount: { amount: '100.00', currency: 'BRL' },
        method: { pix: { presentation: 'HOSTED_PAGE' } },
        customer,
      };
      const { order } = await mutate(testApp, documents.createOrder, { input });
      const id = order?.id ?? '';
      const refreshed = async () =>
        (await mutate(testApp, documents.refreshOrder, { id })).order?.status;
      between.change({
        '"payAmount":"[^"]*"': '"payAmount":"100.00"',
        '"chargeFees":.*?]': '"chargeFees":[]',
      });
      expect(await refreshed()).toBe('AWAITING_PAYMENT');
      testApp.sandbox.provider('NEXAPAY').pay(order?.providerReference ?? '');
      between.change({});
      expect(await refreshed()).toBe('PAID');
      const seen = await explanationOf(testApp, id);
      expect(countsForNothing(seen)).toEqual([]);
      expect(seen).toMatchObject({
        paid: { amount: '100.89' },
        refundable: { amount: '100.00' },
        resolution: null,
      });
    });
  });
}

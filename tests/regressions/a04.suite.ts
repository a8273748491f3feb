import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { money } from '../../src/domain/money.ts';
import { noOrderEvidence } from '../../src/domain/order.ts';
import { namesOtherMoney, refundableLimit } from '../../src/domain/order-money.ts';
import { openWorld } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { ask, newKey } from '../support/operations.ts';
import { countsForNothing, lookAt, tamperWith } from './tampering.ts';
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
    it('A4: is the least of what was paid and what the provider gives back', () => {
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
      const news = { subject: 'ORDER', providerReference: 'R', occurredAt: null } as const;
      const told = { ...news, status, paid: brl(paid) };
      expect(namesOtherMoney(told, brl('100'), brl('100'), noOrderEvidence)).toBe(isOther);
    });
  });

  describe('A4: an order of 100.00 at NexaPay', () => {
    let world: World;
    let between: Tampered;
    beforeAll(async () => {
      world = await openWorld();
      between = await tamperWith(world, 'NEXAPAY');
    });
    afterAll(async () => {
      await between.close();
      await world.close();
    });

    it.each(['QR_CODE', 'HOSTED_PAGE'])(
      'A4: told S with 0.01 is not PAID, and with 100.89 gives back 100.00 (%s)',
      async (presentation) => {
        const input = {
          idempotencyKey: newKey(),
          account: world.accounts.NEXAPAY,
          reference: 'basket',
          amount: { amount: '100.00', currency: 'BRL' },
          method: { pix: { presentation } },
          customer,
        };
        const { order } = await ask(world, documents.createOrder, { input });
        const id = order?.id ?? '';
        const refreshed = async () =>
          (await ask(world, documents.refreshOrder, { id })).order?.status;
        const provider = world.sandbox.provider('NEXAPAY');
        provider.webhooks.mode = 'hold';
        provider.pay(order?.providerReference ?? '');
        for (const without of ['', ',"chargeFees":.*?]']) {
          const less = { '"payAmount":"[^"]*"': '"payAmount":"0.01"' };
          between.say(without === '' ? less : { ...less, [without]: '' });
          expect(await refreshed()).toBe('AWAITING_PAYMENT');
        }
        const seen = await lookAt(world, id);
        expect(seen).toMatchObject({
          paid: null,
          refundable: { amount: '0.00' },
          resolution: { needsAttention: true },
        });
        expect(countsForNothing(seen)).toHaveLength(2);
        const refused = await ask(world, documents.createRefund, {
          input: { idempotencyKey: newKey(), order: id },
        });
        expect(refused).toMatchObject({ code: 'INVALID_STATE', status: 'AWAITING_PAYMENT' });
        between.say({});
        expect(await refreshed()).toBe('PAID');
        expect(await lookAt(world, id)).toMatchObject({
          paid: { amount: '100.89' },
          refundable: { amount: '100.00' },
        });
      },
    );

    it('A4: whose fees are told only when it is paid is PAID, whatever was to be paid before', async () => {
      const input = {
        idempotencyKey: newKey(),
        account: world.accounts.NEXAPAY,
        reference: 'basket',
        amount: { amount: '100.00', currency: 'BRL' },
        method: { pix: { presentation: 'HOSTED_PAGE' } },
        customer,
      };
      const { order } = await ask(world, documents.createOrder, { input });
      const id = order?.id ?? '';
      const refreshed = async () =>
        (await ask(world, documents.refreshOrder, { id })).order?.status;
      between.say({
        '"payAmount":"[^"]*"': '"payAmount":"100.00"',
        '"chargeFees":.*?]': '"chargeFees":[]',
      });
      expect(await refreshed()).toBe('AWAITING_PAYMENT');
      world.sandbox.provider('NEXAPAY').pay(order?.providerReference ?? '');
      between.say({});
      expect(await refreshed()).toBe('PAID');
      const seen = await lookAt(world, id);
      expect(countsForNothing(seen)).toEqual([]);
      expect(seen).toMatchObject({
        paid: { amount: '100.89' },
        refundable: { amount: '100.00' },
        resolution: null,
      });
    });
  });
}

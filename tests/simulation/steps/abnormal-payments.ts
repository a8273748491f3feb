import { createApiKey } from '../../../src/operations/merchants/merchants.ts';
import { resolveAbnormalPayment } from '../../../src/operations/orders/resolve-abnormal-payment.ts';
import { refundAbnormalPayment } from '../../../src/operations/payouts/refund-abnormal-payment.ts';
import { administrator } from '../counterparts/open-account.ts';
import type { AbnormalPaymentRecord } from '../../../src/store/records.ts';
import { exposed } from '../faults.ts';
import type { Scene } from '../scene.ts';
import { anyOf, codeOf, idNow, useKey } from './step.ts';
import type { Step } from './step.ts';

/** Mostly one that is open. */
async function openPayment(scene: Scene): Promise<AbnormalPaymentRecord | null> {
  const all = await scene.abnormalPayments();
  const open = all.filter(({ status }) => status === 'OPEN');
  return anyOf(scene, open.length > 0 && scene.random.percent(75) ? open : all);
}

export const abnormalSteps: readonly Step[] = [
  {
    name: 'refund an abnormal payment',
    weight: 14,
    async run(scene) {
      const { counterpart, merchantId, trace } = scene;
      const payment = await openPayment(scene);
      if (payment === null) return null;
      const input = { idempotencyKey: scene.newKey(), abnormalPayment: payment.id };
      const outcome = await exposed(scene, {
        calls: [counterpart.calls.refundAbnormalPayment ?? []].flat(),
        mayBeDelayed: true,
        run: () =>
          useKey(scene, 'refund', async () => {
            const request = { ...input, abnormalPayment: await idNow(scene, payment) };
            const made = await refundAbnormalPayment(scene.deps, merchantId, request);
            scene.refundsOfTheRest.add(made.refund.id);
            return { id: made.refund.id, status: made.refund.status, replayed: made.replayed };
          }),
      });
      return `${trace.nameOf(payment.id)}: ${outcome}`;
    },
  },
  {
    name: 'resolve an abnormal payment',
    weight: 4,
    async run(scene) {
      const { random, deps, merchantId, trace } = scene;
      const payment = await openPayment(scene);
      if (payment === null) return null;
      const kind = {
        merchant: merchantId,
        name: 'back office',
        scopes: ['REFUNDS_WRITE'],
      } as const;
      const { apiKey } = await createApiKey(deps, administrator, kind);
      const { id: keyId, scopes } = apiKey;
      const input = {
        idempotencyKey: scene.newKey(),
        abnormalPayment: payment.id,
        resolution: random.pick(['ACCEPT', 'ACCEPT', 'DISMISS'] as const),
        note: 'agreed with the payer',
      };
      const outcome = await codeOf(async () => {
        const caller = { kind: 'API_KEY', keyId, merchantId, scopes } as const;
        const { abnormalPayment } = await resolveAbnormalPayment(deps, caller, input);
        return abnormalPayment.status;
      });
      return `${trace.nameOf(payment.id)}, ${input.resolution}: ${outcome}`;
    },
  },
];

import { refundAbnormalPayment } from '../../../src/operations/payouts/create-refund.ts';
import { exposed } from '../faults.ts';
import { anyOf, useKey } from './step.ts';
import type { Step } from './step.ts';

export const abnormalSteps: readonly Step[] = [
  {
    name: 'refund an abnormal payment',
    weight: 6,
    async run(scene) {
      const { counterpart, merchantId, trace } = scene;
      const payment = anyOf(scene, await scene.abnormalPayments());
      if (payment === null) return null;
      const input = { idempotencyKey: scene.newKey(), abnormalPayment: payment.id };
      const outcome = await exposed(scene, {
        calls: [counterpart.calls.refundAbnormalPayment ?? []].flat(),
        mayBeDelayed: true,
        run: () =>
          useKey(scene, 'refund', async () => {
            const made = await refundAbnormalPayment(scene.deps, merchantId, input);
            return { id: made.refund.id, status: made.refund.status, replayed: made.replayed };
          }),
      });
      return `${trace.nameOf(payment.id)}: ${outcome}`;
    },
  },
];

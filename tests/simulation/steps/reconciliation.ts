import type { Scene } from '../scene.ts';
import { anyOf } from './step.ts';
import type { Step } from './step.ts';

export const reconciliationSteps: readonly Step[] = [
  {
    name: 'reconciliation comes first',
    weight: 2,
    async run(scene) {
      if (scene.counterpart.hasPortal !== true || scene.delayed !== null) return null;
      const moved = await moveAll(scene);
      if (moved === 0) return null;
      await makeDue(scene);
      await scene.advance(0);
      return `${moved} of what is open at the provider moves`;
    },
  },
];

/** Refunds and settlements come to their ends, and the payer does something. */
async function moveAll(scene: Scene): Promise<number> {
  const { chance, counterpart, portalRefunds } = scene;
  const refunds = (await scene.refunds()).map(({ providerReference }) => providerReference);
  const order = anyOf(scene, await scene.orders());
  const moved = [
    ...[...new Set([...refunds, ...portalRefunds])].map((reference) =>
      counterpart.moveRefund?.(chance, reference, true),
    ),
    ...(await scene.settlements()).map(({ providerReference }) =>
      counterpart.moveSettlement?.(chance, providerReference, true),
    ),
    order?.status === 'AWAITING_PAYMENT'
      ? counterpart.payer(chance, order.providerReference)
      : null,
  ];
  return moved.filter((one) => typeof one === 'string').length;
}

/** Its turn is now, before anything is polled. */
async function makeDue({ deps, merchantId }: Scene): Promise<void> {
  const text =
    'update provider_accounts set reconcile_at = ? where merchant_id = ? and reconcile_at > 0';
  await deps.queue.commit((tx) => tx.run(text, deps.now(), merchantId));
}

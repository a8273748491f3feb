import type { Scene } from '../scene.ts';
import { anyOf } from './step.ts';
import type { Step } from './step.ts';

export const reconciliationSteps: readonly Step[] = [
  {
    name: 'reconciliation comes first',
    weight: 2,
    async run(scene) {
      if (scene.counterpart.hasPortal !== true || scene.delayed !== null) return null;
      const changed = await changeAll(scene);
      if (changed === 0) return null;
      await makeDue(scene);
      await scene.advance(0);
      return `${changed} of what is open at the provider moves`;
    },
  },
];

/** Refunds and settlements come to their ends, and the payer does something. */
async function changeAll(scene: Scene): Promise<number> {
  const { random, counterpart, portalRefunds } = scene;
  const refunds = (await scene.refunds()).map(({ providerReference }) => providerReference);
  const order = anyOf(scene, await scene.orders());
  const changed = [
    ...[...new Set([...refunds, ...portalRefunds])].map((reference) =>
      counterpart.changeRefund?.(random, reference, true),
    ),
    ...(await scene.settlements()).map(({ providerReference }) =>
      counterpart.changeSettlement?.(random, providerReference, true),
    ),
    order?.status === 'AWAITING_PAYMENT'
      ? counterpart.payer(random, order.providerReference)
      : null,
  ];
  return changed.filter((one) => typeof one === 'string').length;
}

/** Makes it due now, before anything is polled. */
async function makeDue({ deps, merchantId }: Scene): Promise<void> {
  const text =
    'update provider_accounts set reconcile_at = ? where merchant_id = ? and reconcile_at > 0';
  await deps.queue.commit((tx) => tx.run(text, deps.now(), merchantId));
}

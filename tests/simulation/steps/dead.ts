import type { Scene } from '../scene.ts';
import type { Step } from './step.ts';

/** Past each attempt at a delivery that cannot be applied. */
const attempts = [6, 31, 121, 601, 3_601, 10_801, 21_601, 43_201].map((seconds) => seconds * 1_000);

export const deadSteps: readonly Step[] = [
  {
    name: 'a webhook comes again that nobody could apply',
    weight: 4,
    async run(scene) {
      if (scene.delayed !== null || !(await isAny(scene, ['UNMATCHED', 'FAILED']))) return null;
      for (const ms of attempts) {
        // oxlint-disable-next-line no-await-in-loop
        await scene.advance(ms);
      }
      await scene.noteDeliveries();
      if (!(await isAny(scene, ['DEAD']))) return 'in a day it was applied';
      return `all that had come: ${(await bringAgain(scene)).join(', ')}`;
    },
  },
];

/** Sends everything again that had come to the addresses of deliveries that could not be applied. */
async function bringAgain({ counterpart, deps, lost, merchantId }: Scene): Promise<string[]> {
  const text = `select distinct topic from webhook_deliveries where merchant_id = ? and status = 'DEAD'`;
  const dead = await deps.read.all<{ topic: string | null }>(text, merchantId);
  const outcomes: string[] = [];
  const come = counterpart.outbox.events().filter(({ eventId }) => !lost.has(eventId));
  for (const { eventId } of come) {
    for (const { topic } of dead) {
      // oxlint-disable-next-line no-await-in-loop
      const { error, status } = await counterpart.outbox.misdirect(eventId, (url) =>
        topic === null ? url : url.replace(/(?:\/(?:orders|refunds|settlements))?$/, `/${topic}`),
      );
      outcomes.push(String(status ?? error));
    }
  }
  return outcomes;
}

async function isAny(scene: Scene, statuses: readonly string[]): Promise<boolean> {
  const text = `select 1 from webhook_deliveries where merchant_id = ? and status in
    (${statuses.map(() => '?').join()}) limit 1`;
  const found = await scene.deps.read.get(text, scene.merchantId, ...statuses);
  return found !== undefined;
}

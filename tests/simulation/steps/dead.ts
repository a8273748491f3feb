import type { Scene } from '../scene.ts';
import type { Step } from './step.ts';
import { deliver } from './surroundings.ts';

/** Past each attempt at what cannot be applied. */
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
      const { lost, counterpart } = scene;
      const outcomes: string[] = [];
      for (const notice of counterpart.postbox.events()) {
        if (notice.attempts === 0 || lost.has(notice.eventId)) continue;
        // oxlint-disable-next-line no-await-in-loop
        outcomes.push(await deliver(scene, notice));
      }
      return `all that had come: ${outcomes.join(', ')}`;
    },
  },
];

async function isAny(scene: Scene, statuses: readonly string[]): Promise<boolean> {
  const text = `select 1 from webhook_deliveries where merchant_id = ? and status in
    (select value from json_each(?)) limit 1`;
  const found = await scene.deps.read.get(text, scene.merchantId, JSON.stringify(statuses));
  return found !== undefined;
}

import * as documents from '../../../support/documents.ts';
import { settlementInput } from '../../../support/operations.ts';
import type { Story } from '../proof.ts';
import type { Stage } from '../stage.ts';
import type { Referred } from '../tape.ts';
import { bought, brandOf, minute, sandboxOf } from './stablecoin.ts';

async function settled(stage: Stage): Promise<Referred> {
  await bought(stage);
  return stage.settlement(settlementInput(stage.world, brandOf(stage)));
}

async function advanceSettlement(
  stage: Stage,
  cast: Referred,
  ...steps: ('SETTLING' | 'SETTLED' | 'FAILED' | 'REJECTED')[]
): Promise<Referred> {
  for (const step of steps) {
    await stage.pass(minute);
    sandboxOf(stage).advanceSettlement(cast.reference, step);
    await stage.listen(cast);
  }
  return cast;
}

export const stablecoinSettlements: readonly Story[] = [
  {
    name: 'settled',
    play: async (stage) => advanceSettlement(stage, await settled(stage), 'SETTLING', 'SETTLED'),
    truth: { settlement: 'SUCCEEDED' },
  },
  {
    name: 'settled in vain',
    play: async (stage) => advanceSettlement(stage, await settled(stage), 'SETTLING', 'FAILED'),
    truth: { settlement: 'FAILED OTHER' },
  },
  {
    name: 'a settlement that the review rejected',
    play: async (stage) => advanceSettlement(stage, await settled(stage), 'REJECTED'),
    truth: { settlement: 'REJECTED REJECTED' },
  },
  {
    name: 'a settlement that was canceled',
    play: async (stage) => {
      const cast = await settled(stage);
      await stage.pass(minute);
      await stage.cancel(documents.cancelSettlement, cast.settlement ?? { id: '' });
      return cast;
    },
    truth: { settlement: 'CANCELED' },
  },
];

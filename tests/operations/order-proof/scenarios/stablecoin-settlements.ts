import * as documents from '../../../support/documents.ts';
import { settlementInput } from '../../../support/operations.ts';
import type { Scenario } from '../proof.ts';
import type { Merchant } from '../merchant.ts';
import type { Referred } from '../recorder.ts';
import { bought, brandOf, minute, sandboxOf } from './stablecoin.ts';

async function settled(merchant: Merchant): Promise<Referred> {
  await bought(merchant);
  return merchant.settlement(settlementInput(merchant.testApp, brandOf(merchant)));
}

async function advanceSettlement(
  merchant: Merchant,
  subjects: Referred,
  ...steps: ('SETTLING' | 'SETTLED' | 'FAILED' | 'REJECTED')[]
): Promise<Referred> {
  for (const step of steps) {
    await merchant.pass(minute);
    sandboxOf(merchant).advanceSettlement(subjects.reference, step);
    await merchant.listen(subjects);
  }
  return subjects;
}

export const stablecoinSettlements: readonly Scenario[] = [
  {
    name: 'settled',
    play: async (merchant) =>
      advanceSettlement(merchant, await settled(merchant), 'SETTLING', 'SETTLED'),
    truth: { settlement: 'SUCCEEDED' },
  },
  {
    name: 'settled in vain',
    play: async (merchant) =>
      advanceSettlement(merchant, await settled(merchant), 'SETTLING', 'FAILED'),
    truth: { settlement: 'FAILED OTHER' },
  },
  {
    name: 'a settlement that the review rejected',
    play: async (merchant) => advanceSettlement(merchant, await settled(merchant), 'REJECTED'),
    truth: { settlement: 'REJECTED REJECTED' },
  },
  {
    name: 'a settlement that was canceled',
    play: async (merchant) => {
      const subjects = await settled(merchant);
      await merchant.pass(minute);
      await merchant.cancel(documents.cancelSettlement, subjects.settlement ?? { id: '' });
      return subjects;
    },
    truth: { settlement: 'CANCELED' },
  },
];

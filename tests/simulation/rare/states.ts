import type { Scene } from '../scene.ts';
import type { Counts } from '../tally.ts';
import { abnormalStates } from './abnormal-payments.ts';
import { deliveryStates } from './deliveries.ts';
import { instructionStates } from './instructions.ts';
import { whatIsLeft } from './left.ts';
import { orderStates } from './orders.ts';
import { refundStates } from './refunds.ts';
import type { RareState } from './state.ts';
import { surroundingStates } from './surroundings.ts';

/** All states that a long run has to reach. */
export const rareStates: readonly RareState[] = [
  ...instructionStates,
  ...orderStates,
  ...refundStates,
  ...abnormalStates,
  ...deliveryStates,
  ...surroundingStates,
];

/** So many histories reach each of them, unless something is wrong. */
export const enoughHistories = 10_000;

const group = 'rare';

/** Counts the states that this history has reached. */
export async function countRare(scene: Scene): Promise<void> {
  const left = await whatIsLeft(scene);
  for (const { id, isReached } of rareStates) if (isReached(left)) scene.tally.add(group, id);
}

/** The states that no history has reached. */
export const unreached = (counts: Counts): readonly RareState[] =>
  rareStates.filter(({ id }) => counts[group]?.[id] === undefined);

/** Whether so many histories should have reached more. */
export const missesStates = (counts: Counts, histories: number): boolean =>
  histories >= enoughHistories && unreached(counts).length > 0;

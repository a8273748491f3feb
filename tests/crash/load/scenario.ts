import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random.ts';
import type { Testbed } from '../testbed/testbed.ts';

/** One merchant's or payer's doing, from its beginning to its end, kills in between included. */
export interface Scenario {
  testbed: Testbed;
  random: Random;
  /** Part of every key that it uses. */
  name: string;
  /** Milliseconds within which it begins. */
  windowMs: number;
}

/** Between two steps of a story, so that a kill falls before, between and after them. */
export const rest = ({ random }: Scenario): Promise<void> => sleep(random.between(0, 150));

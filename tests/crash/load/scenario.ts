import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random.ts';
import type { Testbed } from '../testbed/testbed.ts';

/** The actions of one merchant or payer from beginning to end, with kills in between. */
export interface Scenario {
  testbed: Testbed;
  random: Random;
  /** Part of every key that it uses. */
  name: string;
  /** Milliseconds within which it begins. */
  windowMs: number;
}

/** Pauses between two steps, so that a kill falls before, between and after them. */
export const rest = ({ random }: Scenario): Promise<void> => sleep(random.between(0, 150));

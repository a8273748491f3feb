import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { SubmissionState } from '../../src/domain/instructions/submission.ts';

/** What is folded, how, and what must hold at every step. */
export interface Fold<Evidence, Fact> {
  start: Evidence;
  add: (evidence: Evidence, facts: Fact) => Evidence;
  /** Called for each step of each order of arrival whose starting set has not been seen before. */
  onStep?: (before: Evidence, after: Evidence) => void;
}

/** Text that is equal exactly when the values are, whatever the order of their members. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === 'bigint') return `${member}n`;
    if (member === null || typeof member !== 'object' || Array.isArray(member)) return member;
    return Object.fromEntries(
      Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    );
  });
}

/**
 * Walks through all orders in which `facts` can arrive. After each arrival it repeats everything that arrived before.
 * The evidence must depend on the set alone. Returns the number of orders.
 */
export function tryEveryOrder<Evidence, Fact>(
  fold: Fold<Evidence, Fact>,
  facts: readonly Fact[],
): number {
  let orders = 0;
  const known = new Map<number, string>();
  const arrive = (evidence: Evidence, arrived: number): void => {
    if (arrived === 2 ** facts.length - 1) orders += 1;
    const text = canonical(evidence);
    const expected = known.get(arrived);
    if (expected === undefined) {
      known.set(arrived, text);
      for (const [index, again] of facts.entries()) {
        if ((arrived & (1 << index)) === 0) continue;
        expect(canonical(fold.add(evidence, again)), 'a repetition changes nothing').toBe(text);
      }
    } else if (text !== expected) {
      expect(text, 'the same facts in another order').toBe(expected);
    }
    for (const [index, next] of facts.entries()) {
      if ((arrived & (1 << index)) !== 0) continue;
      const after = fold.add(evidence, next);
      if (expected === undefined) fold.onStep?.(evidence, after);
      arrive(after, arrived | (1 << index));
    }
  };
  arrive(fold.start, 0);
  return orders;
}

/** Takes six facts of the pool at a time, twenty times, in every order and with every repetition. */
export function tryEveryOrderOf<Evidence, Fact>(
  fold: Fold<Evidence, Fact>,
  pool: readonly Fact[],
): number {
  let orders = 0;
  const some = fc.shuffledSubarray([...pool], { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(some, (facts) => {
      orders += tryEveryOrder(fold, facts);
    }),
    { numRuns: 20 },
  );
  return orders;
}

/** All pairs of the pool: covers everything that two observations alone can do. */
export function tryEveryPairOf<Evidence, Fact>(
  fold: Fold<Evidence, Fact>,
  pool: readonly Fact[],
): number {
  let orders = 0;
  for (const [index, first] of pool.entries()) {
    for (const second of pool.slice(index + 1)) orders += tryEveryOrder(fold, [first, second]);
  }
  return orders;
}

const next: Readonly<Record<SubmissionState, readonly SubmissionState[]>> = {
  NOT_SENT: ['NOT_SENT', 'IN_FLIGHT', 'GIVEN_UP', 'WITHDRAWN'],
  IN_FLIGHT: ['IN_FLIGHT', 'NOT_SENT', 'LOST', 'ANSWERED', 'GIVEN_UP'],
  LOST: ['LOST', 'ANSWERED', 'IN_FLIGHT', 'GIVEN_UP'],
  ANSWERED: ['ANSWERED', 'LOST', 'IN_FLIGHT', 'GIVEN_UP'],
  // Another process may still have been sending it.
  GIVEN_UP: ['GIVEN_UP', 'LOST', 'ANSWERED'],
  WITHDRAWN: ['WITHDRAWN'],
};
export const submissionStates = Object.keys(next) as SubmissionState[];

/**
 * The states that our own request can reach next. Once the provider has reported an instruction, it is not sent
 * again.
 */
export function statesAfter(state: SubmissionState, isSilent: boolean): readonly SubmissionState[] {
  return next[state].filter((to) => to !== 'IN_FLIGHT' || isSilent || state === 'IN_FLIGHT');
}

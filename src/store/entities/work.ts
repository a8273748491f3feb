import { p } from '@mikro-orm/core';

/** Columns of everything that is submitted to a provider and followed until it is over. */
export function workColumns() {
  return {
    /** JSON: how far our own request got. */
    submission: p.text(),
    /** Epoch milliseconds of the next look; null when there is nothing to look for. Due work is found by it. */
    checkAt: p.bigint('number').nullable(),
    checks: p.integer().default(0),
    lastCheckAt: p.bigint('number').nullable(),
    unknownSince: p.bigint('number').nullable(),
    /** 0 or 1. */
    needsAttention: p.integer().default(0),
    /** Grows by one with every event of the subject. */
    version: p.integer(),
    /** Grows by one with every write; guards it. */
    revision: p.integer().default(0),
    createdAt: p.bigint('number'),
    updatedAt: p.bigint('number'),
  };
}

/**
 * Of what is looked at again, the due first of each status and account: a look goes from one such lane to the next,
 * and reads of each what it has use for. What is over has no place in it.
 */
export const dueIndex = () => ({
  properties: ['status', 'account', 'checkAt'] as ('status' | 'account' | 'checkAt')[],
  where: 'check_at is not null',
});

/**
 * a ≤ b for non-negative integers kept as text without leading zeros: the longer one is the greater, and
 * among equals the order of the digits decides. True where b is null.
 */
export function atMost(a: string, b: string): string {
  return `length(${a}) < length(${b}) or (length(${a}) = length(${b}) and ${a} <= ${b})`;
}

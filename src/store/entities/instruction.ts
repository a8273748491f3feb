import { p } from '@mikro-orm/core';
import { Merchant } from './merchants/merchant.ts';
import { ProviderAccount } from './merchants/provider-account.ts';

/** Columns of what we follow at a provider until nothing more is to be learned of it. */
export function followedColumns() {
  return {
    id: p.text().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    account: () => p.manyToOne(ProviderAccount).index(false),
    /** JSON: all that the provider has reported, joined. */
    evidence: p.text(),
    /** Epoch milliseconds of the next look; null when there is nothing to look for. Due work is found by it. */
    checkAt: p.bigint('number').nullable(),
    checks: p.integer().default(0),
    /** Grows by one with every event of the subject. */
    version: p.integer(),
    /** Grows by one with every write; guards it. */
    revision: p.integer().default(0),
    createdAt: p.bigint('number'),
    updatedAt: p.bigint('number'),
  };
}

/** Columns of everything that is submitted to a provider: an order, a refund, a settlement. */
export function instructionColumns() {
  return {
    ...followedColumns(),
    reference: p.text(),
    providerReference: p.text(),
    /** JSON: how far our own request got. */
    submission: p.text(),
    lastCheckAt: p.bigint('number').nullable(),
    unknownSince: p.bigint('number').nullable(),
    /** 0 or 1. */
    needsAttention: p.integer().default(0),
  };
}

type IndexedColumn = 'merchant' | 'account' | 'status' | 'id' | 'checkAt';
const index = (...properties: IndexedColumn[]) => ({ properties });

/**
 * Of what is looked at again, the due first of each status and account: a look goes from one such lane to the next,
 * and reads of each what it has use for. What is over has no place in it.
 */
export const dueIndex = () => ({
  ...index('status', 'account', 'checkAt'),
  where: 'check_at is not null',
});

export const instructionIndexes = () => [
  index('merchant', 'id'),
  index('merchant', 'status', 'id'),
  index('account', 'id'),
  dueIndex(),
];

export const oncePerAccount = () => ({
  properties: ['account', 'providerReference'] as ('account' | 'providerReference')[],
});

/**
 * a ≤ b for non-negative integers kept as text without leading zeros: the longer one is the greater, and
 * among equals the order of the digits decides. True where b is null.
 */
export function atMost(a: string, b: string): string {
  return `length(${a}) < length(${b}) or (length(${a}) = length(${b}) and ${a} <= ${b})`;
}

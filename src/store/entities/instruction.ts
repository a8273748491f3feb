import { p } from '@mikro-orm/core';
import { Merchant } from './merchants/merchant.ts';
import { ProviderAccount } from './merchants/provider-account.ts';

/** Columns of what we follow at a provider: instructions and abnormal payments. */
export function followedColumns() {
  return {
    id: p.text().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    account: () => p.manyToOne(ProviderAccount).index(false),
    /** JSON: the provider's reports, joined. */
    evidence: p.text(),
    /** Epoch milliseconds of the next check; null where there is none. Due work is found by it. */
    checkAt: p.bigint('number').nullable(),
    checks: p.integer().default(0),
    /** JSON: why it needs a person, and what of it was acknowledged. Null in older rows. */
    attention: p.text().nullable(),
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

/** Finds what needs a person, as earlier versions marked it too. */
export const attendedIndex = (where: string) => ({ ...index('id'), where });

type IndexedColumn = 'merchant' | 'account' | 'status' | 'id' | 'checkAt';
const index = (...properties: IndexedColumn[]) => ({ properties });

/**
 * The index of due work, sorted by status, account and time. A poll goes from one such lane to the next, and reads of
 * each lane only what it can use. What is over is not in the index.
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
  attendedIndex('needs_attention = 1'),
];

export const oncePerAccount = () => ({
  properties: ['account', 'providerReference'] as ('account' | 'providerReference')[],
});

/**
 * SQL for a ≤ b, for non-negative integers stored as text without leading zeros: the longer text is the greater number,
 * and of equal lengths the order of the digits decides. True where b is null.
 */
export function atMost(a: string, b: string): string {
  return `length(${a}) < length(${b}) or (length(${a}) = length(${b}) and ${a} <= ${b})`;
}

import type { AttentionReason } from '../../../src/domain/attention/attention.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate, newKey } from '../../support/operations.ts';
import type { MutationResult } from '../../support/operations.ts';

export const minute = 60_000;
export const hour = 60 * minute;
/** The ladder of queries, and a moment more. */
export const ladder = [5_000, 30_000, 2 * minute, 10 * minute, hour, 6 * hour];

/** What needs a person, oldest first. */
export async function attentionOf(testApp: TestApp, filter: object = {}) {
  const { attention } = await testApp.request(documents.attention, {
    first: 100,
    after: null,
    filter,
  });
  return attention;
}

/** "UNKNOWN_OUTCOME ord_…": each item in short. */
export async function itemsOf(testApp: TestApp, filter: object = {}): Promise<string[]> {
  const { nodes } = await attentionOf(testApp, filter);
  return nodes.map(({ reason, subject }) => `${reason} ${(subject as { id: string }).id}`);
}

export const acknowledge = (
  testApp: TestApp,
  subject: string,
  reason: AttentionReason,
  more: object = {},
): Promise<MutationResult> =>
  mutate(testApp, documents.acknowledgeAttention, {
    input: { idempotencyKey: newKey(), subject, reason, note: 'seen', ...more },
  });

export const decide = (
  testApp: TestApp,
  id: string,
  decision: 'HAPPENED' | 'NEVER_HAPPENED',
  more: object = {},
): Promise<MutationResult> =>
  mutate(testApp, documents.decideUnknown, {
    input: { idempotencyKey: newKey(), id, decision, note: 'their support said so', ...more },
  });

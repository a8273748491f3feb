import { sameValue } from '../evidence.ts';
import type { ReconciledState } from '../reconciliation/state.ts';

/** Why something needs a person, in the order of the public schema. */
export const attentionReasons = [
  'UNKNOWN_OUTCOME',
  'ABNORMAL_PAYMENT',
  'OTHER_AMOUNT',
  'OVER_REFUNDED',
  'DEAD_WEBHOOK',
  'EVENT_ENDPOINT',
  'DIFFERENCE',
  'ACCOUNT_UNREACHABLE',
  'DECISION_CONTRADICTED',
  'CHARGEBACK',
] as const;
export type AttentionReason = (typeof attentionReasons)[number];

/** What needs a person, of one subject for one reason. */
export interface AttentionItem {
  merchantId: string;
  /** Null for what belongs to no account. */
  accountId: string | null;
  /** The order that it is about, directly or through a refund or an abnormal payment. */
  orderId: string | null;
  subjectId: string;
  reason: AttentionReason;
  /** When it began to need a person. Epoch milliseconds. */
  since: number;
}

/** One reason that holds at present. */
export interface Occurrence {
  /** When it began to need a person. Epoch milliseconds. */
  since: number;
  /** What happened, in short texts. If it is not what was acknowledged, it has happened anew. */
  what: readonly string[];
  /** Of a DIFFERENCE: the provider's record; null where the provider has none. */
  there?: ReconciledState | null;
  acknowledged?: true;
}

/** Every reason that holds for a record, acknowledged or not. */
export type Attention = { readonly [reason in AttentionReason]?: Occurrence };

export const noAttention: Attention = {};

/** The reasons that hold after a change, each with what happened. */
export type Holding = { readonly [reason in AttentionReason]?: Omit<Occurrence, 'since'> };

/**
 * The attention after a change at `now`. What has ended leaves nothing behind, so it needs a person again if it comes
 * back. What has changed since it was acknowledged needs a person from now on.
 */
export function attentionAfter(before: Attention, holding: Holding, now: number): Attention {
  const after: Partial<Record<AttentionReason, Occurrence>> = {};
  for (const reason of attentionReasons) {
    const holds = holding[reason];
    if (holds === undefined) continue;
    const known = before[reason];
    if (known === undefined) after[reason] = { since: now, ...holds };
    else if (sameValue(known.what, holds.what)) after[reason] = known;
    else after[reason] = { since: known.acknowledged ? now : known.since, ...holds };
  }
  return sameValue(before, after) ? before : after;
}

/** A person has seen it and is done with it. */
export function acknowledged(attention: Attention, reason: AttentionReason): Attention {
  const known = attention[reason];
  return known === undefined
    ? attention
    : { ...attention, [reason]: { ...known, acknowledged: true } };
}

/** The reasons for which a person is needed, in their order. */
export function openReasons(attention: Attention): AttentionReason[] {
  // Of most records, nothing holds.
  if (attention === noAttention) return [];
  return attentionReasons.filter(
    (reason) => attention[reason] !== undefined && !attention[reason].acknowledged,
  );
}

/** What a person, or reconciliation, changes of what needs a person. */
export interface AttentionChange {
  acknowledge?: AttentionReason;
  /** The provider's record, where ours could not be mended; null: it has none. AGREES: both agree again. */
  difference?: { there: ReconciledState | null } | 'AGREES';
  /** When what begins with this change began, where that is known. Epoch milliseconds. */
  since?: number;
}

/** How a reason ends other than by an acknowledgement; null where nothing else ends it. */
export function endsBy(reason: AttentionReason, subjectId: string): string | null {
  switch (reason) {
    case 'UNKNOWN_OUTCOME':
      return 'It ends once its outcome is known: ask the provider, and use decideUnknown.';
    case 'ABNORMAL_PAYMENT':
      // Money at an account that the order has left is reported with the order. Nobody follows it there.
      return subjectId.startsWith('ord_')
        ? null
        : 'It ends once the money is refunded, accepted or dismissed.';
    case 'DEAD_WEBHOOK':
      return 'It ends once the webhook is applied: use replayWebhook.';
    case 'ACCOUNT_UNREACHABLE':
      return 'It ends once the provider is reached again.';
    case 'OTHER_AMOUNT':
    case 'OVER_REFUNDED':
    case 'EVENT_ENDPOINT':
    case 'DIFFERENCE':
    case 'DECISION_CONTRADICTED':
    case 'CHARGEBACK':
      return null;
  }
}

import { evidenceRules } from '../../../domain/evidence.ts';
import type { EvidenceRule as EvidenceRuleName } from '../../../domain/evidence.ts';
import { eventCauses, eventTypes } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { described } from './described.ts';

/** Of the event log, of what brought an event about, and of the streams that deliver it. */

const needsAttentionChanged = 'Whether it needs attention changed.';

export const EventType = builder.enumType('EventType', {
  description: 'What an event of the log reports.',
  values: described(eventTypes, {
    ORDER_CREATED: 'An order was stored. `toStatus` is its first status.',
    ORDER_STATUS_CHANGED: 'The status of an order changed from `fromStatus` to `toStatus`.',
    ORDER_UPDATED:
      'Something else of the order changed: its amounts, its capture, its charge-backs, its next action, or whether it needs attention.',
    REFUND_CREATED:
      'A refund was stored: requested here, or found at the provider. `toStatus` is its first status.',
    REFUND_STATUS_CHANGED: 'The status of a refund changed from `fromStatus` to `toStatus`.',
    REFUND_UPDATED: needsAttentionChanged,
    SETTLEMENT_CREATED: 'A settlement was stored. `toStatus` is its first status.',
    SETTLEMENT_STATUS_CHANGED:
      'The status of a settlement changed from `fromStatus` to `toStatus`.',
    SETTLEMENT_UPDATED: needsAttentionChanged,
    ABNORMAL_PAYMENT_RECEIVED:
      'Money was received that does not fit its order. `toStatus` is the first status of the abnormal payment.',
    ABNORMAL_PAYMENT_STATUS_CHANGED:
      'The status of an abnormal payment changed from `fromStatus` to `toStatus`.',
  }),
});

export const EventCause = builder.enumType('EventCause', {
  description: 'What brought a change about.',
  values: described(eventCauses, {
    MUTATION: 'A mutation of a caller, before any answer of the provider.',
    PROVIDER_ANSWER:
      "The provider's answer to a request of ours that creates, captures or cancels something.",
    WEBHOOK: 'A webhook of the provider.',
    PROVIDER_QUERY: 'A query of the provider, made because of a webhook, a timer or a person.',
    RECONCILIATION: 'A comparison of our records with those of the provider.',
  }),
});

export const EvidenceRule = builder.enumType('EvidenceRule', {
  description: 'The rule that an item of evidence met: why it changed the status, or why not.',
  values: described(Object.keys(evidenceRules) as EvidenceRuleName[], evidenceRules),
});

export const StreamItemKind = builder.enumType('StreamItemKind', {
  description: 'What an item of a stream tells. Keep the cursor of every item, whatever its kind.',
  values: described(['SNAPSHOT', 'EVENT', 'CAUGHT_UP', 'CHECKPOINT', 'RESET'], {
    SNAPSHOT: 'The state as it is now. The first item of a stream without a cursor.',
    EVENT: 'One event of the log.',
    CAUGHT_UP: 'All events from before the subscription have been delivered. Live events follow.',
    CHECKPOINT:
      'No event for about 15 s. Its cursor is past the filtered events, and it shows that the stream is alive.',
    RESET:
      'The stream cannot continue from the cursor. It continues from `cursor`: reload your data.',
  }),
});

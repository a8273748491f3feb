import { attentionReasons } from '../../../domain/attention/attention.ts';
import { unknownDecisions } from '../../../domain/attention/decision.ts';
import { builder } from '../../builder.ts';
import { described } from './described.ts';

/** Of what needs a person, and of what a person decides. */

export const AttentionReason = builder.enumType('AttentionReason', {
  description: 'Why something needs a person.',
  values: described(attentionReasons, {
    UNKNOWN_OUTCOME: 'Nobody knows what became of it, and the ladder of queries has run out.',
    ABNORMAL_PAYMENT: 'Money that fits no order is open.',
    OTHER_AMOUNT: 'The provider names another amount or currency than was asked for.',
    OVER_REFUNDED: 'What was given back is more than what was paid.',
    DEAD_WEBHOOK: "A provider's webhook could not be applied and is tried no more.",
    EVENT_ENDPOINT:
      'Events could not be delivered, or the endpoint is suspended: one item for each endpoint.',
    DIFFERENCE: 'Reconciliation found a difference that it could not mend.',
    ACCOUNT_UNREACHABLE: 'The provider of an account has not been reached for five minutes.',
    DECISION_CONTRADICTED: "The provider's word contradicts a person's decision.",
    CHARGEBACK: 'A charge-back of an order is open: contest or accept it at the provider.',
  }),
});

export const UnknownDecision = builder.enumType('UnknownDecision', {
  description:
    'What a person decides about an unknown outcome. Any later report of the provider outranks it.',
  values: described(unknownDecisions, {
    NEVER_HAPPENED:
      "It never happened: FAILED, and a refund's amount is free again. A status that a decision brought about is left again to wherever the provider's word leads.",
    HAPPENED:
      'It happened: the order is PAID, the refund or settlement SUCCEEDED, in the amount that was asked for.',
  }),
});

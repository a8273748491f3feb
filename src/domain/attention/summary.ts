import type { AttentionReason } from './attention.ts';

/**
 * A sentence or two for a person: what happened, and what can be done. `noun`: what the subject is, for people. `what`:
 * what happened, in short texts, as far as everybody may read it who sees the item.
 */
export function summaryOf(
  reason: AttentionReason,
  noun: string,
  what: readonly string[],
  isAccount = false,
): string {
  const named = what.length === 0 ? '' : ` (${what.join('; ')})`;
  switch (reason) {
    case 'UNKNOWN_OUTCOME':
      return `Nobody knows what became of this ${noun}, and the provider does not say. Ask the provider, then record the answer with decideUnknown where it is UNKNOWN.`;
    case 'ABNORMAL_PAYMENT':
      return noun === 'order'
        ? `Money came in at an account that the order had left${named}. Give it back at that provider, then acknowledge this.`
        : `Money that fits no order is open${named}. Refund, accept or dismiss it.`;
    case 'OTHER_AMOUNT':
      return `The provider names another amount or currency than was requested for this ${noun}${named}. It counts for nothing. Compare it with the provider's record, then acknowledge this.`;
    case 'OVER_REFUNDED':
      return `More was given back than was paid${named}. Recover it from the payer or write it off, then acknowledge this.`;
    case 'DEAD_WEBHOOK':
      return 'A webhook of the provider could not be applied and is tried no more. Mend what its lastError names, then use replayWebhook.';
    case 'EVENT_ENDPOINT':
      return 'Events could not be delivered, or the endpoint is suspended. Mend the receiver, then enable the endpoint, replay its events or acknowledge this.';
    case 'DIFFERENCE':
      return isAccount
        ? 'The provider has records of which nothing is known here. Compare them with a reconciliation of the account, then acknowledge this.'
        : `The provider's record of this ${noun} differs and could not be mended: it has ${what.join('; ')}. Compare both, then acknowledge this.`;
    case 'ACCOUNT_UNREACHABLE':
      return `The provider of the account has not been reached for five minutes or longer${named}. Check the provider, the address and the network. It ends once a call arrives.`;
    case 'DECISION_CONTRADICTED':
      return `The provider contradicts a person's decision about this ${noun}${named}. The provider's word counts. Undo what followed from the decision, then acknowledge this.`;
    case 'CHARGEBACK':
      return `A charge-back is open${named}: the provider has taken the money back. Contest or accept it at the provider, then acknowledge this. It ends by itself once that is won or lost.`;
  }
}

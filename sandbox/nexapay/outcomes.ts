/**
 * The outcome that the centavos of an order's amount select, so that tests need no side channel
 * (docs/providers/nexapay.md#in-the-sandbox).
 */
export type Outcome =
  /** The order is stored, then the answer is HTTP 500. */
  | 'ANSWER_LOST'
  | 'REFUSED'
  | 'NEVER_PAID'
  | 'NOTIFIED_THRICE'
  | 'NOT_NOTIFIED'
  | 'NOTIFIED_BADLY'
  | 'PAID';

const outcomes: Readonly<Record<string, Outcome>> = {
  '01': 'ANSWER_LOST',
  '02': 'REFUSED',
  '03': 'NEVER_PAID',
  '04': 'NOTIFIED_THRICE',
  '05': 'NOT_NOTIFIED',
  '06': 'NOTIFIED_BADLY',
};

export function outcomeOf(centavos: bigint): Outcome {
  return outcomes[centavos.toString().slice(-2)] ?? 'PAID';
}

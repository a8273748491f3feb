/** What an order's centavos decide, so that tests need no side channel (docs/providers/nexapay.md#in-the-sandbox). */
export type Outcome =
  /** HTTP 500 after the order has been stored. */
  | 'ANSWER_LOST'
  | 'REFUSED'
  | 'NEVER_PAID'
  | 'TOLD_THREE_TIMES'
  | 'NOT_TOLD'
  | 'TOLD_WRONGLY_FIRST'
  | 'PAID';

const outcomes: Readonly<Record<string, Outcome>> = {
  '01': 'ANSWER_LOST',
  '02': 'REFUSED',
  '03': 'NEVER_PAID',
  '04': 'TOLD_THREE_TIMES',
  '05': 'NOT_TOLD',
  '06': 'TOLD_WRONGLY_FIRST',
};

export function outcomeOf(centavos: bigint): Outcome {
  return outcomes[centavos.toString().slice(-2)] ?? 'PAID';
}

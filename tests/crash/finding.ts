/** What must not be: each round ends with none of them. */
export const verdicts = ['lost', 'doubled', 'wrong', 'stuck'] as const;
export type Verdict = (typeof verdicts)[number];

export interface Finding {
  verdict: Verdict;
  text: string;
  /** Id of the order, refund, settlement or abnormal payment that it is about. */
  subject?: string;
}

/** Kinds of finding. Each round must end with none. */
export const verdicts = ['lost', 'doubled', 'wrong', 'stuck'] as const;
export type Verdict = (typeof verdicts)[number];

export interface Finding {
  verdict: Verdict;
  text: string;
  /** Id of the order, refund, settlement or abnormal payment concerned. */
  subject?: string;
}

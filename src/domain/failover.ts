import type { OrderObservation, RefundObservation } from './observation.ts';
import type { Submission } from './submission.ts';

/** It is sent with another account: what was learned at the one before counts no more. */
export interface Turn {
  subject: 'TURN';
  accountId: string;
  submission: Submission;
}

/** Said at an account that the order had left. */
export interface SaidElsewhere {
  subject: 'SAID_ELSEWHERE';
  accountId: string;
  said: OrderObservation | RefundObservation;
}

/** Money has come in, or was given back, where nobody looks for it. */
export function isOfMoney(said: SaidElsewhere['said']): boolean {
  if (said.subject === 'REFUND') return true;
  return said.paid !== undefined || orderWordsOfMoney.includes(said.status);
}

const orderWordsOfMoney: readonly OrderObservation['status'][] = [
  'PARTIALLY_PAID',
  'PROCESSING',
  'PAID',
  'REVERSED',
];

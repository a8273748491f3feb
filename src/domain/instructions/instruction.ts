import { sent, unsent } from './submission.ts';
import type { Submission } from './submission.ts';

/** What we submit to a provider and follow until its outcome is proven: an order, a refund, a settlement. */
export interface Instruction {
  id: string;
  merchantId: string;
  accountId: string;
  reference: string;
  providerReference: string;
  submission: Submission;
  /** When it is looked at next; null when there is nothing to look for. Times are epoch milliseconds. */
  checkAt: number | null;
  checks: number;
  lastCheckAt: number | null;
  /** Since when it is unknown or needs attention. */
  unknownSince: number | null;
  needsAttention: boolean;
  /** Grows by one with every event of the subject. */
  version: number;
  /** As it was loaded: grows by one with every write, and guards it. */
  revision: number;
  createdAt: number;
  updatedAt: number;
}

/** What something new is called, and when that was made: lists are read in the order of ids. */
export interface NewId {
  id: string;
  at: number;
}

/** The beginnings of an instruction. The clock may have gone on since its id was made, or been set back. */
export const freshInstruction = ({ id, at }: NewId) => ({
  id,
  checkAt: null,
  checks: 0,
  lastCheckAt: null,
  unknownSince: null,
  needsAttention: false,
  version: 1,
  revision: 0,
  createdAt: at,
  updatedAt: at,
});

/** What a new one of ours is called, here and at the provider, and when it leaves. */
export interface Origin {
  newId: NewId;
  providerReference: string;
  now: number;
}

/** The account that it is sent with. */
export interface Sender {
  id: string;
  merchantId: string;
}

/** One of ours that is about to be sent for the first time. */
export const submitting = (
  { id: accountId, merchantId }: Sender,
  reference: string,
  { newId, providerReference, now }: Origin,
) => ({
  ...freshInstruction(newId),
  merchantId,
  accountId,
  reference,
  providerReference,
  status: 'SUBMITTING' as const,
  submission: sent(unsent, now),
});

import { noAttention } from '../attention/attention.ts';
import type { Attention } from '../attention/attention.ts';
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
  /** When it is checked next; null where it is not. Times are epoch milliseconds. */
  checkAt: number | null;
  checks: number;
  lastCheckAt: number | null;
  /** Since when it is UNKNOWN or needs attention. */
  unknownSince: number | null;
  needsAttention: boolean;
  /** Why it needs a person, and what of it was acknowledged. */
  attention: Attention;
  /** Grows by one with every event of the subject. */
  version: number;
  /** As it was loaded. Grows by one with every write, and guards the write. */
  revision: number;
  createdAt: number;
  updatedAt: number;
}

/** The id of a new object, and when the id was made. Lists are in the order of ids. */
export interface NewId {
  id: string;
  at: number;
}

/** The first values of an instruction. The clock may have gone on since the id was made, or been set back. */
export const freshInstruction = ({ id, at }: NewId) => ({
  id,
  checkAt: null,
  checks: 0,
  lastCheckAt: null,
  unknownSince: null,
  needsAttention: false,
  attention: noAttention,
  version: 1,
  revision: 0,
  createdAt: at,
  updatedAt: at,
});

/** Our id and the provider's reference of a new instruction, and when it is sent. */
export interface Origin {
  newId: NewId;
  providerReference: string;
  now: number;
}

/** The account that the instruction is sent with. */
export interface Sender {
  id: string;
  merchantId: string;
}

/** An instruction of our own that is about to be sent for the first time. */
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

import type { Instruction } from '../../domain/instruction.ts';
import { givenUp, notSent, unreachable } from '../../domain/submission.ts';
import type { Submission } from '../../domain/submission.ts';

/** What surely was not sent stays REQUESTED and is tried again for this long (ANSWERS 17). Milliseconds. */
export const payoutTryForMs = 86_400_000;

export function payoutNotSent(
  { submission, createdAt }: Instruction,
  again: boolean,
  now: number,
): Submission {
  const waiting = notSent(submission, again);
  return now - createdAt >= payoutTryForMs ? givenUp(waiting, unreachable) : waiting;
}

import { GraphQLError } from 'graphql';

/** What one answer may come to of that which no cost counts, because nobody knows it before. */
export interface Room {
  /**
   * Texts that others have written: bodies of webhooks, of calls to providers. To be asked before one is read. Throws
   * LIMIT_EXCEEDED.
   */
  take(bytes: number): void;
  /** Pieces of evidence that are judged again, likewise. */
  judge(pieces: number): void;
}

export const ANSWER_BYTES = 8 * 1024 * 1024;
/** Judging takes a second or so of this many. */
export const ANSWER_EVIDENCE = 10_000;

export function createRoom(): Room {
  return {
    take: createBudget('bodies', ANSWER_BYTES, 'The bodies of this answer are too large'),
    judge: createBudget('evidence', ANSWER_EVIDENCE, 'This answer explains too much'),
  };
}

function createBudget(limit: string, maximum: number, why: string): (amount: number) => void {
  let left = maximum;
  return (amount) => {
    left -= amount;
    if (left >= 0) return;
    throw new GraphQLError(`${why}: ask for shorter pages.`, {
      extensions: { code: 'LIMIT_EXCEEDED', limit, maximum },
    });
  };
}

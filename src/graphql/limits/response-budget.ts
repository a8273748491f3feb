import { GraphQLError } from 'graphql';

/** What one answer may come to of that which no cost counts, because nobody knows it before. */
export interface ResponseBudget {
  /**
   * Texts that others have written: bodies of webhooks, of calls to providers. To be asked before one is read. Throws
   * LIMIT_EXCEEDED.
   */
  spendBytes(bytes: number): void;
  /** Pieces of evidence that are judged again, likewise. */
  spendEvidence(count: number): void;
}

export const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;
/** Judging takes a second or so of this many. */
export const MAX_RESPONSE_EVIDENCE = 10_000;

export function createResponseBudget(): ResponseBudget {
  return {
    spendBytes: createAllowance(
      'bodies',
      MAX_RESPONSE_BYTES,
      'The bodies of this answer are too large',
    ),
    spendEvidence: createAllowance(
      'evidence',
      MAX_RESPONSE_EVIDENCE,
      'This answer explains too much',
    ),
  };
}

function createAllowance(limit: string, maximum: number, why: string): (amount: number) => void {
  let left = maximum;
  return (amount) => {
    left -= amount;
    if (left >= 0) return;
    throw new GraphQLError(`${why}: ask for shorter pages.`, {
      extensions: { code: 'LIMIT_EXCEEDED', limit, maximum },
    });
  };
}

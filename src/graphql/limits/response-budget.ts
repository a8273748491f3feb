import { GraphQLError } from 'graphql';

/** Limits on one answer for sizes that are unknown when the cost of its document is computed. */
export interface ResponseBudget {
  /** Spends bytes of bodies of webhooks and provider calls. Call it before a body is read. Throws LIMIT_EXCEEDED. */
  spendBytes(bytes: number): void;
  /** Spends items of evidence that are judged again. Call it before they are judged. Throws LIMIT_EXCEEDED. */
  spendEvidence(count: number): void;
}

export const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;
/** Judging this many takes about a second. */
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

import { GraphQLError } from 'graphql';

/** What the texts of one answer may come to that others have written: bodies of webhooks, of calls to providers. */
export interface Room {
  /** To be asked before such a text is read. Throws LIMIT_EXCEEDED. */
  take(bytes: number): void;
}

export const ANSWER_BYTES = 8 * 1024 * 1024;

export function createRoom(): Room {
  let left = ANSWER_BYTES;
  return {
    take(bytes) {
      left -= bytes;
      if (left >= 0) return;
      throw new GraphQLError('The bodies of this answer are too large: ask for shorter pages.', {
        extensions: { code: 'LIMIT_EXCEEDED', limit: 'bodies', maximum: ANSWER_BYTES },
      });
    },
  };
}

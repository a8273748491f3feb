import { GraphQLError } from 'graphql';

/** Approximate bytes that one cache may hold. */
const MOST = 2 * 1024 * 1024;

/** The errors of refused documents, so that sending one repeatedly costs only a look-up. */
export interface RefusalCache {
  get(source: string): readonly GraphQLError[] | undefined;
  /** Stores the outcome where it is a refusal, and returns it. */
  store<Outcome extends object>(
    source: string,
    outcome: Outcome | readonly GraphQLError[],
  ): Outcome | readonly GraphQLError[];
}

export function createRefusalCache(most = MOST): RefusalCache {
  const known = new Map<string, { errors: readonly GraphQLError[]; bytes: number }>();
  let held = 0;

  function remember(source: string, errors: readonly GraphQLError[]): void {
    const bytes =
      2 * errors.reduce((sum, { message }) => sum + message.length + 200, source.length);
    if (bytes > most / 8) return;
    held += bytes;
    known.set(source, { errors, bytes });
    for (const [oldest, entry] of known) {
      if (held <= most) return;
      known.delete(oldest);
      held -= entry.bytes;
    }
  }

  return {
    get: (source) => known.get(source)?.errors,
    store(source, outcome) {
      if (!Array.isArray(outcome) || outcome.length === 0) return outcome;
      const errors = outcome.map(withoutNodes);
      if (!known.has(source)) remember(source, errors);
      return errors;
    },
  };
}

/** The error without the tree of the document, which takes about ten times the document's size. */
function withoutNodes(error: GraphQLError): GraphQLError {
  const { message, source, positions, path, extensions } = error;
  return new GraphQLError(message, { source, positions, path, extensions });
}

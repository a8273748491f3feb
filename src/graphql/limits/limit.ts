import { GraphQLError } from 'graphql';

/** The limits on a document. All but `cost` are checked before validation. */
export interface DocumentLimits {
  /** Levels of fields. */
  depth: number;
  /** Aliases, counted as often as they are executed. */
  aliases: number;
  /** Directives, counted likewise. */
  directives: number;
  tokens: number;
  cost: number;
}

/** docs/rules.md#limits-on-documents; `PAYGRAPH_LIMITS` changes them. */
export const defaultLimits: DocumentLimits = {
  depth: 15,
  aliases: 50,
  directives: 50,
  tokens: 5000,
  cost: 20_000,
};

/** Levels of brackets, and of selection sets through fragments. The parser and the validator recurse with each. */
export const MAX_NESTING = 200;
/** Operations and fragments of one document. */
export const MAX_DEFINITIONS = 200;
/** Pairs of fields under one response name, and pairs of fragments, that validation compares. */
export const MAX_COMPARISONS = 5000;

type Limit = keyof DocumentLimits | 'nesting' | 'definitions' | 'comparisons';

/** `actual` is left out where counting stopped at the limit. */
export function limitExceeded(limit: Limit, maximum: number, actual?: number): GraphQLError {
  // Counts grow exponentially with nested fragments.
  const counted = actual === undefined ? undefined : Math.min(actual, Number.MAX_SAFE_INTEGER);
  const found = counted === undefined ? '' : `: it has ${counted}`;
  return new GraphQLError(`The document exceeds the limit "${limit}" of ${maximum}${found}.`, {
    extensions: { code: 'LIMIT_EXCEEDED', limit, maximum, ...(counted && { actual: counted }) },
  });
}

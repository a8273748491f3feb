import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';
import { limitExceeded, MAX_NESTING } from './limit.ts';

const opening = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Counts tokens and brackets before parsing, because the parser recurses with each bracket. Syntax errors are left to
 * the parser. Returns null within the limits.
 */
export function scan(source: string, maxTokens: number): GraphQLError | null {
  if (['#', '\n', '\r'].some((sign) => hasMore(source, sign, maxTokens)))
    return limitExceeded('tokens', maxTokens);
  const lexer = new Lexer(new Source(source));
  let [tokens, nesting] = [0, 0];
  try {
    for (;;) {
      const { kind } = lexer.advance();
      if (kind === TokenKind.EOF) return null;
      tokens += 1;
      if (tokens > maxTokens) return limitExceeded('tokens', maxTokens);
      if (opening.has(kind)) nesting += 1;
      else if (closing.has(kind)) nesting -= 1;
      if (nesting > MAX_NESTING) return limitExceeded('nesting', MAX_NESTING);
    }
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

/**
 * The lexer skips comments without returning tokens, however many there are. Lines are counted anew for each error, to
 * locate it.
 */
function hasMore(text: string, sign: string, most: number): boolean {
  let count = 0;
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) {
    count += 1;
    if (count > most) return true;
  }
  return false;
}

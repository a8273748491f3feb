import { hash } from 'node:crypto';
import { termsOf } from '../../domain/search/terms.ts';
import type { Searchable } from '../../domain/search/searchable.ts';

/**
 * A token stands for one text of one merchant in the index of the search: a letter and 80 bits of a digest, so that an
 * entry has no text, and the tokens of two merchants are never the same. `w`: of what is not personal, with a digest
 * that everybody can compute. `p`: of personal data, with a digest under the merchant's own key (`blind.ts`).
 */
export type Token = string;

/**
 * What of an object the text is. WHOLE, PART: of any text, as `search` finds it (`domain/search/terms.ts`). The others
 * are compared exactly.
 */
export type PlainField = 'WHOLE' | 'PART' | 'CURRENCY' | 'METHOD' | 'CUSTOMER' | 'METADATA';

/** Hexadecimal digits of a digest in a token. */
export const tokenDigits = 20;

export const plainToken = (merchantId: string, field: PlainField, text: string): Token =>
  `w${hash('sha256', `${merchantId}\0${field}\0${text}`).slice(0, tokenDigits)}`;

/** The token of a metadata entry. */
export const metadataToken = (merchantId: string, entry: { key: string; value: string }): Token =>
  plainToken(merchantId, 'METADATA', JSON.stringify([entry.key, entry.value]));

/** The tokens of the texts, however they are entered. */
export function termTokens(merchantId: string, texts: Searchable['later']): Token[] {
  const { wholes, parts } = termsOf(texts);
  return [
    ...Array.from(wholes, (whole) => plainToken(merchantId, 'WHOLE', whole)),
    ...Array.from(parts, (part) => plainToken(merchantId, 'PART', part)),
  ];
}

import { sameEmail, samePhone } from '../../domain/personal-data/personal-data.ts';
import { soughtBy, withoutInvisible } from '../../domain/search/terms.ts';
import { newestSubjectsWith } from '../../store/queries/search/entries.ts';
import type { Condition } from '../../store/queries/search/entries.ts';
import { plainToken } from '../../store/search/tokens.ts';
import type { Token } from '../../store/search/tokens.ts';
import type { Deps } from '../deps.ts';
import type { Blind } from '../personal-data/blind.ts';

/** Characters, and terms, that are looked for at most. */
export const longestText = 500;
export const mostSought = 20;

/** The digits that a phone number has at least: fewer are the number of something else. */
const fewestDigits = 6;
const phone = /^[+()\d\s./-]+$/;

/** An id as it is stored, whatever case somebody enters. */
const idPattern = /^(ord|rfd|stl|abn)_([\da-z]{26})$/i;

/**
 * The ids of what a text finds, best first: what is named so, or has it as a whole; then what has all of its terms. Of
 * equals the newest first. An id may be of nothing, or of another merchant.
 */
export async function search(
  deps: Deps,
  merchantId: string,
  text: string,
  limit: number,
): Promise<readonly string[]> {
  const sought = soughtBy(text).filter(({ whole }) => whole !== '');
  if (sought.length === 0) return [];
  const entered = withoutInvisible(text).trim();
  const blind = await deps.blinds.find(merchantId);
  const plain = (term: string): Token[] => [
    plainToken(merchantId, 'WHOLE', term),
    plainToken(merchantId, 'PART', term),
    ...(blind === null ? [] : [blind.token('NAME', term)]),
  ];
  const [, prefix, ulid] = idPattern.exec(entered) ?? [];
  const named = prefix && ulid ? [`${prefix.toLowerCase()}_${ulid.toUpperCase()}`] : [];
  const exact: Condition = [
    ...sought.map(({ whole }) => [[plainToken(merchantId, 'WHOLE', whole)]]),
    ...(blind === null ? [] : personal(blind, entered).map((token) => [[token]])),
  ];
  const parts: Condition = sought.map(({ terms }) => terms.map(plain));
  const best = await newestSubjectsWith(deps.read, exact, limit, isHit);
  const others =
    best.length < limit ? await newestSubjectsWith(deps.read, parts, limit, isHit) : [];
  return [...new Set([...named, ...best, ...others])].filter(isHit).slice(0, limit);
}

/** Payment links have entries too, by which they are erased. */
const isHit = (id: string): boolean => !id.startsWith('lnk_');

/** Personal data are found as a whole; a name also by its terms. */
function personal(blind: Blind, text: string): Token[] {
  const digits = samePhone(text);
  const isPhone = digits.length >= fewestDigits && phone.test(text.normalize('NFKC').trim());
  return [
    blind.token('EMAIL', sameEmail(text)),
    ...(isPhone ? [blind.token('PHONE', digits)] : []),
  ];
}

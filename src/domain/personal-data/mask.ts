const mask = '***';

/** Shorter texts are ordinary words and numbers. */
const isTelling = (text: string): boolean =>
  text.length >= (/^[\d\W]*$/.test(text) ? fewestDigits : fewestLetters);
const fewestLetters = 3;
const fewestDigits = 6;

const escapeForRegExp = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A text as it is, in a JSON string, in a query and in a form. */
function formsOf(text: string): string[] {
  const inQuery = encodeURIComponent(text.toWellFormed());
  return [text, JSON.stringify(text).slice(1, -1), inQuery, inQuery.replaceAll('%20', '+')];
}

export type Mask = (text: string) => string;

/** Masks these texts wherever they are whole words, in any case. */
export function maskOf(texts: readonly string[]): Mask {
  const forms = new Set(
    texts
      .map((text) => text.trim())
      .filter(isTelling)
      .flatMap(formsOf),
  );
  if (forms.size === 0) return (text) => text;
  // The longest first, because one may be a prefix of another.
  const longestFirst = [...forms].toSorted((a, b) => b.length - a.length).map(escapeForRegExp);
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}_])`,
    'giu',
  );
  return (text) => text.replaceAll(pattern, mask);
}

/** Members of evidence in which a provider, or a person here, writes what they like. */
const freeTexts: ReadonlySet<string> = new Set([
  'message',
  'providerMessage',
  'checkoutUrl',
  'qrPayload',
  'note',
]);

/** The value with its free texts masked; the same value where that changes nothing. */
export function withMaskedTexts(value: unknown, maskText: Mask): unknown {
  if (typeof value !== 'object' || value === null) return value;
  let isSame = true;
  const members = Object.entries(value).map(([name, member]: [string, unknown]) => {
    const masked =
      typeof member === 'string' && freeTexts.has(name)
        ? maskText(member)
        : withMaskedTexts(member, maskText);
    isSame &&= masked === member;
    return [name, masked] as const;
  });
  if (isSame) return value;
  return Array.isArray(value) ? members.map(([, member]) => member) : Object.fromEntries(members);
}

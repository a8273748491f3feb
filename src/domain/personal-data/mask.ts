const mask = '***';

/** Scripts that put no spaces between words, and whose names may be two letters. */
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}`;
const startsUnspaced = new RegExp(`^[${unspaced}]`, 'u');
const endsUnspaced = new RegExp(`[${unspaced}]$`, 'u');

/** Shorter texts are ordinary words and numbers. */
function isTelling(text: string): boolean {
  if (startsUnspaced.test(text)) return text.length >= 2;
  return text.length >= (/^[\d\W]*$/.test(text) ? fewestDigits : fewestLetters);
}
const fewestLetters = 3;
const fewestDigits = 6;

const escapeForRegExp = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A text as it is, in a JSON string, in a query and in a form; accents in one character or in two. */
const formsOf = (text: string): string[] =>
  [text, text.normalize('NFC'), text.normalize('NFD')].flatMap(writtenForms);

function writtenForms(text: string): string[] {
  const inQuery = encodeURIComponent(text.toWellFormed());
  return [text, JSON.stringify(text).slice(1, -1), inQuery, inQuery.replaceAll('%20', '+')];
}

/** The expression that finds it as a whole word, and within a text where its script has no spaces. */
function expressionOf(text: string): string {
  const before = startsUnspaced.test(text) ? '' : String.raw`(?<![\p{L}\p{N}_])`;
  const after = endsUnspaced.test(text) ? '' : String.raw`(?![\p{L}\p{N}_])`;
  return before + escapeForRegExp(text) + after;
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
  const longestFirst = [...forms].toSorted((a, b) => b.length - a.length).map(expressionOf);
  const pattern = new RegExp(longestFirst.join('|'), 'giu');
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

/** Addresses and codes for the payer, in which a provider may repeat the data. */
const payersTexts: ReadonlySet<string> = new Set(['checkoutUrl', 'qrPayload']);

/**
 * A report without what its provider words freely. For an order whose data are erased: nobody knows them any more, to
 * mask them in it.
 */
export function withoutTexts<Report>(report: Report): Report {
  if (typeof report !== 'object' || report === null || Array.isArray(report)) return report;
  const members = Object.entries(report)
    .filter(([name]) => !payersTexts.has(name))
    .map(([name, member]) => [name, name === 'providerMessage' ? null : withoutTexts(member)]);
  return Object.fromEntries(members) as Report;
}

/** Expressions that find a known text of a person in the ways in which others write it. For the flags `giu`. */
import { escapeNonAscii } from '../signatures/escapes.ts';

/** Scripts that put no spaces between wholes, or particles at their ends, and whose names may be two letters. */
const unspaced = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('');
const isUnspaced = new RegExp(`^[${unspaced}]|[${unspaced}]$`, 'u');

/** No letter or digit is before. Those of an escape in JSON (\n) or in an address (%20) are none. */
const before = String.raw`(?<!(?<!\\|%[\da-f]?)[\p{L}\p{N}])`;
const after = String.raw`(?![\p{L}\p{N}])`;

/** Fewer are ordinary words and numbers. */
const fewestLetters = 2;
const fewestDigits = 5;
/** A number is known by so many at its end, in any notation. */
const tellingDigits = 7;

interface Notation {
  expression: string;
  /** Whether no letter or digit may be beside it. */
  isWhole: boolean;
}

/** Null where the texts say nothing of anybody. */
export function expressionOfAny(texts: readonly string[]): string | null {
  const all = texts.map(notationOf).filter((one) => one !== null);
  const [wholes, others] = [true, false].map((isWhole) =>
    all.filter((one) => one.isWhole === isWhole).map(({ expression }) => expression),
  );
  // The ends are compiled once: classes of characters are what costs.
  const bounded = wholes?.length ? [`${before}(?:${wholes.join('|')})${after}`] : [];
  const expressions = [...(others ?? []), ...bounded];
  return expressions.length === 0 ? null : expressions.join('|');
}

/** Null for a text that says nothing of anybody: one letter, or a few digits. */
function notationOf(text: string): Notation | null {
  const characters = text.normalize('NFKC').match(/[\p{L}\p{N}]/gu) ?? [];
  // One digit over and over is an amount as well.
  if (new Set(characters).size < 2) return null;
  if (text.includes('@')) return { expression: oneOf(formsOf(text)), isWhole: false };
  const digits = characters.filter((one) => /\d/.test(one)).length;
  if (digits >= tellingDigits && 2 * digits >= characters.length) {
    return { expression: ofNumber(characters), isWhole: false };
  }
  if (digits === characters.length) {
    const expression = String.raw`(?<!\d[.,])${oneOf(formsOf(text))}(?![.,]?\d)`;
    return digits < fewestDigits ? null : { expression, isWhole: true };
  }
  if (characters.length < fewestLetters) return null;
  const expression = characters.length === 2 ? ofShort(text) : oneOf(formsOf(text));
  return { expression, isWhole: !isUnspaced.test(text) };
}

/** A name of two letters is written with a capital: in small letters, it is a word. */
function ofShort(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
  return `(?-i:${oneOf([text, capital, text.toUpperCase()].flatMap(writtenForms))})`;
}

/** What may be before a digit. Before a zero no `(0)`: with two ways to read each, a search would take for ever. */
const gapBefore = (digit = ''): string =>
  String.raw`(?:${digit === '0' ? '' : String.raw`\(0\)|`}[\s().\-/+]|%20){0,3}`;

/**
 * A number (of a phone, an account, a document) with anything between its digits, from its last seven on: with or
 * without the country, in any way to write that.
 */
function ofNumber(characters: readonly string[]): string {
  const zeros = characters.findIndex((one) => one !== '0');
  const known = characters.slice(Math.min(zeros, characters.length - tellingDigits));
  const [beginning = '', ...rest] = known.slice(-tellingDigits);
  const last = beginning + rest.map((one) => gapBefore(one) + one).join('');
  const first = known
    .slice(0, -tellingDigits)
    .reduce((more, one, at) => `(?:${more}${one}${gapBefore(known[at + 1])})?`, '');
  // A country that is apart has its sign: any other number before it is one of its own.
  const start = String.raw`(?:(?:\+|00)\d{1,3}${gapBefore(known[0])}|\+|00?|\d{1,3})?[(0]?`;
  return String.raw`(?<!(?<!%[\da-f]?)\d)${start}${first}${last}(?!\d)`;
}

const escapeForRegExp = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** The longest first, because one may be a prefix of another. */
const oneOf = (forms: readonly string[]): string =>
  `(?:${[...new Set(forms)]
    .toSorted((a, b) => b.length - a.length)
    .map((form) => escapeForRegExp(form).replaceAll(/\s+/g, String.raw`\s*`))
    .join('|')})`;

/** Accents in one character, in two, or left out; in capitals, which may be more letters. */
const formsOf = (text: string): string[] =>
  [
    text,
    text.normalize('NFC'),
    text.normalize('NFD'),
    text.normalize('NFD').replaceAll(/[\u0300-\u036F]/g, ''),
    text.toUpperCase(),
  ].flatMap(writtenForms);

/** A text as it is, in a JSON string, in a query and in a form. */
function writtenForms(text: string): string[] {
  const inJson = JSON.stringify(text).slice(1, -1);
  const inQuery = encodeURIComponent(text.toWellFormed());
  return [text, inJson, escapeNonAscii(inJson), inQuery, inQuery.replaceAll('%20', '+')];
}

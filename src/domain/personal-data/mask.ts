import { expressionOfAny } from './notations.ts';

const mask = '***';

export type Mask = (text: string) => string;

/** Masks these texts wherever they are written, in any case and notation. */
export function maskOf(texts: readonly string[]): Mask {
  const known = new Set(texts.map((text) => text.trim()));
  // The longest first, because one may be a part of another.
  const expression = expressionOfAny([...known].toSorted((a, b) => b.length - a.length));
  if (expression === null) return (text) => text;
  const pattern = new RegExp(expression, 'giu');
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

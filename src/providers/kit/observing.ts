import { statedMoney } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { instant } from '../../domain/observation.ts';
import type { ConnectionTools, ProviderName } from '../provider.ts';

/** Called with a value that is in no table. It proves nothing and is logged. */
export type UnknownValue = (subject: string, value: string) => void;

/** Values are cut: a provider may send any text in their place. */
export const logUnknownValues =
  (provider: ProviderName, { log }: Pick<ConnectionTools, 'log'>): UnknownValue =>
  (subject, value) =>
    log('warn', 'The provider sent a value that is not known.', {
      provider,
      subject,
      value: value.slice(0, 64),
    });

/** Our meaning of a provider's value. Null for one that is left out, and for one that is in no table. */
export function lookUp<Meaning>(
  table: Readonly<Record<string, Meaning>>,
  value: string | null | undefined,
  subject: string,
  unknown: UnknownValue,
): Meaning | null {
  if (value === null || value === undefined) return null;
  const meaning = Object.hasOwn(table, value) ? table[value] : undefined;
  if (meaning === undefined) unknown(subject, value);
  return meaning ?? null;
}

type Defined<Members> = { [Name in keyof Members]?: NonNullable<Members[Name]> };

/** Drops members that are null or undefined: observations leave out what is not known. */
export function defined<Members extends object>(members: Members): Defined<Members> {
  const known = Object.entries(members).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return Object.fromEntries(known) as Defined<Members>;
}

/** The payer's device opens it: a web page or one of these apps, never a script in the shop's own page. */
export function isForPayers(
  url: string | null | undefined,
  apps: readonly `${string}:`[] = [],
): url is string {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  return ['https:', 'http:', ...apps].includes(new URL(url).protocol);
}

/** An amount as the provider states it. Throws a RangeError for what is not an amount, or less than nothing. */
export function statedAmount(...stated: Parameters<typeof statedMoney>): Money {
  const money = statedMoney(...stated);
  if (money.minor < 0n) throw new RangeError(`a negative amount of ${money.currency}`);
  return money;
}

/** Reads `yyyy-MM-dd HH:mm:ss` of a zone without summer time into epoch milliseconds. Null for anything else. */
export function localTime(text: string | null | undefined, hoursEast: number): number | null {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text ?? '')) return null;
  return instant(Date.parse(`${String(text).replace(' ', 'T')}Z`) - hoursEast * 3_600_000);
}

/** Writes what `localTime` reads. */
export function printLocalTime(epochSeconds: number, hoursEast: number): string {
  const shifted = new Date((epochSeconds + hoursEast * 3600) * 1000);
  return shifted.toISOString().slice(0, 19).replace('T', ' ');
}

/** Reads ISO 8601 with any offset into epoch milliseconds. Null without an offset: the zone would be unknown. */
export function isoTime(text: string | null | undefined): number | null {
  const pattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
  return pattern.test(text ?? '') ? instant(Date.parse(text ?? '')) : null;
}

import { standing } from '../../src/domain/attention/decision.ts';
import { paidSoFar } from '../../src/domain/order-money.ts';
import { openExport } from '../../src/operations/exports/export-log.ts';
import { rowsOfCsv, sums } from '../operations/exports/files.ts';
import type { Row } from '../operations/exports/files.ts';
import type { OrderRecord, RefundRecord, SettlementRecord } from '../../src/store/records.ts';
import type { Scene } from './scene.ts';

const kinds = [
  'orders',
  'refunds',
  'settlements',
  'abnormal-payments',
  'movements',
  'events',
] as const;

/** The exports of one part of the log: all files in one text. */
export interface Exported {
  to: string;
  text: string;
}

/** All exports of the merchant, up to a cursor or to the end. */
export async function exported(scene: Scene, to: string | null = null): Promise<Exported> {
  let [text, cursor] = ['', to];
  for (const kind of kinds) {
    // oxlint-disable-next-line no-await-in-loop
    const file = await exportOf(scene, kind, cursor);
    text += file.text;
    cursor = file.to;
  }
  return { to: cursor ?? '', text };
}

async function exportOf(
  { deps, merchantId }: Scene,
  kind: (typeof kinds)[number],
  to: string | null,
): Promise<Exported> {
  const principal = { kind: 'API_KEY', keyId: 'key', merchantId, scopes: ['READ'] } as const;
  const opened = await openExport(deps, principal, { kind, format: 'csv', after: null, to });
  if ('refusal' in opened) throw new Error(`no export of ${kind}: ${opened.refusal}`);
  let text = '';
  for await (const part of opened.parts()) text += part;
  return { to: opened.cursor, text };
}

/** Whether the same part of the log is still the same bytes. A restored database has another log. */
export async function rewritten(scene: Scene, before: Exported): Promise<string[]> {
  if (scene.hasBeenRestored) return [];
  const now = await exported(scene, before.to);
  return now.text === before.text ? [] : ['the exports of a part of the log have changed since'];
}

/** Where the movements that were exported do not add up to the books of the provider. */
export async function unbalanced(scene: Scene): Promise<string[]> {
  const { text } = await exportOf(scene, 'movements', null);
  const rows = rowsOfCsv(text);
  const theirs = await booksOf(scene);
  const of = (...types: string[]) => total(rows.filter(({ type = '' }) => types.includes(type)));
  return [
    ['PAID', of('PAID'), theirs.paid + theirs.returned],
    ['ACCEPTED', of('ACCEPTED'), theirs.accepted],
    ['REFUNDED', of('REFUNDED'), -theirs.refunded - theirs.returned],
    ['SETTLED', of('SETTLED'), -theirs.settled],
    ['REVERSED', of('REVERSED'), theirs.reversed],
  ].flatMap(([type, ours, books]) =>
    ours === books ? [] : [`${type} adds up to ${ours}, in the books to ${books}`],
  );
}

/** All in one number: a difference in any currency shows. */
function total(rows: readonly Row[]): bigint {
  return Object.values(sums(rows)).reduce((all, one) => all + one, 0n);
}

/** A person has decided that it happened, and the provider has none: nobody but a person can know better. */
export const isLeftToDecision = (
  { evidence }: OrderRecord | RefundRecord | SettlementRecord,
  book: object | null,
): boolean => book === null && standing(evidence)?.kind === 'HAPPENED';

/**
 * What the provider's books say of everything that is known here, in units of 18 places. What is left to a person's
 * decision is in no books.
 */
async function booksOf(scene: Scene) {
  const { counterpart } = scene;
  const found = { paid: 0n, accepted: 0n, refunded: 0n, returned: 0n, settled: 0n, reversed: 0n };
  for (const order of await scene.orders()) {
    const { providerReference, evidence, request, status } = order;
    const { method, amount } = request;
    const counted = method.type === 'STABLECOIN' ? method.currency : amount.currency;
    const book = counterpart.orderBook(providerReference);
    const decided = isLeftToDecision(order, book)
      ? paidSoFar({ ...evidence, accepted: [] }, status)?.minor
      : 0n;
    const paid = (book?.paid ?? decided ?? 0n) * unitsOf(counted);
    found.paid += paid;
    if (status === 'REVERSED') found.reversed -= paid;
    for (const { amount } of evidence.accepted) {
      found.accepted += amount.minor * unitsOf(amount.currency);
    }
  }
  for (const refund of await scene.refunds()) {
    const { providerReference, amount, status, abnormalPaymentId } = refund;
    const book = counterpart.refundBook(providerReference);
    // What a restore has lost is left to a person.
    if (book?.status !== status && !isLeftToDecision(refund, book)) continue;
    const returned = (book?.amount ?? amount.minor) * unitsOf(amount.currency);
    if (status === 'SUCCEEDED' && abnormalPaymentId !== null) found.returned += returned;
    else if (status === 'SUCCEEDED' || status === 'REVERSED') found.refunded += returned;
    if (status === 'REVERSED') found.reversed += returned;
  }
  for (const settlement of await scene.settlements()) {
    const { providerReference, request, status } = settlement;
    const book = counterpart.settlementBook(providerReference);
    if (status !== 'SUCCEEDED' && status !== 'REVERSED') continue;
    const decided = isLeftToDecision(settlement, book) ? request.amount.minor : 0n;
    const settled = (book?.amount ?? decided) * unitsOf(request.amount.currency);
    found.settled += settled;
    if (status === 'REVERSED') found.reversed += settled;
  }
  return found;
}

/** So many units of 18 places are one of the books'. */
function unitsOf(currency: string): bigint {
  const places = { WUSD: 18, USDT: 6, USDC: 6, INR: 2, BRL: 2 }[currency];
  const decimals = places ?? (currency === 'PHP' || currency === 'THB' ? 2 : 0);
  return 10n ** BigInt(18 - decimals);
}

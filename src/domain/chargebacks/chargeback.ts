import { join, reportTimes, sameValue } from '../evidence.ts';
import type { ReportTimes } from '../evidence.ts';
import { add, greatest, sameCurrency, zero } from '../money.ts';
import type { Money, Unit } from '../money.ts';
import type { ChargebackStatus, ReportedChargeback } from '../observation.ts';

/** When a status was reported, and the amount that the latest of its reports states. */
type ChargebackReport = ReportTimes & { amount: Money };

/** All that is known of one charge-back of an order. */
export interface Chargeback {
  providerChargebackId: string;
  reports: { readonly [status in ChargebackStatus]?: ChargebackReport };
}

/** A charge-back as it stands: by the report that decides (docs/rules.md#the-status-of-a-charge-back). */
export interface ChargebackState extends ChargebackReport {
  providerChargebackId: string;
  status: ChargebackStatus;
  /** When any report of it was first recorded, in epoch milliseconds. */
  firstRecordedAt: number;
}

/**
 * Adds reports of charge-backs, each by the provider's number. Commutative, associative and idempotent. In the order of
 * the numbers, so that the order of arrival makes no difference.
 */
export function foldChargebacks(
  known: readonly Chargeback[],
  reported: readonly ReportedChargeback[],
  recordedAt: number,
): readonly Chargeback[] {
  return reported.reduce((all, one) => withReport(all, one, recordedAt), known);
}

function withReport(
  known: readonly Chargeback[],
  { providerChargebackId, status, amount, occurredAt }: ReportedChargeback,
  recordedAt: number,
): readonly Chargeback[] {
  const isIt = (one: Chargeback): boolean => one.providerChargebackId === providerChargebackId;
  const reports = known.find(isIt)?.reports ?? {};
  const report = {
    ...reportTimes(reports[status], occurredAt, recordedAt),
    amount: laterAmount(reports[status], amount, occurredAt),
  };
  const chargeback = { providerChargebackId, reports: { ...reports, [status]: report } };
  return [...known.filter((one) => !isIt(one)), chargeback].toSorted((a, b) =>
    a.providerChargebackId < b.providerChargebackId ? -1 : 1,
  );
}

/** The amount that is stated with the later time, and of two with the same time the greater one. */
function laterAmount(
  known: ChargebackReport | undefined,
  amount: Money,
  occurredAt: number | null,
): Money {
  if (known === undefined) return amount;
  const [before, now] = [known.lastAt ?? -Infinity, occurredAt ?? -Infinity];
  if (before !== now) return before > now ? known.amount : amount;
  // Two currencies never meet here (`namesOtherMoney`). If they did, that would be no reason to fail.
  if (!sameCurrency(known.amount, amount)) return join(known.amount, amount) ?? amount;
  return greatest(known.amount, amount);
}

/** The charge-backs as they stand. */
export const chargebackStates = (chargebacks: readonly Chargeback[]): ChargebackState[] =>
  chargebacks.map(stateOf);

function stateOf({ providerChargebackId, reports }: Chargeback): ChargebackState {
  const { OPEN: open } = reports;
  const closed = closedBy(reports);
  const times = Object.values(reports).map(({ recordedAt }) => recordedAt);
  const known = { providerChargebackId, firstRecordedAt: Math.min(...times) };
  if (closed === null || (open !== undefined && isReopened(open, closed.report))) {
    if (open === undefined) throw new Error(`${providerChargebackId} was never reported`);
    return { ...known, status: 'OPEN', ...open };
  }
  return { ...known, status: closed.status, ...closed.report };
}

/** The later of WON and LOST. If both have the same time, LOST: then the money is not counted as ours. */
function closedBy({
  WON: won,
  LOST: lost,
}: Chargeback['reports']): { status: 'WON' | 'LOST'; report: ChargebackReport } | null {
  if (won !== undefined && (lost === undefined || timeOf(won) > timeOf(lost))) {
    return { status: 'WON', report: won };
  }
  return lost === undefined ? null : { status: 'LOST', report: lost };
}

/** A report without a time is dated by when it was first recorded here. */
const timeOf = ({ lastAt, recordedAt }: ReportTimes): number => lastAt ?? recordedAt;

/** Only a time that the provider states opens it again: messages without one may come backwards. */
const isReopened = (open: ReportTimes, closed: ReportTimes): boolean =>
  open.lastAt !== null && closed.lastAt !== null && open.lastAt > closed.lastAt;

const isTaken = ({ status }: ChargebackState): boolean => status !== 'WON';

/** What the provider has taken back at present: the sum of those that are OPEN or LOST. */
export const chargedBack = (chargebacks: readonly Chargeback[], like: Unit): Money =>
  sumOf(chargebacks, isTaken, like);

/** What the provider has taken back for good, as far as is known: the sum of those that are LOST. */
export const lostToChargebacks = (chargebacks: readonly Chargeback[], like: Unit): Money =>
  sumOf(chargebacks, ({ status }) => status === 'LOST', like);

function sumOf(
  chargebacks: readonly Chargeback[],
  isCounted: (state: ChargebackState) => boolean,
  like: Unit,
): Money {
  const nothing = zero(like);
  if (chargebacks.length === 0) return nothing;
  return chargebackStates(chargebacks)
    .filter((state) => isCounted(state) && sameCurrency(state.amount, nothing))
    .map(({ amount }) => amount)
    .reduce(add, nothing);
}

/** What callers see of them. A change of it is an event. */
export const publicChargebacks = (chargebacks: readonly Chargeback[]): readonly unknown[] =>
  chargebackStates(chargebacks).map(({ providerChargebackId, status, amount, firstAt }) => [
    providerChargebackId,
    status,
    amount,
    firstAt,
  ]);

/** What of the evidence of a REVERSED order says how its money was taken. */
export interface Taken {
  seen?: { readonly REVERSED?: ReportTimes };
  chargebacks?: readonly Chargeback[];
}

/** The provider does not say that the payment itself was reversed: one of the charge-backs may still be won. */
export const isTakenByChargebacks = ({ seen, chargebacks = [] }: Taken): boolean =>
  chargebacks.length > 0 && seen?.REVERSED === undefined;

/** Whether any of the reports is not known yet. */
export const addsReports = (
  chargebacks: readonly Chargeback[],
  reported: readonly ReportedChargeback[],
): boolean => !sameValue(foldChargebacks(chargebacks, reported, Infinity), chargebacks);

/**
 * What became of reports that are joined to the charge-backs: another report of the same one decides, or they add to
 * what was known. Null for a fact that reports none.
 */
export function ruleOfReports(
  chargebacks: readonly Chargeback[],
  fact: { chargebacks?: readonly ReportedChargeback[] } | object,
): 'OUTRANKED' | 'ADDS' | null {
  const reported = ('chargebacks' in fact ? fact.chargebacks : undefined) ?? [];
  if (reported.length === 0) return null;
  const states = new Map(
    chargebackStates(chargebacks).map(({ providerChargebackId: id, status }) => [id, status]),
  );
  const decides = ({ providerChargebackId: id, status }: ReportedChargeback): boolean =>
    states.get(id) === status;
  return reported.every(decides) ? 'ADDS' : 'OUTRANKED';
}

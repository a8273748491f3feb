import type {
  AbsenceObservation,
  Observation,
  OrderObservation,
  RefundObservation,
  SettlementObservation,
} from '../../domain/observation.ts';
import { statedMoney, toDecimal } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { Reply } from '../provider.ts';
import type { Accepted, ExamplepayClient, Refusal } from './client.ts';
import type { ExamplepayConfig } from './config.ts';
import { failureOf, isDuplicate, isNotFound } from './mapping.ts';
import type { UnknownValue } from './mapping.ts';

/** What the operations of one account share. */
export interface Account {
  config: ExamplepayConfig;
  client: ExamplepayClient;
  unknown: UnknownValue;
  /** Epoch milliseconds. */
  now: () => number;
}

type Answered<Meaning> = Accepted<Meaning> | Refusal;

/** Throws `OutcomeUnknown` where the answer is about something else. An answer without an echo is accepted. */
export function mustBe(expected: string, echoed: string | null | undefined, what: string): void {
  if (echoed === null || echoed === undefined || echoed === expected) return;
  throw new OutcomeUnknown(`the answer is about another ${what}`);
}

interface StatedAmount {
  amount?: string | null | undefined;
  currency?: string | null | undefined;
}

/** The requested amount as the answer repeats it. A member that the answer leaves out is taken from the request. */
export function requestedIn(
  { amount, currency }: StatedAmount,
  requested: Money,
): { requested: Money } {
  return { requested: statedMoney(amount ?? toDecimal(requested), currency ?? requested.currency) };
}

/** What was to be created. */
type Created =
  | Pick<OrderObservation, 'subject' | 'providerReference'>
  | Pick<SettlementObservation, 'subject' | 'providerReference'>
  | Pick<RefundObservation, 'subject' | 'providerReference' | 'orderProviderReference'>;

/**
 * The reply to a create. A refusal proves that nothing was made, except for a duplicate: then an earlier send of ours
 * made what exists under our reference (docs/providers/examplepay.md#refunds). `exists`: the status reported for it.
 */
export function createReply(
  answered: Answered<Observation>,
  created: Created,
  exists: { status: 'PENDING' | null },
): Reply {
  if (answered.ok) return { observations: [answered.data], refused: null };
  if (isDuplicate(answered)) {
    const observation = { ...created, ...exists, occurredAt: null } as Observation;
    return { observations: [observation], refused: null, referenceTaken: 'SURELY' };
  }
  const failure = failureOf(answered);
  const observation = { ...created, status: 'FAILED', occurredAt: null, failure } as const;
  return { observations: [observation], refused: failure };
}

/** The reply to a query by number. Only the signed code for "not found" is an absence; no other refusal proves any. */
export function queryReply(
  answered: Answered<Observation>,
  absent: Pick<AbsenceObservation, 'of' | 'providerReference'>,
): Reply {
  if (answered.ok) return { observations: [answered.data], refused: null };
  const refused = failureOf(answered);
  if (!isNotFound(answered)) return { observations: [], refused };
  return {
    observations: [{ subject: 'ABSENCE', ...absent, queriedAt: answered.queriedAt }],
    refused,
  };
}

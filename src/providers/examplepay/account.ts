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

/** An answer about something else proves nothing about what was asked; one that does not say is about it. */
export function mustBe(expected: string, echoed: string | null | undefined, what: string): void {
  if (echoed === null || echoed === undefined || echoed === expected) return;
  throw new OutcomeUnknown(`the answer is about another ${what}`);
}

interface StatedAmount {
  amount?: string | null | undefined;
  currency?: string | null | undefined;
}

/** What an answer repeats of the amount that was asked for; what it leaves out is taken for it. */
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
 * Of a create. A refusal proves that there is none, but for the duplicate: what is there under our reference is what
 * an earlier send of ours has made (docs/providers/examplepay.md#refunds). `exists`: as what it counts then.
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

/** Of a question by number: "not found" is one signed word, and every other no says nothing of the subject. */
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

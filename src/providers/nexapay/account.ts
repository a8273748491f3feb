import type {
  AbsenceObservation,
  OrderObservation,
  RefundObservation,
} from '../../domain/observation.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { Reply } from '../provider.ts';
import type { Accepted, Refusal } from './client.ts';
import * as mapping from './mapping.ts';

/** Throws a RangeError where the answer is about something else: it proves nothing about the request. */
export function mustBe(expected: string, echoed: string): void {
  if (echoed !== expected) throw new RangeError('the answer is about something else');
}

type Observed = OrderObservation | RefundObservation;
type Created =
  | Pick<OrderObservation, 'subject' | 'providerReference'>
  | Pick<RefundObservation, 'subject' | 'providerReference' | 'orderProviderReference'>;

/** The meaning of the codes is not known: any refusal may mean a number in use. */
export function createReply(answered: Accepted<Observed> | Refusal, created: Created): Reply {
  if (answered.ok) {
    const { status, failure } = answered.data;
    const refused = status === 'FAILED' ? (failure ?? null) : null;
    return { observations: [answered.data], refused };
  }
  const failure = mapping.failureOf(answered);
  const observation = { ...created, status: 'FAILED', occurredAt: null, failure } as const;
  return { observations: [observation], refused: failure, referenceTaken: 'PERHAPS' };
}

/** Only "not found" is an absence. A query that is refused for any other reason proves nothing. */
export function queryReply(
  answered: Accepted<Observed> | Refusal,
  absent: Pick<AbsenceObservation, 'of' | 'providerReference'>,
): Reply {
  if (answered.ok) return { observations: [answered.data], refused: null };
  const { code, queriedAt } = answered;
  if (!mapping.isNotFound(answered)) throw new OutcomeUnknown(`the question was refused: ${code}`);
  const refused = mapping.failureOf(answered);
  return { observations: [{ subject: 'ABSENCE', ...absent, queriedAt }], refused };
}

import type {
  AbsenceObservation,
  Observation,
  OrderObservation,
  SettlementObservation,
} from '../../domain/observation.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { Call, Reply } from '../provider.ts';
import type { Accepted, Refusal, VexoraClient } from './client.ts';
import * as mapping from './mapping.ts';
import type { UnknownValue } from './mapping.ts';
import type { Region } from './regions.ts';

/** What the operations of one account share. */
export interface Account {
  client: VexoraClient;
  region: Region;
  unknown: UnknownValue;
}

/** Throws `OutcomeUnknown` where the answer is about something else: it proves nothing about the request. */
export function mustBe(expected: string, echoed: string): void {
  if (echoed !== expected) throw new OutcomeUnknown('the answer is about another number');
}

type Created =
  | Pick<OrderObservation, 'subject' | 'providerReference'>
  | Pick<SettlementObservation, 'subject' | 'providerReference'>;

/**
 * The reply to a create. An accepted request may already carry a failure (docs/providers/vexora.md#orders). The code
 * 8000 may mean a number in use. If a query without any number is refused too, the account itself is not accepted.
 */
export async function createReply(
  client: VexoraClient,
  call: Call,
  answered: Accepted<OrderObservation | SettlementObservation> | Refusal,
  created: Created,
): Promise<Reply> {
  if (answered.ok) return { observations: [answered.data], refused: answered.data.failure ?? null };
  const failure = mapping.refusalOf(answered);
  const observation = { ...created, status: 'FAILED', occurredAt: null, failure } as const;
  const refusal = { observations: [observation], refused: failure };
  const isAccepted = await isAcceptingQueries(client, call);
  return isAccepted === false ? refusal : { ...refusal, referenceTaken: 'PERHAPS' };
}

/**
 * The reply to a query. The code 8000 alone says nothing about the subject
 * (docs/providers/vexora.md#where-nothing-is-found): a wrong signature, a wrong merchant number and an unknown number
 * all get it. If a balance query, which has the same parts except the number, is answered right after, the number is
 * unknown.
 */
export async function queryReply(
  client: VexoraClient,
  call: Call,
  answered: Accepted<Observation> | Refusal,
  absent: Pick<AbsenceObservation, 'of' | 'providerReference'>,
): Promise<Reply> {
  if (answered.ok) return { observations: [answered.data], refused: null };
  const refused = mapping.refusalOf(answered);
  if ((await isAcceptingQueries(client, call)) !== true) return { observations: [], refused };
  const { queriedAt } = answered;
  return { observations: [{ subject: 'ABSENCE', ...absent, queriedAt }], refused };
}

/** Null if the answer was lost. */
async function isAcceptingQueries(client: VexoraClient, call: Call): Promise<boolean | null> {
  try {
    const answered = await client.queryBalance(
      () => ({}),
      call,
      () => null,
    );
    return answered.ok;
  } catch {
    return null;
  }
}

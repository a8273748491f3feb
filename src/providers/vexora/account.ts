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

/** An answer about something else proves nothing about what was asked. */
export function mustBe(expected: string, echoed: string): void {
  if (echoed !== expected) throw new OutcomeUnknown('the answer is about another number');
}

type Created =
  | Pick<OrderObservation, 'subject' | 'providerReference'>
  | Pick<SettlementObservation, 'subject' | 'providerReference'>;

/**
 * An accepted request may already carry a failure (docs/providers/vexora.md#orders); 8000 can be of a number that is
 * used, unless a question without any number is refused as well: then it is the account that is not accepted.
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
 * 8000 on a query says nothing of what was asked about (docs/providers/vexora.md#where-nothing-is-found): signature,
 * merchant number and an unknown number are all refused with it. Only where a balance query, made of the same parts
 * but the number, is answered right after, it is the number that is not known.
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

/** Null where the question was lost. */
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

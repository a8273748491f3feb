import type {
  AbsenceObservation,
  Observation,
  OrderObservation,
  RefundObservation,
  SettlementObservation,
} from '../../domain/observation.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { ListPage, ListRange, Reply } from '../provider.ts';
import type { Brand, Body, GatewayConfig } from './brand.ts';
import type { GatewayClient } from './client.ts';
import type { Accepted, Refusal } from './envelope.ts';
import { failureOf, isAuthentication } from './mapping.ts';
import type { UnknownValue } from './mapping.ts';

/** What the operations on orders, refunds, settlements and abnormal payments of one account share. */
export interface GatewayAccount<Config extends GatewayConfig = GatewayConfig> {
  brand: Brand<Config>;
  config: Config;
  client: GatewayClient;
  unknown: UnknownValue;
  warn: (message: string, details: Record<string, unknown>) => void;
}

type Answered<Meaning> = Accepted<Meaning> | Refusal;

/** Throws `OutcomeUnknown` where the answer is about something else: it proves nothing about the request. */
export function mustBe(expected: string, echoed: string, what: string): void {
  if (echoed !== expected) throw new OutcomeUnknown(`the answer is about another ${what}`);
}

/** The reply to a create. Codes are not documented: any refusal but of the credentials may mean a number in use. */
export function createReply(
  answered: Answered<Observation>,
  title: string,
  created: Created,
): Reply {
  if (answered.ok) return { observations: [answered.data], refused: null };
  const failure = failureOf(answered, title);
  const observation = { ...created, status: 'FAILED', occurredAt: null, failure } as const;
  const refusal = { observations: [observation], refused: failure };
  return isAuthentication(answered) ? refusal : { ...refusal, referenceTaken: 'PERHAPS' };
}

/** What was to be created. */
type Created =
  | Pick<OrderObservation, 'subject' | 'providerReference'>
  | Pick<SettlementObservation, 'subject' | 'providerReference'>
  | Omit<RefundObservation, 'status' | 'occurredAt' | 'failure'>;

/**
 * The reply to a query by number. Codes for "not found" are not documented, so any refusal of a well-formed query with
 * accepted credentials is an absence. `submission.ts` decides when an absence counts.
 */
export function queryReply(
  answered: Answered<Observation>,
  title: string,
  absent: Pick<AbsenceObservation, 'of' | 'providerReference'>,
): Reply {
  if (answered.ok) return { observations: [answered.data], refused: null };
  const refused = failureOf(answered, title);
  const { queriedAt, status } = answered;
  const isAbsence = status === 200 && !isAuthentication(answered);
  const observations: Observation[] = isAbsence
    ? [{ subject: 'ABSENCE', ...absent, queriedAt }]
    : [];
  return { observations, refused };
}

/** The reply to a cancel. A refusal proves nothing about the instruction. */
export function cancelReply(answered: Answered<Observation>, title: string): Reply {
  if (answered.ok) return { observations: [answered.data], refused: null };
  return { observations: [], refused: failureOf(answered, title) };
}

const pageSize = 100;

export function pageBody({ from, to, page }: Partial<ListRange>): Body {
  return {
    pageNum: page ?? 1,
    pageSize,
    startTime: from === undefined ? undefined : gatewayTime(Math.floor(from / 1000)),
    endTime: to === undefined ? undefined : gatewayTime(Math.ceil(to / 1000)),
  };
}

/**
 * Naive times are those of Singapore, UTC+8 without summer time
 * (docs/providers/stablecoin-gateway.md#amounts-and-times).
 */
function gatewayTime(epochSeconds: number): string {
  const shifted = new Date((epochSeconds + 8 * 3600) * 1000);
  return shifted.toISOString().slice(0, 19).replace('T', ' ');
}

interface Page {
  records: unknown[];
  total?: number | null | undefined;
  pageSize?: number | null | undefined;
}

/** Logs and leaves out a record that cannot be read: it may be another system's, and must not hide the others. */
export function listPage(
  answered: Answered<Page>,
  page: number,
  { brand, warn }: Pick<GatewayAccount, 'brand' | 'warn'>,
  read: (record: unknown) => Observation,
): ListPage {
  // A page has no way to carry a refusal.
  if (!answered.ok) throw new OutcomeUnknown(failureOf(answered, brand.title).message);
  const { records, total } = answered.data;
  const observations: Observation[] = [];
  for (const record of records) {
    try {
      observations.push(read(record));
    } catch {
      warn('A record of a list could not be read.', { provider: brand.name });
    }
  }
  const size = answered.data.pageSize ?? pageSize;
  const isFull = records.length > 0 && records.length >= size;
  const hasMore = typeof total === 'number' ? records.length > 0 && page * size < total : isFull;
  return { observations, hasMore };
}

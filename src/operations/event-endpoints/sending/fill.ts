import { UnavailableError } from '../../../domain/errors.ts';
import { notYetTried } from '../../../domain/event-endpoints/event-delivery.ts';
import type { EventEndpoint } from '../../../domain/event-endpoints/event-endpoint.ts';
import {
  dueDeliveries,
  firstUndeliveredOfSubjects,
  nextDueAt,
  undeliveredOfSubject,
  waitingDeliveries,
} from '../../../store/queries/event-endpoints/deliveries.ts';
import { logHeads, readLog } from '../../../store/queries/events.ts';
import type { EventRecord } from '../../../store/records.ts';
import type { Deps } from '../../deps.ts';
import { deliveryIdOf } from '../delivery-id.ts';
import type { Backlog } from './backlog.ts';
import type { Unstored } from './unstored.ts';

/** Deliveries of one endpoint that are in memory at most, but for a page. */
export const mostInMemory = 128;
const page = 64;
/** Most events that one read examines: types may leave out nearly all of them. */
const window = 1000;

export interface FillDeps extends Pick<Deps, 'read' | 'now'> {
  endpoint: Pick<EventEndpoint, 'id' | 'merchantId'>;
  backlog: Backlog;
  unstored: Pick<Unstored, 'change' | 'isEmpty' | 'isOf' | 'storeNow' | 'isFailing'>;
}

/** How far what the database has is read. */
export interface Position {
  /** Of the log. */
  readTo: number;
  /** Of the deliveries that waited when the process took the endpoint: up to this event, out of those to `scanEnd`. */
  scanned: number;
  scanEnd: number;
  /** When the next failed delivery is due; null where none is. */
  dueAt: number | null;
  /** Whether the database may have anything undelivered that is not in memory. */
  mayHold: boolean;
  /** How often something was stored, which tells `dueAt` anew. */
  stores: number;
}

/** Where a process begins that takes the endpoint. */
export function startingAt({ readTo, cursor }: Pick<EventEndpoint, 'readTo' | 'cursor'>): Position {
  const mayHold = cursor < readTo;
  const dueAt = mayHold ? 0 : null;
  return { readTo, scanned: cursor, scanEnd: readTo, dueAt, mayHold, stores: 0 };
}

/** Whether there are deliveries that could be sent now, in memory or in the database. */
export const hasLeft = (backlog: Backlog, { scanned, scanEnd }: Position): boolean =>
  backlog.hasReady || backlog.hasEmptied || scanned < scanEnd;

/**
 * Brings into memory what is to be sent next: what follows in subjects that go on, what waited for another process,
 * what is due again, and new events of the log. Resolves to whether the log is read to its end.
 */
export async function fill(
  deps: FillDeps,
  position: Position,
  eventTypes: EventEndpoint['eventTypes'],
): Promise<boolean> {
  await refill(deps, position);
  await scan(deps, position);
  await takeDue(deps, position);
  return readEvents(deps, position, eventTypes);
}

const hasRoom = (backlog: Backlog): boolean => backlog.size < mostInMemory;

/** What the database says of a subject that is not in memory counts once everything about it is stored. */
async function storeFirst(unstored: FillDeps['unstored']): Promise<void> {
  await unstored.storeNow();
  if (unstored.isFailing) throw new UnavailableError('what was sent cannot be stored');
}

/** Subjects of which all that was in memory is over, and the database may have more. */
async function refill(deps: FillDeps, { readTo }: Position): Promise<void> {
  const { backlog, endpoint, read, unstored } = deps;
  if (!backlog.hasEmptied) return;
  await storeFirst(unstored);
  for (const subject of backlog.emptied()) {
    const params = { endpoint: endpoint.id, subject: subject.id, after: subject.lastSeq, readTo };
    const more = await undeliveredOfSubject(read, params, page);
    backlog.refill(subject, more, more.length === page);
  }
}

async function scan(
  { read, endpoint, backlog, unstored }: FillDeps,
  position: Position,
): Promise<void> {
  while (position.scanned < position.scanEnd && hasRoom(backlog)) {
    if (!unstored.isEmpty) await storeFirst(unstored);
    const bounds = { after: position.scanned, readTo: position.scanEnd };
    const waiting = await waitingDeliveries(read, endpoint.id, bounds, page);
    const subjects = waiting.map(({ subjectId }) => subjectId);
    const first = await firstUndeliveredOfSubjects(
      read,
      endpoint.id,
      [...new Set(subjects)],
      position.scanEnd,
    );
    for (const delivery of waiting) {
      // Of a subject that is in memory, others are read when it gets that far.
      if (first.get(delivery.subjectId) !== delivery.seq || backlog.has(delivery.subjectId))
        continue;
      backlog.add({ delivery, event: null }, true);
    }
    position.scanned =
      waiting.length < page ? position.scanEnd : (waiting.at(-1)?.seq ?? position.scanEnd);
  }
}

async function takeDue(deps: FillDeps, position: Position): Promise<void> {
  const { read, endpoint, backlog } = deps;
  const { dueAt, readTo, stores } = position;
  const now = deps.now();
  if (dueAt === null || dueAt > now || !hasRoom(backlog)) return;
  // Those that are being sent are due as well, until it is stored how that ended.
  const limit = page + backlog.size;
  const due = await dueDeliveries(read, endpoint.id, { now, readTo }, limit);
  for (const delivery of due) {
    if (!backlog.has(delivery.subjectId)) backlog.add({ delivery, event: null }, true);
  }
  const next =
    due.length < limit ? await nextDueAt(read, endpoint.id, { after: now, readTo }) : now;
  if (position.stores === stores) position.dueAt = next;
}

async function readEvents(
  deps: FillDeps,
  position: Position,
  eventTypes: EventEndpoint['eventTypes'],
): Promise<boolean> {
  const { read, endpoint, backlog } = deps;
  const { merchantId } = endpoint;
  const types = eventTypes.length === 0 ? null : eventTypes;
  const [head] = await logHeads(read, [merchantId]);
  const last = head?.last_seq ?? 0;
  while (position.readTo < last) {
    if (!hasRoom(backlog)) return false;
    const after = position.readTo;
    const until = types === null ? last : Math.min(after + window, last);
    const events = await readLog(read, merchantId, after, page, { types, until });
    await takeEvents(deps, position, events);
    position.readTo = events.length < page ? until : (events.at(-1)?.seq ?? until);
  }
  return true;
}

/** New events go behind what is undelivered of their subjects, in memory or in the database. */
async function takeEvents(
  { read, now, endpoint, backlog, unstored }: FillDeps,
  { readTo, mayHold }: Position,
  events: readonly EventRecord[],
): Promise<void> {
  const subjects = new Set(events.map(subjectOf));
  const unknown = [...subjects].filter((subject) => !backlog.has(subject));
  if (mayHold && unstored.isOf(unknown)) await storeFirst(unstored);
  const held: ReadonlyMap<string, number> =
    mayHold && unknown.length > 0
      ? await firstUndeliveredOfSubjects(read, endpoint.id, unknown, readTo)
      : new Map();
  for (const event of events) {
    const delivery = {
      ...notYetTried,
      id: deliveryIdOf(endpoint.id, event.id),
      merchantId: endpoint.merchantId,
      endpointId: endpoint.id,
      eventId: event.id,
      seq: event.seq,
      subjectId: subjectOf(event),
      createdAt: now(),
    };
    unstored.change(delivery);
    if (!held.has(delivery.subjectId)) backlog.add({ delivery, event }, false);
  }
}

/** Events of refunds and abnormal payments are sent in the order of those of their order. */
const subjectOf = ({ orderId, settlementId, subjectId }: EventRecord): string =>
  orderId ?? settlementId ?? subjectId;

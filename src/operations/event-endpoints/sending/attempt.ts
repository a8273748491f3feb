import type { Attempt } from '../../../domain/event-endpoints/event-delivery.ts';
import type { Posted } from '../../../outgoing/post.ts';
import { eventById } from '../../../store/queries/events.ts';
import type { EventRecord } from '../../../store/records.ts';
import type { Deps } from '../../deps.ts';
import { existing } from '../../find.ts';
import { DocumentFailedError } from '../documents.ts';
import type { Signer } from '../secrets.ts';
import type { Entry } from './backlog.ts';
import type { Executions } from './executions.ts';
import { logUnexpected } from './log-unexpected.ts';

/** What an attempt needs to know of its endpoint. */
export interface Address {
  url: string;
  document: string;
  sign: Signer;
}

/** CUT_OFF: it ended through our own doing and does not count. */
export type Ending = Attempt | { kind: 'CUT_OFF' };

export interface AttemptDeps extends Pick<Deps, 'read' | 'now' | 'log' | 'cursors' | 'poster'> {
  executions: Executions;
}

/** `since`: what the endpoint is shown is not older than this moment, on the clock of `performance`. */
interface Of {
  timeline: string;
  since: number;
}

interface Attempted {
  ending: Ending;
  shownAt: number;
}

/** Sends an event once. CUT_OFF where something of ours did not let it be sent. */
export async function attempt(
  deps: AttemptDeps,
  address: Address,
  entry: Entry,
  of: Of,
  signal: AbortSignal,
): Promise<Attempted> {
  try {
    return await send(deps, address, entry, of, signal);
  } catch (error) {
    const text = 'an event could not be sent; it is tried again';
    logUnexpected(deps.log, error, { delivery: entry.delivery.id }, text);
    return { ending: { kind: 'CUT_OFF' }, shownAt: of.since };
  }
}

async function send(
  deps: AttemptDeps,
  { url, document, sign }: Address,
  { delivery, event: known }: Entry,
  { timeline, since }: Of,
  signal: AbortSignal,
): Promise<Attempted> {
  const { read, now, cursors, poster, executions } = deps;
  const event = known ?? (await existing(eventById(read, delivery.eventId)));
  const cursor = cursors.encode({ timeline, seq: event.seq });
  let executed;
  try {
    executed = await executions.of(document, event, cursor, since);
  } catch (error) {
    if (!(error instanceof DocumentFailedError)) throw error;
    const why = 'its document could not be executed for the event';
    return { ending: { kind: 'FAILED', why }, shownAt: since };
  }
  const body = bodyOf(event, cursor, executed.json);
  const timestamp = Math.floor(now() / 1000);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'paygraph',
    'webhook-id': delivery.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': sign(delivery.id, timestamp, body),
  };
  const posted = await poster.post({ url, headers, body }, signal);
  return { ending: endingOf(posted, now()), shownAt: executed.at };
}

function endingOf(posted: Posted, now: number): Ending {
  if (posted.kind !== 'ANSWERED') return posted;
  const { status, retryAfter } = posted;
  return { kind: 'ANSWERED', status, retryAfterMs: retryAfterOf(retryAfter, now) };
}

function bodyOf(event: EventRecord, cursor: string, json: string | Buffer): Buffer {
  const { type, recordedAt } = event;
  const head = JSON.stringify({ type, timestamp: new Date(recordedAt).toISOString(), cursor });
  const parts = [Buffer.from(`${head.slice(0, -1)},"data":`), Buffer.from(json), Buffer.from('}')];
  return Buffer.concat(parts);
}

/** Milliseconds from now on; null where the header says nothing. It is a number of seconds, or a date. */
function retryAfterOf(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

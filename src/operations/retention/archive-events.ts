import { join } from 'node:path';
import { writeDurably } from '../../store/archive/write-file.ts';
import {
  merchantAfter,
  passedByAll,
  removeArchived,
  wholeEvents,
} from '../../store/queries/retention/archive.ts';
import type { WholeEvent } from '../../store/queries/retention/archive.ts';
import type { Deps } from '../deps.ts';
import { dayMs } from './retention.ts';
import type { Progress, RetentionTask } from './task.ts';

/** Events of one file, and of one read or removal. */
const mostInFile = 5_000;
const page = 100;

/**
 * Moves old events into files, the oldest first: `<folder>/<merchant>/<timeline>/<first>-<last>.ndjson`. A file is on
 * the disk before its events leave the log. If the process ends in between, the rest of them is written again, into a
 * file of its own. The position is the id of the last merchant that is done.
 */
export const archiveEvents: RetentionTask = {
  name: 'events',
  isOn: ({ retention }) => retention.eventsDays !== null && retention.archiveFolder !== null,
  async step(deps, position): Promise<Progress> {
    const merchant = await merchantAfter(deps.read, position);
    if (merchant === undefined) return { position: '', isDone: true };
    const until = await archivable(deps, merchant.id, merchant.archivedSeq);
    if (until === merchant.archivedSeq) return { position: merchant.id, isDone: false };
    const { archiveFolder } = deps.retention;
    if (archiveFolder === null) throw new Error('no folder for archived events');
    const { id, timeline, archivedSeq } = merchant;
    const name = `${numbered(archivedSeq + 1)}-${numbered(until)}.ndjson`;
    const path = join(archiveFolder, id, timeline, name);
    await writeDurably(path, linesOf(deps, id, archivedSeq, until));
    deps.log.info({ merchantId: id, path, until }, 'events are archived');
    for (let after = archivedSeq; after < until; after += page) {
      const removed = { merchant: id, after, until: Math.min(after + page, until) };
      // oxlint-disable-next-line no-await-in-loop
      const isRemoved = await deps.queue.commit((tx) => removeArchived(tx, removed));
      // Another process is at it.
      if (!isRemoved) break;
    }
    return { position, isDone: false };
  },
};

/** So that files stand in the order of the log. */
const numbered = (seq: number): string => String(seq).padStart(12, '0');

/** The number up to which the events after `after` may be archived now. Whole days are, so that files are not many. */
async function archivable(deps: Deps, merchant: string, after: number): Promise<number> {
  const { eventsDays } = deps.retention;
  const before = (Math.floor(deps.now() / dayMs) - (eventsDays ?? Infinity)) * dayMs;
  const passed = await passedByAll(deps.read, merchant);
  let until = after;
  while (until - after < mostInFile) {
    const stretch = { merchant, after: until, limit: page };
    // oxlint-disable-next-line no-await-in-loop
    const events = await wholeEvents(deps.read, stretch);
    const young = events.findIndex(({ event }) => event.recordedAt >= before || event.seq > passed);
    const old = young === -1 ? events : events.slice(0, young);
    until = old.at(-1)?.event.seq ?? until;
    if (old.length < page) return until;
  }
  return until;
}

async function* linesOf(
  { read }: Deps,
  merchant: string,
  first: number,
  last: number,
): AsyncGenerator<string, void> {
  for (let after = first; after < last; after += page) {
    const limit = Math.min(page, last - after);
    // oxlint-disable-next-line no-await-in-loop
    const events = await wholeEvents(read, { merchant, after, limit });
    // Where another process has removed some meanwhile, its file has them.
    if (events.length < limit)
      throw new Error(`events of ${merchant} are archived by another process`);
    yield events.map(lineOf).join('');
  }
}

/** All that the log has of an event: the columns of the export of events first, in its words. */
const lineOf = ({ event, state, movements }: WholeEvent): string => {
  const { id, type, subjectId, version, from, to, cause, orderId, settlementId } = event;
  const line = {
    event: id,
    type,
    subject: subjectId,
    version,
    from,
    to,
    cause,
    order: orderId,
    settlement: settlementId,
    occurredAt: event.occurredAt === null ? null : new Date(event.occurredAt).toISOString(),
    recordedAt: new Date(event.recordedAt).toISOString(),
    seq: event.seq,
    delivery: event.deliveryId,
    state: state === null ? null : (JSON.parse(state) as unknown),
    movements: movements === null ? [] : (JSON.parse(movements) as unknown),
  };
  return `${JSON.stringify(line)}\n`;
};

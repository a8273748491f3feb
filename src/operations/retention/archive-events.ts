import { join } from 'node:path';
import { filesIn, writeDurably } from '../../store/archive/write-file.ts';
import {
  lastOfOldest,
  merchantAfter,
  passedByAll,
  removeArchived,
  storeArchived,
  wholeEvents,
} from '../../store/queries/retention/archive.ts';
import type { WholeEvent } from '../../store/queries/retention/archive.ts';
import { dayMs } from '../../domain/retention/retention.ts';
import { commitPart } from './task.ts';
import type { Progress, RetentionDeps, RetentionTask } from './task.ts';

/** Events of one file, and of one read or removal. */
const mostInFile = 5_000;
const page = 50;

interface ArchivedLog {
  id: string;
  timeline: string;
  archivedSeq: number;
}

/**
 * Moves old events into files, the oldest first: `<folder>/<merchant>/<timeline>/<first>-<last>.ndjson`. A file is on
 * the disk before it is stored that its events are archived, and only then they are removed. If the process ends in
 * between, the same file is written again, or the removal goes on. The position is the id of the last merchant that is
 * done.
 */
export const archiveEvents: RetentionTask = {
  name: 'events',
  isOn: ({ eventsDays, archiveFolder }) => eventsDays !== null && archiveFolder !== null,
  async step(deps, position): Promise<Progress> {
    const merchant = await merchantAfter(deps.read, position);
    if (merchant === undefined) return { position: '', isDone: true };
    const isMore = (await removeSome(deps, merchant)) || (await archiveSome(deps, merchant));
    return { position: isMore ? position : merchant.id, isDone: false };
  },
};

/** Removes some of what is archived. False where nothing was left to remove. */
async function removeSome(deps: RetentionDeps, { id, archivedSeq }: ArchivedLog) {
  const archived = { merchant: id, until: archivedSeq, limit: page };
  const until = await lastOfOldest(deps.read, archived);
  if (until === null) return false;
  await commitPart(deps, (tx) => removeArchived(tx, { merchant: id, until }));
  return true;
}

/** Writes the next file. False where there is nothing to archive at present. */
async function archiveSome(deps: RetentionDeps, { id, timeline, archivedSeq }: ArchivedLog) {
  const { archiveFolder, eventsDays } = deps.retention;
  if (archiveFolder === null || eventsDays === null) return false;
  // Whole days, so that files are not many.
  const before = (Math.floor(deps.now() / dayMs) - eventsDays) * dayMs;
  const passed = await passedByAll(deps.read, id);
  const isArchivable = ({ event }: WholeEvent): boolean =>
    event.recordedAt < before && event.seq <= passed;
  const [next] = await wholeEvents(deps.read, { merchant: id, after: archivedSeq, limit: 1 });
  if (next === undefined || !isArchivable(next)) return false;
  const folder = join(archiveFolder, id, timeline);
  const first = `${numbered(archivedSeq + 1)}-`;
  const written = (await filesIn(folder)).find((name) => name.startsWith(first));
  const most = written === undefined ? archivedSeq + mostInFile : lastOf(written);
  let until = archivedSeq;
  async function* parts(): AsyncGenerator<string, void> {
    while (until < most) {
      const limit = Math.min(page, most - until);
      const events = await wholeEvents(deps.read, { merchant: id, after: until, limit });
      const end = events.findIndex((event) => !isArchivable(event));
      const old = end === -1 ? events : events.slice(0, end);
      // Another process has archived and removed some meanwhile: its file has them.
      if (old.some(({ event }, at) => event.seq !== until + at + 1)) throw new LogHasHoleError(id);
      if (old.length > 0) yield old.map(lineOf).join('');
      until = old.at(-1)?.event.seq ?? until;
      if (old.length < limit) return;
    }
  }
  const path = await writeDurably(folder, parts(), () =>
    until === archivedSeq ? null : `${first}${numbered(until)}.ndjson`,
  );
  if (path === null) return false;
  const archived = { merchant: id, after: archivedSeq, until };
  const isArchived = await deps.queue.commit((tx) => storeArchived(tx, archived));
  if (isArchived) deps.log.info({ merchant: id, path, until }, 'events are archived');
  return isArchived;
}

class LogHasHoleError extends Error {
  override readonly name = 'LogHasHoleError';

  constructor(merchantId: string) {
    super(`events of ${merchantId} are missing where they are to be archived`);
  }
}

/** So that files stand in the order of the log. */
const numbered = (seq: number): string => String(seq).padStart(12, '0');

const lastOf = (name: string): number => Number(/-(\d+)\.ndjson$/.exec(name)?.[1] ?? 0);

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

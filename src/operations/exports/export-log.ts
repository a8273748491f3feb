import type { Principal } from '../../domain/principal.ts';
import { exportedEvents, fixedParts, lastEventsOf } from '../../store/queries/log/exported.ts';
import type { ExportedEvent, Fixed } from '../../store/queries/log/exported.ts';
import { fixedAccountsOf, merchantById } from '../../store/queries/merchants.ts';
import type { FixedAccount } from '../../store/queries/merchants.ts';
import type { MerchantRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { lineFormat } from './cells.ts';
import type { ExportFormat } from './cells.ts';
import { exportKinds } from './kinds/index.ts';
import type { ExportKind } from './kinds/kind.ts';

/** Numbers of the log that are read at once. Their lines are one part of the file. */
const stretch = 250;

export interface ExportRequest {
  kind: string;
  format: ExportFormat;
  /** Cursors. Null: from the beginning, to the end at this moment. */
  after: string | null;
  to: string | null;
}

/** What a caller is refused, beside missing credentials. */
export type ExportRefusal =
  | { refusal: 'UNKNOWN_EXPORT' }
  | { refusal: 'FORBIDDEN' }
  /** It is no cursor of this log. */
  | { refusal: 'BAD_CURSOR'; parameter: 'after' | 'to' }
  | { refusal: 'AFTER_IS_LATER_THAN_TO'; parameter: 'after' }
  /** Events after this position are archived, or it is itself. */
  | { refusal: 'ARCHIVED'; parameter: 'after' | 'to' };

/** A part of the log in a file. The same positions are the same bytes, whenever they are exported. */
export interface OpenedExport {
  contentType: string;
  /** Where it begins. */
  after: string;
  /** Where it ends: as `after` it begins the next export, as `to` it gives this one again. */
  cursor: string;
  /** The parts of the file. Each is read when it is asked for, with no transaction between them. */
  parts: () => AsyncGenerator<string, void>;
}

/**
 * Opens an export of a part of the caller's log. Every line follows from the events up to `to`, and from what never
 * changes of their subjects.
 */
export async function openExport(
  deps: Pick<Deps, 'read' | 'cursors'>,
  principal: Principal,
  { kind: name, format, after, to }: ExportRequest,
): Promise<OpenedExport | ExportRefusal> {
  const kind = Object.hasOwn(exportKinds, name) ? exportKinds[name] : undefined;
  if (kind === undefined) return { refusal: 'UNKNOWN_EXPORT' };
  if (principal.kind !== 'API_KEY' || !principal.scopes.includes('READ')) {
    return { refusal: 'FORBIDDEN' };
  }
  const merchant = await merchantById(deps.read, principal.merchantId);
  if (merchant === null) throw new Error(`no merchant ${principal.merchantId}`);
  const { archivedSeq, timeline } = merchant;
  const first = after === null ? archivedSeq : positionOf(deps, merchant, after);
  if (first === null) return { refusal: 'BAD_CURSOR', parameter: 'after' };
  const last = to === null ? merchant.lastSeq : positionOf(deps, merchant, to);
  if (last === null) return { refusal: 'BAD_CURSOR', parameter: 'to' };
  if (first < archivedSeq) return { refusal: 'ARCHIVED', parameter: 'after' };
  if (last < archivedSeq) return { refusal: 'ARCHIVED', parameter: 'to' };
  if (first > last) return { refusal: 'AFTER_IS_LATER_THAN_TO', parameter: 'after' };
  const { contentType, head, line } = lineFormat(format, kind.columns);
  const exported = new Exported(deps, merchant, kind, last);
  return {
    contentType,
    after: deps.cursors.encode({ timeline, seq: first }),
    cursor: deps.cursors.encode({ timeline, seq: last }),
    async *parts() {
      if (head !== '') yield head;
      for (let at = first; at < last; at += stretch) {
        const lines = await exported.lines(at, Math.min(at + stretch, last));
        if (lines.length > 0) yield lines.map(line).join('');
      }
    },
  };
}

function positionOf(
  { cursors }: Pick<Deps, 'cursors'>,
  { timeline, lastSeq }: MerchantRecord,
  cursor: string,
): number | null {
  const position = cursors.decode(cursor);
  if (position === null || position === 'FOREIGN') return null;
  return position.timeline === timeline && position.seq <= lastSeq ? position.seq : null;
}

/** One export that is being read. */
class Exported {
  readonly #deps: Pick<Deps, 'read' | 'cursors'>;
  readonly #merchant: MerchantRecord;
  readonly #kind: ExportKind;
  readonly #last: number;
  /** By the ids of accounts. A merchant has few. */
  #accounts: ReadonlyMap<string, FixedAccount> = new Map();

  constructor(
    deps: Pick<Deps, 'read' | 'cursors'>,
    merchant: MerchantRecord,
    kind: ExportKind,
    last: number,
  ) {
    this.#deps = deps;
    this.#merchant = merchant;
    this.#kind = kind;
    this.#last = last;
  }

  /** The lines of a stretch of the log. */
  async lines(after: number, until: number) {
    const { read } = this.#deps;
    const events = await this.#events(after, until);
    await this.#assertNotArchived(after);
    if (events.length === 0) return [];
    const ids = events.map(({ subjectId }) => subjectId);
    const subjects = await fixedParts(read, ids);
    await this.#knowAccounts(events);
    return events.flatMap((event) => this.#kind.lines(this.#source(event, subjects)));
  }

  async #events(after: number, until: number): Promise<readonly ExportedEvent[]> {
    const { read } = this.#deps;
    const { types, moving, isOfSubjects } = this.#kind;
    const events = await exportedEvents(
      read,
      this.#merchant.id,
      { after, until },
      { types, moving },
    );
    if (!isOfSubjects || events.length === 0) return events;
    const ids = events.map(({ subjectId }) => subjectId);
    const last = await lastEventsOf(read, ids, this.#last);
    return events.filter(({ subjectId, seq }) => last.get(subjectId) === seq);
  }

  /** Events that are archived while they are exported would be missing. */
  async #assertNotArchived(after: number): Promise<void> {
    const merchant = await merchantById(this.#deps.read, this.#merchant.id);
    if (merchant === null || merchant.archivedSeq > after) {
      throw new Error('events were archived while they were exported');
    }
  }

  async #knowAccounts(events: readonly ExportedEvent[]): Promise<void> {
    const isKnown = ({ state: { accountId } }: ExportedEvent): boolean =>
      accountId === undefined || this.#accounts.has(accountId);
    if (events.every(isKnown)) return;
    this.#accounts = await fixedAccountsOf(this.#deps.read, this.#merchant.id);
  }

  #source(event: ExportedEvent, subjects: ReadonlyMap<string, Fixed>) {
    const { cursors } = this.#deps;
    const { timeline } = this.#merchant;
    const subject = subjects.get(event.subjectId);
    if (subject === undefined) throw new Error(`the subject of ${event.id} is gone`);
    const account = this.#accounts.get(event.state.accountId ?? '') ?? null;
    const cursor = (): string => cursors.encode({ timeline, seq: event.seq });
    return { event, subject, account, cursor };
  }
}

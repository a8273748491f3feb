import type { ExportedEvent, Fixed } from '../../../store/queries/log/exported.ts';
import type { FixedAccount } from '../../../store/queries/merchants.ts';
import type { EventType } from '../../../store/records.ts';
import { printMoney, printTime } from '../cells.ts';
import type { Cell, ColumnKind, Line } from '../cells.ts';

/** What an event is exported with. */
export interface LineSource {
  event: ExportedEvent;
  subject: Fixed;
  /** The account that the subject then had. */
  account: FixedAccount | null;
  /** Sealed only where a column shows it. */
  cursor: () => string;
}

export interface ExportKind {
  /** In the order of the file. */
  columns: Readonly<Record<string, ColumnKind>>;
  /** The events that it is made from; left out: all. */
  types?: readonly EventType[];
  /** Only those that state movements. */
  moving?: boolean;
  /** A line shows a subject as it was at its last event of the range. Otherwise each event has its own lines. */
  isOfSubjects: boolean;
  lines: (source: LineSource) => Line[];
}

export const ownColumns = { provider: 'CODE', account: 'CODE' } as const;
export const modeColumn = { mode: 'CODE' } as const;
export const moneyColumns = { amount: 'AMOUNT', currency: 'CODE', network: 'CODE' } as const;
export const atColumns = {
  version: 'NUMBER',
  event: 'CODE',
  recordedAt: 'CODE',
  cursor: 'CODE',
} as const;

export const ownOf = ({ event, account }: LineSource) => ({
  provider: account?.provider ?? null,
  account: event.state.accountId ?? null,
});
export const modeOf = ({ account }: LineSource) => ({ mode: account?.mode ?? null });
export const atOf = ({ event, cursor }: LineSource) => ({
  version: event.version,
  event: event.id,
  recordedAt: printTime(event.recordedAt),
  cursor: cursor(),
});
export const moneyOf = ({ subject: { amount } }: LineSource) => ({
  amount: printMoney(amount),
  currency: amount?.currency ?? null,
  network: amount?.network ?? null,
});
export const failureOf = ({ event }: LineSource): Cell => event.state.failure ?? null;

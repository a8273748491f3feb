import { movementsBetween } from '../../../domain/movements/movement.ts';
import { printMoney, printTime } from '../cells.ts';
import { modeColumn, modeOf, moneyColumns, ownColumns, ownOf } from './kind.ts';
import type { ExportKind } from './kind.ts';

/** What accounting closes a month with. */
export const movements: ExportKind = {
  columns: {
    type: 'CODE',
    ...moneyColumns,
    ...ownColumns,
    order: 'CODE',
    reference: 'TEXT',
    providerReference: 'TEXT',
    event: 'CODE',
    recordedAt: 'CODE',
    ...modeColumn,
  },
  moving: true,
  isOfSubjects: false,
  lines(source) {
    const { event, subject } = source;
    // A migration states each fee of an order by itself.
    return movementsBetween(null, event.movements).map(({ type, amount }) => ({
      type,
      amount: printMoney(amount),
      currency: amount.currency,
      network: amount.network,
      ...ownOf(source),
      order: event.orderId,
      reference: subject.reference,
      providerReference: subject.providerReference,
      event: event.id,
      recordedAt: printTime(event.recordedAt),
      ...modeOf(source),
    }));
  },
};

export const events: ExportKind = {
  columns: {
    event: 'CODE',
    type: 'CODE',
    subject: 'CODE',
    version: 'NUMBER',
    from: 'CODE',
    to: 'CODE',
    cause: 'CODE',
    order: 'CODE',
    settlement: 'CODE',
    occurredAt: 'CODE',
    recordedAt: 'CODE',
    cursor: 'CODE',
  },
  isOfSubjects: false,
  lines: ({ event, cursor }) => [
    {
      event: event.id,
      type: event.type,
      subject: event.subjectId,
      version: event.version,
      from: event.from,
      to: event.to,
      cause: event.cause,
      order: event.orderId,
      settlement: event.settlementId,
      occurredAt: printTime(event.occurredAt),
      recordedAt: printTime(event.recordedAt),
      cursor: cursor(),
    },
  ],
};

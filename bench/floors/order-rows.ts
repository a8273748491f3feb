import { grouped } from './reads.ts';
import type { EventRow, OrderRow, PaymentRow, Reads, RefundRow } from './reads.ts';
import {
  orderAmount,
  orderPhase,
  paymentPending,
  paymentReceived,
  refundAmount,
  timeOf,
} from './views.ts';

/** The answers of the two queries of `documents.ts`, built by hand. */
export function orderAnswer(reads: Reads, merchant: string, id: string): object | null {
  const row = reads.order(merchant, id);
  if (row === undefined) return null;
  const { reference, status, providerReference, version, createdAt } = row;
  return {
    id: row.id,
    reference,
    status,
    phase: orderPhase(row),
    amount: orderAmount(row),
    providerReference,
    version,
    createdAt: timeOf(createdAt),
  };
}

const pageSize = 50;

export function pageAnswer(reads: Reads, merchant: string): object {
  const rows = reads.newest(merchant, pageSize + 1);
  const page = rows.slice(0, pageSize);
  const ids = JSON.stringify(page.map(({ id }) => id));
  const refunds = grouped(reads.refunds(ids));
  const events = grouped(reads.events(ids));
  const payments = grouped(reads.payments(ids));
  const nodes = page.map((row) => ({
    ...headOf(row),
    refunds: { nodes: (refunds.get(row.id) ?? []).map(refundView) },
    events: { nodes: (events.get(row.id) ?? []).map(eventView) },
    abnormalPayments: (payments.get(row.id) ?? []).map(paymentView),
  }));
  return { nodes, pageInfo: { hasNextPage: rows.length > pageSize } };
}

const headOf = (row: OrderRow) => ({
  id: row.id,
  reference: row.reference,
  status: row.status,
  amount: orderAmount(row),
  createdAt: timeOf(row.createdAt),
});

const refundView = (row: RefundRow) => ({
  id: row.id,
  status: row.status,
  amount: refundAmount(row),
  createdAt: timeOf(row.createdAt),
});

const eventView = ({ id, type, fromStatus, toStatus, recordedAt }: EventRow) => ({
  id,
  type,
  fromStatus,
  toStatus,
  recordedAt: timeOf(recordedAt),
});

const paymentView = (row: PaymentRow) => ({
  id: row.id,
  type: row.type,
  status: row.status,
  received: paymentReceived(row),
  pending: paymentPending(row),
  createdAt: timeOf(row.createdAt),
});

import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { Snapshot } from '../testbed/outside.ts';

/**
 * What must be here for each state there, by the providers' documentation. Written a second time instead of taken
 * from the mappings of src, because those are what is being judged.
 */

export interface OrderTruth {
  /** More than one where the provider does not distinguish them. */
  statuses: readonly string[];
  amount: string;
  paid: string | null;
  /** The part of what was paid that can be refunded. */
  limit: string | null;
}

export interface PayoutTruth {
  statuses: readonly string[];
  amount: string;
}

export const isChain = (provider: SandboxProvider): boolean =>
  provider === 'ANEXPAY_XCHECKOUT' || provider === 'W_CHECKOUT';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function orderTruth(provider: SandboxProvider, snapshot: Snapshot): OrderTruth {
  const { status } = snapshot;
  switch (provider) {
    case 'ANEXPAY_XCHECKOUT':
    case 'W_CHECKOUT':
      return chainOrder(snapshot);
    case 'NEXAPAY': {
      const isPaid = status === 'S';
      // F stands for both; the clock at the time of the query decides which.
      const statuses = { P: ['AWAITING_PAYMENT'], S: ['PAID'], F: ['FAILED', 'EXPIRED'] };
      return {
        statuses: statuses[status as keyof typeof statuses],
        amount: text(snapshot['amount']),
        paid: isPaid ? text(snapshot['payAmount']) : null,
        limit: isPaid ? text(snapshot['amount']) : null,
      };
    }
    case 'VEXORA': {
      const statuses = {
        '0000': ['PAID'],
        '0001': ['PARTIALLY_PAID'],
        '0015': ['AWAITING_PAYMENT'],
        '00029': ['FAILED', 'EXPIRED'],
      };
      const { received } = snapshot;
      return {
        statuses: statuses[status as keyof typeof statuses],
        amount: text(snapshot['amount']),
        paid: received === null ? null : text(received),
        limit: null,
      };
    }
    case 'EXAMPLEPAY': {
      const statuses = {
        PENDING: ['AWAITING_PAYMENT'],
        PAID: ['PAID'],
        FAILED: ['FAILED'],
        CLOSED: ['EXPIRED', 'CANCELED'],
      };
      const paid = status === 'PAID' ? text(snapshot['amount']) : null;
      const known = statuses[status as keyof typeof statuses];
      return { statuses: known, amount: text(snapshot['amount']), paid, limit: paid };
    }
  }
}

/** A refund changes the order's status there, but not here: here it counts whether the order was paid. */
function chainOrder(snapshot: Snapshot): OrderTruth {
  const { status, everPaid } = snapshot;
  const paid = everPaid === true ? text(snapshot['payingAmount']) : null;
  const open = snapshot['receivedAmount'] === '0' ? 'AWAITING_PAYMENT' : 'PARTIALLY_PAID';
  const unpaid = { PAYING: [open], CANCELLED: ['CANCELED'], TIMEOUT: ['EXPIRED'] };
  const statuses = paid === null ? (unpaid[status as keyof typeof unpaid] ?? []) : ['PAID'];
  return { statuses, amount: text(snapshot['orderAmount']), paid, limit: paid };
}

const payoutStatuses: Readonly<Record<string, string>> = {
  // The stablecoin platform, for refunds and settlements.
  PENDING_REFUND: 'PENDING',
  REFUNDING: 'PROCESSING',
  REFUNDED: 'SUCCEEDED',
  PENDING_SETTLEMENT: 'PENDING',
  SETTLING: 'PROCESSING',
  SETTLED: 'SUCCEEDED',
  CANCELLED: 'CANCELED',
  REJECTED: 'REJECTED',
  FAILED: 'FAILED',
  // NexaPay.
  P: 'PROCESSING',
  S: 'SUCCEEDED',
  F: 'FAILED',
  // Vexora.
  '0000': 'SUCCEEDED',
  '0015': 'PROCESSING',
  '00029': 'FAILED',
  // ExamplePay.
  PENDING: 'PENDING',
  PROCESSING: 'PROCESSING',
  PAID: 'SUCCEEDED',
};

export function payoutTruth(snapshot: Snapshot): PayoutTruth {
  const status = payoutStatuses[text(snapshot['status'])];
  return { statuses: status === undefined ? [] : [status], amount: text(snapshot['amount']) };
}

export const abnormalTypes: Readonly<Record<string, string>> = {
  OVER_PAID: 'OVERPAID',
  UNDER_PAID: 'UNDERPAID',
  LATE_PAYMENT: 'LATE',
};

/** Exact, whatever the number of zeros at the end. */
export function scaled(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(18, '0'));
}

export const isSame = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : scaled(a) === scaled(b);

import type { OrderRow, PaymentRow, RefundRow } from './reads.ts';

/** Fields of the contract that are not columns. */

export interface MoneyView {
  amount: string;
  currency: string;
}

interface StoredMoney {
  minor: string;
  currency: string;
}

const [fiatDecimals, tokenDecimals] = [2, 6];
const open = new Set(['CREATED', 'SUBMITTING', 'UNKNOWN', 'AWAITING_PAYMENT', 'PROCESSING']);

export const orderAmount = ({ request }: OrderRow): MoneyView =>
  moneyOf((JSON.parse(request) as { amount: StoredMoney }).amount, fiatDecimals);

export const orderPhase = ({ status }: OrderRow): string => (open.has(status) ? 'OPEN' : 'SETTLED');

export const refundAmount = ({ amount }: RefundRow): MoneyView =>
  moneyOf(JSON.parse(amount) as StoredMoney, tokenDecimals);

export const paymentReceived = ({ evidence }: PaymentRow): MoneyView =>
  moneyOf((JSON.parse(evidence) as { received: StoredMoney }).received, tokenDecimals);

export const paymentPending = ({ pending }: PaymentRow): MoneyView =>
  moneyOf(JSON.parse(pending) as StoredMoney, tokenDecimals);

export const timeOf = (at: number): string => new Date(at).toISOString();

/** Drops trailing zeros after the second decimal. */
function moneyOf({ minor, currency }: StoredMoney, decimals: number): MoneyView {
  const digits = minor.padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/(?<=\d\d)0+$/, '');
  return { amount: `${digits.slice(0, -decimals)}.${fraction}`, currency };
}

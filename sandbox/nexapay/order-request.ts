import type { Account } from './books.ts';
import { Refusal, identifier } from './fields.ts';
import type { Fields } from './fields.ts';

const leastAmount = 100n;

export type Kind = 'direct' | 'hosted';

/** The checked input of a new order. */
export interface OrderRequest {
  amount: bigint;
  currency: string;
  payerName: string;
  orderId: string;
  requestId: string;
  orderName: string;
  notifyUrl: string;
  callbackUrl: string | null;
}

/** Refuses with 1005 for the first wrong field. */
export function readOrder(fields: Fields, kind: Kind): OrderRequest {
  const request = {
    amount: fields.centavos('amount'),
    currency: fields.text('currency'),
    payerName: readPayer(fields.object('payer')),
    orderId: fields.text('orderId', { pattern: identifier }),
    requestId: fields.text('requestId', { pattern: identifier }),
    orderName: fields.text('orderName', { max: 128 }),
    notifyUrl: fields.url('notifyUrl'),
    callbackUrl: kind === 'hosted' ? fields.url('callbackUrl') : null,
  };
  fields.text('goodsName', { max: 128 });
  return request;
}

function readPayer(payer: Fields): string {
  const type = payer.integer('type');
  if (type !== 1 && type !== 2) throw payer.refuse('type', 'must be 1 or 2');
  payer.text('email', { max: 100, pattern: /@/ });
  payer.text('phoneNumber', { pattern: /^\+\d{8,15}$/ });
  const digits = payer.text('document').replace(/[./-]/g, '');
  const right = type === 1 ? /^\d{11}$/ : /^\d{14}$/;
  if (!right.test(digits)) throw payer.refuse('document', 'does not fit payer.type');
  return payer.text('name', { max: 100 });
}

/** Refuses with 1006 for the currency, then 1007 for the amount. */
export function checkMoney(
  account: Account,
  fields: Fields,
  { amount, currency }: OrderRequest,
): void {
  // The documented name for requests, and that of responses, which is accepted too.
  const currencies = [
    currency,
    fields.optionalText('payCurrent'),
    fields.optionalText('payCurrency'),
  ].filter((one) => one !== null);
  if (!currencies.every((one) => account.allowedCurrencies.includes(one))) {
    throw new Refusal('1006', 'the currency is not supported');
  }
  if (amount < leastAmount) throw new Refusal('1007', 'the amount is below 1.00');
}

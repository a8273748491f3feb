import type { Account, Platform } from './books.ts';
import type { Fields } from './fields.ts';
import type { Performed } from './payments.ts';
import { closePayment, createPayment, queryPayment } from './payments.ts';
import { createPayout, queryBalance, queryPayout } from './payouts.ts';
import { createRefund, queryRefund } from './refunds.ts';

export const OPERATION_NAMES = [
  'createPayment',
  'queryPayment',
  'closePayment',
  'createRefund',
  'queryRefund',
  'createPayout',
  'queryPayout',
  'queryBalance',
] as const;
export type OperationName = (typeof OPERATION_NAMES)[number];

export interface Operation {
  name: OperationName;
  perform: (platform: Platform, account: Account, fields: Fields) => Performed;
}

/** The operations by the path after the prefix. */
const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['/payment/create', { name: 'createPayment', perform: createPayment }],
  ['/payment/query', { name: 'queryPayment', perform: queryPayment }],
  ['/payment/close', { name: 'closePayment', perform: closePayment }],
  ['/refund/create', { name: 'createRefund', perform: createRefund }],
  ['/refund/query', { name: 'queryRefund', perform: queryRefund }],
  ['/payout/create', { name: 'createPayout', perform: createPayout }],
  ['/payout/query', { name: 'queryPayout', perform: queryPayout }],
  ['/balance/query', { name: 'queryBalance', perform: queryBalance }],
]);

/** The operation of a path under `/pg/v2`, or under `/v2`, since the documentation shows both. */
export function operationAt(path: string): Operation | undefined {
  const [, rest = ''] = /^(?:\/pg)?\/v2(\/.*)$/.exec(path) ?? [];
  return OPERATIONS.get(rest);
}

import { createHash } from 'node:crypto';
import { sign, stringToSign } from '../../src/providers/vexora/signature.ts';
import { toText } from '../double/fields/decimal.ts';
import type { Account, Deposit, Payout } from './books.ts';
import { successTime } from './deposits.ts';

/**
 * How a forged callback is wrong. `shifted-fields` moves a field into the value of the one before it, which leaves
 * the string that is signed, and so the signature, as it was (docs/providers/vexora.md#bodies-that-sign-alike).
 */
export type Forgery = 'wrong-key' | 'tampered-body' | 'unsigned' | 'shifted-fields';

const STALE_MS = 86_400_000;

/**
 * The body of a callback. Deposits and payouts have the same format (docs/providers/vexora.md#delivery-of-callbacks).
 */
export function callbackBody(account: Account, subject: Deposit | Payout, at: number): string {
  const received = 'received' in subject ? subject.received : null;
  const fields = {
    platFormTradeNo: subject.platFormTradeNo,
    tradeNo: subject.tradeNo,
    amount: toText(received ?? subject.amount),
    status: subject.status,
    message: subject.message,
    ...successTime(subject, account),
    timestamp: String(at),
  };
  return signedBody(fields, account.credentials.appSecret);
}

/** The body with a time a day earlier, correctly signed. */
export function staleBody({ credentials }: Account, body: string): string {
  const { sign: _, ...fields } = fieldsOf(body);
  const timestamp = String(Number(fields['timestamp']) - STALE_MS);
  return signedBody({ ...fields, timestamp }, credentials.appSecret);
}

/** A changed body, correctly signed. */
export function signedAgain({ credentials }: Account, body: string): string {
  const { sign: _, ...fields } = fieldsOf(body);
  return signedBody(fields, credentials.appSecret);
}

function signedBody(fields: Readonly<Record<string, string>>, appSecret: string): string {
  const signature = sign(stringToSign(Object.entries(fields)), appSecret);
  return JSON.stringify({ ...fields, sign: signature });
}

function fieldsOf(body: string): Record<string, string> {
  return JSON.parse(body) as Record<string, string>;
}

export function forgedBody(how: Forgery, body: string): string {
  const { sign: genuine = '', ...fields } = fieldsOf(body);
  switch (how) {
    case 'wrong-key': {
      const other = createHash('md5').update(genuine).digest('hex');
      return JSON.stringify({ ...fields, sign: other });
    }
    case 'tampered-body':
      return JSON.stringify({ ...fields, amount: `${fields['amount']}0`, sign: genuine });
    case 'unsigned':
      return JSON.stringify(fields);
    case 'shifted-fields': {
      const { amount = '', message = '', ...rest } = fields;
      return JSON.stringify({ ...rest, amount: `${amount}message=${message}`, sign: genuine });
    }
  }
}

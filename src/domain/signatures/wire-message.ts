/** What the readers of signed messages share: addresses and times as they are signed, and usual mistakes with them. */
import { ValidationError } from '../errors.ts';
import { cause } from './cause.ts';
import type { Cause } from './cause.ts';
import type { WireMessage } from './how-signed.ts';

/** Throws a `ValidationError` where it is not there although it is signed. */
export function required(message: WireMessage, name: 'method' | 'url'): string {
  const value = message[name];
  if (value !== null) return value;
  const which = message.direction === 'RESPONSE' ? 'the request that it answers' : 'the request';
  throw new ValidationError([
    { path: ['input', name], message: `must be that of ${which}: this provider signs it` },
  ]);
}

/** Path and query as they are in the address: nothing is decoded or encoded. */
export function targetOf(url: string): string {
  const target = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  return target.startsWith('/') ? target : `/${target}`;
}

/** Why the time in a message is not accepted. `windowMs`: how far it may be from `receivedAt`, both in milliseconds. */
export function timeRefusals(
  timestamp: string | undefined,
  receivedAt: number,
  windowMs: number,
): readonly Cause[] {
  if (timestamp === undefined || timestamp === '') {
    return [cause('TIMESTAMP_MISSING', 'The message carries no time.')];
  }
  if (!/^\d{1,16}$/.test(timestamp)) {
    return [cause('TIMESTAMP_UNREADABLE', 'The time must be whole milliseconds since 1970.')];
  }
  const awayMs = receivedAt - Number(timestamp);
  if (Math.abs(awayMs) <= windowMs) return [];
  if (/^\d{10}$/.test(timestamp)) {
    return [cause('TIMESTAMP_IN_SECONDS', 'The time is in seconds, and must be in milliseconds.')];
  }
  const seconds = Math.round(Math.abs(awayMs) / 1000);
  const side = awayMs > 0 ? 'before' : 'after';
  return [
    cause(
      'TIMESTAMP_STALE',
      `The time of the message is ${seconds} s ${side} the moment at which it came in; at most ` +
        `${windowMs / 1000} s are accepted. A message that is sent again must be signed again.`,
    ),
  ];
}

export interface OtherText extends Cause {
  value: string;
}

/** What may have been signed in the place of the time in the header. */
export function otherTimes(timestamp: string): readonly OtherText[] {
  if (!/^\d{1,16}$/.test(timestamp)) return [];
  const seconds = 'The time was signed in seconds, and must be in milliseconds.';
  const whole = timestamp.slice(0, -3);
  return [
    { ...cause('TIMESTAMP_IN_SECONDS', seconds), value: whole },
    { ...cause('TIMESTAMP_IN_SECONDS', seconds), value: `${whole}.${timestamp.slice(-3)}` },
    {
      ...cause('TIMESTAMP_ROUNDED', 'The time was signed rounded to seconds, and is sent exactly.'),
      value: `${whole}000`,
    },
    {
      ...cause(
        'TIMESTAMP_IN_MILLISECONDS',
        'The time was signed in milliseconds and sent in seconds.',
      ),
      value: `${timestamp}000`,
    },
    { ...cause('TIMESTAMP_NOT_SIGNED', 'The time was not signed.'), value: '' },
  ];
}

/** What may have been signed in the place of the method. */
export function otherMethods(method: string): readonly OtherText[] {
  const signed = method.toUpperCase();
  const letters = cause(
    'METHOD_CASE',
    'The method was signed in lower case, and must be in capitals.',
  );
  const another = cause('METHOD_OTHER', 'Another method was signed than the one that was used.');
  return [
    { ...letters, value: signed.toLowerCase() },
    { ...letters, value: signed.slice(0, 1) + signed.slice(1).toLowerCase() },
    { ...cause('METHOD_NOT_SIGNED', 'The method was not signed.'), value: '' },
    ...['GET', 'POST', 'PUT'].map((value) => ({ ...another, value })),
  ];
}

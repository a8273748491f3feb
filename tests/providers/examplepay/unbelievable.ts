import { readAuthorization } from '../../../src/providers/examplepay/signature.ts';
import { refusal, vectorTime } from './stub.ts';
import type { Reaction } from './stub.ts';
import { appSecret, bodies, gateway } from './vectors.ts';

/** Answers that prove nothing, whatever the request was. */
export const unbelievable: [string, Reaction][] = [
  ['no signature', { body: bodies.E4, headers: {} }],
  ['half a signature', { body: bodies.E4, headers: { authorization: 'V2_SHA256 appId=x' } }],
  ['another secret', { body: bodies.E4, signed: { appSecret: `${appSecret}0` } }],
  ['another appId', { body: bodies.E4, signed: { appId: 'somebody-else' } }],
  ['another address', { body: bodies.E4, signed: { url: `${gateway}/pg/v2/payment/create` } }],
  ['an old time', { body: bodies.E4, signed: { timestamp: String(vectorTime - 300_001) } }],
  ['a time to come', { body: bodies.E4, signed: { timestamp: String(vectorTime + 300_001) } }],
  [
    'our own request',
    ({ headers, body }) => ({ body, headers: { authorization: headers.authorization ?? '' } }),
  ],
  [
    "the request's own nonce",
    ({ headers }) => {
      const nonce = readAuthorization(headers.authorization)?.nonce ?? '';
      return { body: bodies.E4, signed: { nonce } };
    },
  ],
  ['a lengthened body', { body: `${bodies.E4}{}` }],
  ['a repeated member', { body: bodies.E4.replace('"code"', '"code":"OK","c\\u006fde"') }],
  ['bytes that are no UTF-8', { body: Buffer.from([...Buffer.from(bodies.E4), 0xff]) }],
  ['no object', { body: '["OK"]' }],
  ['garbage', { body: bodies.E4.slice(0, 60) }],
  ['an unsigned refusal', { ...refusal('Payment.Common.Rejected'), headers: {} }],
  ['a success that is not HTTP 200', { body: bodies.E4, status: 201 }],
  ['HTTP 400', refusal('Common.InvalidParameter', 400)],
  ['HTTP 429', refusal('Common.Busy', 429)],
  ['HTTP 500', refusal('Common.SystemError', 500)],
  ['a redirect', { body: '', status: 302, headers: { location: '/' } }],
];

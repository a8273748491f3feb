import { Secret } from '../../../../src/domain/secret.ts';
import type { WireMessage } from '../../../../src/domain/signatures/how-signed.ts';
import { anexpayXcheckout, wCheckout } from '../../../../src/providers/registry.ts';
import { wBodies, xBodies } from '../../../providers/stablecoin-gateway/vector-bodies.ts';
import { changedBody, hmac, nestedBodies, plain, rewritesOf, wire } from './message.ts';
import type { Break, Family } from './message.ts';

const signKey = '5f1d7a84db00d2fce00b31a7fc73224f';
const apiKey = 'api-key-of-the-merchant';
const apiSecret = 'api-secret-of-the-merchant';
const otherKey = 'the-key-of-the-other-account';
const config = { apiKey: new Secret(apiKey), apiSecret: new Secret(apiSecret) };
const here = { ...config, signKey: new Secret(signKey), merchantId: '1' };
const there = { ...config, signKey: new Secret(otherKey), merchantId: '1' };
const host = 'https://openapi.example.test';
const path = '/checkout/order/create';
const query = '/checkout/order/info?orderNo=A%201&note=a%2Fb';
const webhookUrl = 'https://pay.example.test/webhooks/acc_1/orders';

const mac = (text: string, key: string | Buffer = signKey): string =>
  hmac('sha512', key, text).toString('base64');

interface Exchange {
  direction: WireMessage['direction'];
  method: string;
  url: string;
  body: string;
}

/** What is signed, from the documentation: method, time, path, decoded query, body. */
function textOf({ direction, method, url, body }: Exchange, at: number | string): string {
  if (direction === 'WEBHOOK') return `${at}${body}`;
  return `${method}${at}${decodeURIComponent(url.slice(host.length))}${body}`;
}

const exchangesOf = (body: string): Exchange[] => [
  { direction: 'REQUEST', method: 'POST', url: host + path, body },
  { direction: 'REQUEST', method: 'GET', url: host + query, body: '' },
  { direction: 'RESPONSE', method: 'GET', url: host + query, body },
  { direction: 'WEBHOOK', method: 'POST', url: webhookUrl, body },
];

function send(exchange: Exchange, signature: string, timestamp: string | null): WireMessage {
  const headers = { signature, ...(timestamp === null ? {} : { timestamp }) };
  return wire(exchange.direction, exchange.body, headers, exchange);
}

function breaksOf(exchange: Exchange, at: number): Break[] {
  const time = String(at);
  const text = textOf(exchange, at);
  const right = mac(text);
  const digest = hmac('sha512', signKey, text);
  const signed = (code: string, other: string): Break => ({
    code,
    message: other === text ? null : send(exchange, mac(other), time),
  });
  const written = (code: string, signature: string): Break => ({
    code,
    message: signature === right ? null : send(exchange, signature, time),
  });
  const hash = plain('sha512', signKey + text).toString('base64');
  const seconds = String(Math.floor(at / 1000));
  return [
    written('HEX_FOR_BASE64', digest.toString('hex')),
    written('BASE64URL_FOR_BASE64', right.replaceAll('+', '-').replaceAll('/', '_')),
    written('PADDING_MISSING', right.replaceAll('=', '')),
    written('BASE64_OF_HEX', Buffer.from(digest.toString('hex')).toString('base64')),
    written('SIGNATURE_CUT', right.slice(0, 64)),
    written('SIGNATURE_DECORATED', `"${right}"`),
    written('SIGNATURE_MISSING', ''),
    written('KEY_WHITESPACE', mac(text, `${signKey}\n`)),
    written('KEY_DECODED_AS_HEX', mac(text, Buffer.from(signKey, 'hex'))),
    written('KEY_DECODED_AS_BASE64', mac(text, Buffer.from(signKey, 'base64'))),
    written('KEY_CASE', mac(text, signKey.toUpperCase())),
    written('WRONG_KEY_FIELD', mac(text, apiSecret)),
    written('OTHER_ACCOUNT', mac(text, otherKey)),
    written('WRONG_KEY', mac(text, 'another key that nobody knows')),
    written('OTHER_HASH', hmac('sha256', signKey, text).toString('base64')),
    written('HASH_FOR_HMAC', hash),
    signed('TIMESTAMP_IN_SECONDS', textOf(exchange, seconds)),
    {
      code: 'TIMESTAMP_IN_SECONDS',
      message: send(exchange, mac(textOf(exchange, seconds)), seconds),
    },
    {
      code: 'TIMESTAMP_STALE',
      message: send(exchange, mac(textOf(exchange, at - 900_000)), String(at - 900_000)),
    },
    { code: 'TIMESTAMP_MISSING', message: send(exchange, right, null) },
    signed('TIMESTAMP_NOT_SIGNED', textOf(exchange, '')),
    ...exchangeBreaks(exchange, at, signed),
    ...(exchange.body === ''
      ? [signed('EMPTY_BODY_AS_JSON', `${text}{}`)]
      : rewritesOf(exchange.body).map(([code, rewrite]) =>
          signed(code, textOf({ ...exchange, body: rewrite(exchange.body) }, at)),
        )),
    // It cannot be told from another key, which is more likely: this one is counted as named wrongly.
    ...(exchange.body === ''
      ? []
      : [
          {
            code: 'MESSAGE_CHANGED',
            message: send({ ...exchange, body: changedBody(exchange.body) }, right, time),
          },
        ]),
  ];
}

function exchangeBreaks(
  exchange: Exchange,
  at: number,
  signed: (code: string, other: string) => Break,
): Break[] {
  const { body, direction, method, url } = exchange;
  if (direction === 'WEBHOOK') {
    const address = new URL(url).pathname;
    return [
      signed('SIGNED_LIKE_A_REQUEST', `POST${at}${address}${body}`),
      signed('SEPARATORS_ADDED', `${at}.${body}`),
      signed('PARTS_ORDER', `${body}${at}`),
    ];
  }
  const target = url.slice(host.length);
  const [where = '', parameters = ''] = target.split('?');
  const decoded = decodeURIComponent(target);
  return [
    signed('METHOD_CASE', `${method.toLowerCase()}${at}${decoded}${body}`),
    signed('METHOD_NOT_SIGNED', `${at}${decoded}${body}`),
    signed('URL_FOR_PATH', `${method}${at}${host}${decoded}${body}`),
    signed('PATH_NOT_SIGNED', `${method}${at}${decoded.slice(where.length)}${body}`),
    signed('PATH_PREFIX', `${method}${at}${decoded.slice('/checkout'.length)}${body}`),
    signed('SIGNED_LIKE_A_WEBHOOK', `${at}${body}`),
    signed('PARTS_ORDER', `${at}${method}${decoded}${body}`),
    signed('SEPARATORS_ADDED', `${method}\n${at}\n${decoded}\n${body}`),
    signed('QUERY_NOT_SIGNED', `${method}${at}${where}${body}`),
    signed('QUERY_PREFIX', `${method}${at}${where}${decodeURIComponent(parameters)}${body}`),
    signed('QUERY_NOT_DECODED', `${method}${at}${target}${body}`),
  ];
}

const familyOf = (
  name: string,
  read: Family['read'],
  elsewhere: Family['elsewhere'],
  vectors: readonly string[],
): Family => ({
  name,
  read,
  elsewhere,
  vectors,
  bodies: nestedBodies,
  right: (body, at) => exchangesOf(body).map((one) => send(one, mac(textOf(one, at)), String(at))),
  breaks: (body, at) => exchangesOf(body).flatMap((one) => breaksOf(one, at)),
});

const readX = anexpayXcheckout.signedReader;
const readW = wCheckout.signedReader;
if (!readX || !readW) throw new Error('the gateway signs');

export const gateways: readonly Family[] = [
  familyOf('ANEXPAY_XCHECKOUT', readX(here), readX(there), Object.values(xBodies)),
  familyOf('W_CHECKOUT', readW(here), readW(there), Object.values(wBodies)),
];

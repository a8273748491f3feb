import { Secret } from '../../../../src/domain/secret.ts';
import type { WireMessage } from '../../../../src/domain/signatures/how-signed.ts';
import { examplepay as module } from '../../../../src/providers/registry.ts';
import {
  appId,
  appSecret,
  bodies,
  gateway,
  notifyUrl,
} from '../../../providers/examplepay/vectors.ts';
import { changedBody, hmac, nestedBodies, plain, rewritesOf, wire } from './message.ts';
import type { Break, Family } from './message.ts';

const otherSecret = 'fedcba9876543210fedcba9876543210';
const nonce = 'CEAE7940ADEEE91C5A1207F1BB78BE7F';
const configOf = (id: string, secret: string) => ({
  ...module.sampleConfig,
  appId: id,
  appSecret: new Secret(secret),
});

interface Lines {
  id: string;
  secret: string;
  method: string;
  url: string;
  time: string;
  nonce: string;
  body: string;
}

const textOf = ({ id, secret, method, url, time, nonce: once, body }: Lines): string =>
  `${id}\n${secret}\n${method}\n${url}\n${time}\n${once}\n${body}\n`;
const hex = (text: string): string => plain('sha256', text).toString('hex');

interface Kind {
  direction: WireMessage['direction'];
  address: string;
  url: string;
}

const kinds: readonly Kind[] = [
  {
    direction: 'REQUEST',
    address: `${gateway}/pg/v2/payment/create`,
    url: `${gateway}/pg/v2/payment/create`,
  },
  {
    direction: 'RESPONSE',
    address: `${gateway}/pg/v2/payment/query?trace=1`,
    url: `${gateway}/pg/v2/payment/query`,
  },
  { direction: 'WEBHOOK', address: notifyUrl, url: notifyUrl },
];

const linesOf = (kind: Kind, body: string, at: number): Lines => ({
  id: appId,
  secret: appSecret,
  method: 'POST',
  url: kind.url,
  time: String(at),
  nonce,
  body,
});

function send(kind: Kind, lines: Lines, sign: string): WireMessage {
  const authorization = `V2_SHA256 appId=${lines.id},sign=${sign},timestamp=${lines.time},nonce=${lines.nonce}`;
  return wire(kind.direction, lines.body, { authorization }, { method: 'POST', url: kind.address });
}

function breaksOf(kind: Kind, body: string, at: number): Break[] {
  const lines = linesOf(kind, body, at);
  const text = textOf(lines);
  const right = hex(text);
  const written = (code: string, sign: string): Break => ({
    code,
    message: sign === right ? null : send(kind, lines, sign),
  });
  const signed = (code: string, other: string): Break => written(code, hex(other));
  const changed = (code: string, change: Partial<Lines>): Break =>
    signed(code, textOf({ ...lines, ...change }));
  const { id, secret, method, url, time } = lines;
  const seconds = time.slice(0, -3);
  const stale = { ...lines, time: String(at - 1_000_000) };
  const short = { ...lines, time: seconds };
  const digest = plain('sha256', text);
  return [
    written('BASE64_FOR_HEX', digest.toString('base64')),
    written('UPPER_CASE_HEX', right.toUpperCase()),
    written('SIGNATURE_CUT', right.slice(0, 40)),
    written('SIGNATURE_DECORATED', `sha256:${right}`),
    changed('KEY_WHITESPACE', { secret: ` ${secret}` }),
    changed('KEY_CASE', { secret: secret.toUpperCase() }),
    changed('KEY_EMPTY', { secret: '' }),
    changed('WRONG_KEY', { secret: 'another secret that nobody knows' }),
    {
      code: 'OTHER_ACCOUNT',
      message: send(
        kind,
        { ...lines, id: 'other' },
        hex(textOf({ ...lines, id: 'other', secret: otherSecret })),
      ),
    },
    {
      code: 'OTHER_APP_ID',
      message: send(kind, { ...lines, id: 'unknown' }, hex(textOf({ ...lines, id: 'unknown' }))),
    },
    written('OTHER_HASH', plain('sha512', text).toString('hex')),
    written('OTHER_HASH', plain('md5', text).toString('hex')),
    written(
      'HMAC_FOR_HASH',
      hmac('sha256', secret, text.replace(`${secret}\n`, `\n`)).toString('hex'),
    ),
    written('HMAC_FOR_HASH', hmac('sha256', secret, text).toString('hex')),
    changed('TIMESTAMP_IN_SECONDS', { time: seconds }),
    { code: 'TIMESTAMP_IN_SECONDS', message: send(kind, short, hex(textOf(short))) },
    { code: 'TIMESTAMP_STALE', message: send(kind, stale, hex(textOf(stale))) },
    changed('TIMESTAMP_NOT_SIGNED', { time: '' }),
    changed('NONCE_NOT_SIGNED', { nonce: '' }),
    changed('NONCE_CASE', { nonce: nonce.toLowerCase() }),
    changed('METHOD_CASE', { method: 'post' }),
    changed('METHOD_NOT_SIGNED', { method: '' }),
    changed('PATH_FOR_URL', { url: new URL(url).pathname }),
    changed('URL_WITH_QUERY', { url: kind.address }),
    changed('URL_SCHEME', { url: url.replace('https:', 'http:') }),
    changed('URL_SLASH', { url: `${url}/` }),
    changed('URL_NOT_SIGNED', { url: '' }),
    signed('LAST_LINE_FEED', text.slice(0, -1)),
    signed('LINE_ENDS', `${[id, secret, method, url, time, nonce, body].join('\r\n')}\r\n`),
    signed('LINES_JOINED', [id, secret, method, url, time, nonce, body].join('')),
    signed('LINES_JOINED', [id, secret, method, url, time, nonce, body].join('&')),
    signed('LINE_ORDER', `${[id, method, url, time, nonce, body, secret].join('\n')}\n`),
    ...rewritesOf(body).map(([code, rewrite]) => changed(code, { body: rewrite(body) })),
    { code: 'MESSAGE_CHANGED', message: send(kind, { ...lines, body: changedBody(body) }, right) },
  ];
}

const read = module.signedReader;
if (!read) throw new Error('ExamplePay signs');

export const examplepay: Family = {
  name: 'EXAMPLEPAY',
  read: read(configOf(appId, appSecret)),
  elsewhere: read(configOf('other', otherSecret)),
  vectors: Object.values(bodies),
  bodies: nestedBodies,
  right: (body, at) =>
    kinds.map((kind) => {
      const lines = linesOf(kind, body, at);
      return send(kind, lines, hex(textOf(lines)));
    }),
  breaks: (body, at) => kinds.flatMap((kind) => breaksOf(kind, body, at)),
};

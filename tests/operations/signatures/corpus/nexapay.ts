import { Secret } from '../../../../src/domain/secret.ts';
import type { WireMessage } from '../../../../src/domain/signatures/how-signed.ts';
import { nexapay as module } from '../../../../src/providers/registry.ts';
import { K2, vectors } from '../../../providers/nexapay/vectors.ts';
import {
  changedBody,
  hmac,
  membersOf,
  nameOf,
  nestedBodies,
  plain,
  rewritesOf,
  wire,
} from './message.ts';
import type { Break, Family } from './message.ts';

const apiKey = 'api-key-of-nexapay';
const otherKey = 'the-key-of-the-other-account';
const configOf = (secretKey: string) => ({
  ...module.sampleConfig,
  apiKey: new Secret(apiKey),
  secretKey: new Secret(secretKey),
});

const mac = (text: string, key: string | Buffer = K2): string =>
  hmac('sha256', key, text).toString('base64');

/** The canonical form of a body whose objects stand in no list: sorted at every depth, without null. */
function canonicalOf(body: string): string {
  const members = membersOf(body)
    .filter((member) => !member.endsWith(':null'))
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .map((member) => {
      const value = member.slice(nameOf(member).length + 3);
      return value.startsWith('{') ? `"${nameOf(member)}":${canonicalOf(value)}` : member;
    });
  return `{${members.join(',')}}`;
}

/** The other canonical form: with null, and with decimals as Python writes them. */
function otherFormOf(body: string): string {
  const members = membersOf(body)
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .map((member) => {
      const value = member.slice(nameOf(member).length + 3);
      if (value.startsWith('{')) return `"${nameOf(member)}":${otherFormOf(value)}`;
      return member.replace(/:(\d+)\.(\d)0*$/, ':$1.$2').replace(/:(\d+\.\d*[1-9])0+$/, ':$1');
    });
  return `{${members.join(',')}}`;
}

const isCanonical = (text: string, body: string): boolean =>
  text === canonicalOf(body) || text === otherFormOf(body);

const where = { method: 'POST', url: 'https://nexapay.example.test/api/v1/directPay' };
const directions = ['REQUEST', 'RESPONSE', 'WEBHOOK'] as const;
const send = (direction: WireMessage['direction'], body: string, signature: string): WireMessage =>
  wire(direction, body, { signature }, where);

/** Those that leave no trace in the canonical form are none for this provider. */
const changing = new Set(['NUMBER_RERENDERED', 'NUMBER_AS_TEXT', 'EMPTY_FIELD_DROPPED']);

function breaksOf(direction: WireMessage['direction'], body: string): Break[] {
  const text = canonicalOf(body);
  const right = mac(text);
  const digest = hmac('sha256', K2, text);
  const written = (code: string, signature: string): Break => ({
    code,
    message: signature === right ? null : send(direction, body, signature),
  });
  const signed = (code: string, other: string): Break =>
    isCanonical(other, body) ? { code, message: null } : written(code, mac(other));
  const members = membersOf(text);
  const pairs = members.map((member) => [
    nameOf(member),
    member.slice(nameOf(member).length + 3).replace(/^"(.*)"$/, '$1'),
  ]);
  const hasEscapes = /\\/.test(body);
  return [
    written('HEX_FOR_BASE64', digest.toString('hex')),
    written(
      'BASE64URL_FOR_BASE64',
      /[+/]/.test(right) ? right.replaceAll('+', '-').replaceAll('/', '_') : right,
    ),
    written('PADDING_MISSING', right.replaceAll('=', '')),
    written('BASE64_OF_HEX', Buffer.from(digest.toString('hex')).toString('base64')),
    written('SIGNATURE_CUT', right.slice(0, 30)),
    written('SIGNATURE_DECORATED', `sha256=${right}`),
    written('SIGNATURE_MISSING', ''),
    written('KEY_WHITESPACE', mac(text, `${K2}\n`)),
    written('KEY_DECODED_AS_HEX', mac(text, Buffer.from(K2, 'hex'))),
    written('KEY_DECODED_AS_BASE64', mac(text, Buffer.from(K2, 'base64'))),
    written('KEY_CASE', mac(text, K2.toUpperCase())),
    written('WRONG_KEY_FIELD', mac(text, apiKey)),
    written('OTHER_ACCOUNT', mac(text, otherKey)),
    written('WRONG_KEY', mac(text, 'another key that nobody knows')),
    written('OTHER_HASH', hmac('sha512', K2, text).toString('base64')),
    written('HASH_FOR_HMAC', plain('sha256', text + K2).toString('base64')),
    signed('BODY_NOT_CANONICAL', body),
    signed('WHITESPACE', text.replaceAll(/"(?:[^"\\]|\\.)*"|[,:]/g, spacedSign)),
    ...(hasEscapes ? [] : [signed('BODY_AS_FORM', pairs.map((pair) => pair.join('=')).join('&'))]),
    ...[...escapes].map(([code, change]) => signed(code, change(text))),
    ...rewritesOf(body)
      .filter(([code]) => changing.has(code))
      .map(([code, rewrite]) => signed(code, canonicalOf(rewrite(body)))),
    ...members
      .slice(0, 2)
      .map((member) =>
        signed('FIELD_NOT_SIGNED', `{${members.filter((one) => one !== member).join(',')}}`),
      ),
    {
      code: 'MESSAGE_CHANGED',
      message: send(direction, changedBody(body), right),
    },
  ];
}

const spacedSign = (sign: string): string => (sign === ',' ? ', ' : sign === ':' ? ': ' : sign);
const escapes = new Map<string, (text: string) => string>([
  [
    'NON_ASCII_ESCAPED',
    (text) =>
      text.replaceAll(
        /[\u0080-\uffff]/g,
        (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
  ],
  ['SLASHES_ESCAPED', (text) => text.replaceAll('/', '\\/')],
]);

const read = module.signedReader;
if (!read) throw new Error('NexaPay signs');

export const nexapay: Family = {
  name: 'NEXAPAY',
  read: read(configOf(K2)),
  elsewhere: read(configOf(otherKey)),
  vectors: vectors
    .map(({ canonical }) => canonical)
    .filter(({ j, p }) => j === p && j !== '{}')
    .map(({ j }) => j),
  bodies: nestedBodies,
  right: (body) => directions.map((direction) => send(direction, body, mac(canonicalOf(body)))),
  breaks: (body) => directions.flatMap((direction) => breaksOf(direction, body)),
};

import { constantFrom, integer, oneof, stringMatching, tuple, uniqueArray } from 'fast-check';

import { Secret } from '../../../../src/domain/secret.ts';
import type { WireMessage } from '../../../../src/domain/signatures/how-signed.ts';
import { vexora as module } from '../../../../src/providers/registry.ts';
import { appSecret, bodies } from '../../../providers/vexora/vector-bodies.ts';
import { changedBody, hmac, membersOf, nameOf, plain, wire } from './message.ts';
import type { Break, Family } from './message.ts';

const otherSecret = 'vx_other_secret';
const merchantNo = '0000000042';
const configOf = (secret: string) => ({
  ...module.sampleConfig,
  merchantNo,
  appSecret: new Secret(secret),
});
const where = { method: 'POST', url: 'https://vexora.example.test/v1/vexora/checkout' };

type Field = readonly [name: string, value: string];

/** The members with their values as text: those of numbers as they are written. */
const fieldsOf = (body: string): Field[] =>
  membersOf(body).map((member): Field => {
    const value = member.slice(nameOf(member).length + 3);
    return [nameOf(member), value.startsWith('"') ? String(JSON.parse(value)) : value];
  });

const byName = ([a]: Field, [b]: Field): number => (a < b ? -1 : Number(a > b));
const filled = (fields: readonly Field[]): Field[] => fields.filter(([, value]) => value !== '');
const pairs = (fields: readonly Field[], joint = ''): string =>
  fields.map((field) => field.join('=')).join(joint);
const textOf = (fields: readonly Field[]): string => pairs(filled(fields).toSorted(byName));
const md5 = (text: string): string => plain('md5', text).toString('hex');

const send = (body: string, sign: string): WireMessage =>
  wire(
    'REQUEST',
    sign === '' ? body : body.replace(/\}$/, `,"sign":${JSON.stringify(sign)}}`),
    {},
    where,
  );

function breaksOf(body: string): Break[] {
  const fields = fieldsOf(body);
  const text = textOf(fields);
  const right = md5(text + appSecret);
  const written = (code: string, sign: string): Break => ({
    code,
    message: sign === right ? null : send(body, sign),
  });
  const signed = (code: string, other: string): Break => written(code, md5(other));
  const selected = (code: string, some: readonly Field[]): Break =>
    signed(code, pairs(some) + appSecret);
  const mapped = (code: string, change: (value: string) => string): Break =>
    selected(
      code,
      filled(fields)
        .toSorted(byName)
        .map(([name, value]) => [name, change(value)]),
    );
  const inOrder = filled(fields).toSorted(byName);
  const numbers = membersOf(body)
    .filter((member) => /^"\w+":-?\d/.test(member))
    .map(nameOf);
  return [
    written('BASE64_FOR_HEX', Buffer.from(right, 'hex').toString('base64')),
    written('SIGNATURE_CUT', right.slice(0, 24)),
    written('SIGNATURE_DECORATED', ` ${right}`),
    written('SIGNATURE_MISSING', ''),
    signed('KEY_WHITESPACE', `${text}${appSecret}\n`),
    signed('KEY_CASE', text + appSecret.toUpperCase()),
    signed('WRONG_KEY_FIELD', text + merchantNo),
    signed('OTHER_ACCOUNT', text + otherSecret),
    signed('WRONG_KEY', `${text}another secret`),
    written('OTHER_HASH', plain('sha256', text + appSecret).toString('hex')),
    written('HMAC_FOR_HASH', hmac('md5', appSecret, text).toString('hex')),
    written('HMAC_FOR_HASH', hmac('sha256', appSecret, text).toString('hex')),
    signed('SEPARATORS_ADDED', pairs(inOrder, '&') + appSecret),
    signed('SEPARATORS_ADDED', `${pairs(inOrder, '&')}&key=${appSecret}`),
    signed('SECRET_FIRST', appSecret + text),
    signed('SECRET_NOT_SIGNED', text),
    signed('SECRET_NAMED', `${text}key=${appSecret}`),
    signed('NAMES_NOT_SIGNED', inOrder.map(([, value]) => value).join('') + appSecret),
    selected('MEMBER_ORDER', filled(fields)),
    selected('EMPTY_FIELD_SIGNED', fields.toSorted(byName)),
    selected('SIGN_FIELD_SIGNED', [...inOrder, ['sign', ''] as const].toSorted(byName)),
    selected('HEADER_SIGNED', [...inOrder, ['merchantNo', merchantNo] as const].toSorted(byName)),
    ...inOrder.slice(0, 3).map((field) =>
      selected(
        'FIELD_NOT_SIGNED',
        inOrder.filter((one) => one !== field),
      ),
    ),
    mapped('VALUE_ENCODED', encodeURIComponent),
    mapped('VALUE_TRIMMED', (value) => value.trim()),
    signed('BODY_NOT_CANONICAL', body + appSecret),
    selected(
      'NUMBER_RERENDERED',
      inOrder.map(([name, value]) => [
        name,
        numbers.includes(name) ? String(Number(value)) : value,
      ]),
    ),
    {
      code: 'MESSAGE_CHANGED',
      message: send(changedBody(body), right),
    },
  ];
}

const values = oneof(
  constantFrom(
    '"300"',
    '"100.50"',
    '"café 测试"',
    '"two words"',
    '"https://a.example/b?c=1"',
    '" x "',
    '""',
  ),
  tuple(integer({ min: 1, max: 99_999 }), integer({ min: 0, max: 99 })).map(
    ([a, b]) => `${a}.${String(b).padStart(2, '0')}00`,
  ),
  integer({ min: 1, max: 99_999 }).map((one) => `"${one}"`),
);

const randomBodies = uniqueArray(tuple(stringMatching(/^[a-z][A-Za-z]{2,8}$/), values), {
  minLength: 4,
  maxLength: 8,
  selector: ([name]) => name.toLowerCase(),
})
  .map((members) => members.filter(([name]) => name !== 'sign'))
  .map((members) => `{${members.map(([name, text]) => `"${name}":${text}`).join(',')}}`);

const read = module.signedReader;
if (!read) throw new Error('Vexora signs');

export const vexora: Family = {
  name: 'VEXORA',
  read: read(configOf(appSecret)),
  elsewhere: read(configOf(otherSecret)),
  vectors: Object.values(bodies),
  bodies: randomBodies,
  right: (body) => [send(body, md5(textOf(fieldsOf(body)) + appSecret))],
  breaks: breaksOf,
};

/** Broken signatures, made without the code that explains them. */
import { createHash, createHmac } from 'node:crypto';
import { constantFrom, integer, oneof, stringMatching, tuple, uniqueArray } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type {
  HowSigned,
  ReadSigned,
  WireMessage,
} from '../../../../src/domain/signatures/how-signed.ts';
import { explainMessage } from '../../../../src/operations/signatures/explain-message.ts';

export const now = 1_767_225_600_000;

/** A way in which a signature is made wrongly, and the cause that has to come first. */
export interface Break {
  code: string;
  /** Null where this message cannot be broken in this way. */
  message: WireMessage | null;
}

/** The family of a provider: whose right messages are broken in each of its ways. */
export interface Family {
  name: string;
  read: ReadSigned;
  /** The other account of the merchant, for messages of the way OTHER_ACCOUNT. */
  elsewhere: ReadSigned;
  right: (body: string, at: number) => readonly WireMessage[];
  breaks: (body: string, at: number) => readonly Break[];
  /** Bodies of the documentation's vectors. */
  vectors: readonly string[];
  bodies: Arbitrary<string>;
}

export async function explain({ read, elsewhere }: Family, message: WireMessage) {
  const signed = how(read, message);
  return explainMessage({
    signed,
    body: message.body,
    elsewhere: async function* () {
      yield how(elsewhere, message);
    },
    slice: async () => undefined,
    secret: Buffer.from('secret of the digests'),
  });
}

function how(read: ReadSigned, message: WireMessage): HowSigned {
  const signed = read(message);
  if ('unsigned' in signed) throw new Error(signed.unsigned.message);
  return signed;
}

export const hmac = (hash: string, key: string | Buffer, text: string | Buffer): Buffer =>
  createHmac(hash, key).update(text).digest();
export const plain = (hash: string, text: string | Buffer): Buffer =>
  createHash(hash).update(text).digest();

const texts = constantFrom(
  'order',
  'café João 测试',
  'https://shop.example/return?a=1&b=2',
  'two words',
  '<b>Tea & more</b>',
  '',
  'x',
);
const decimals = tuple(integer({ min: 1, max: 99_999 }), integer({ min: 0, max: 99 }));
const scalars = oneof(
  texts.map((text) => JSON.stringify(text)),
  decimals.map(([whole, cents]) => `"${whole}.${String(cents).padStart(2, '0')}"`),
  decimals.map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`),
  integer({ min: 1, max: 1_000_000 }).map(String),
  constantFrom('null', 'true', '""'),
);

const objectOf = (value: Arbitrary<string>, minLength: number): Arbitrary<string> =>
  uniqueArray(tuple(stringMatching(/^[a-z][A-Za-z]{2,8}$/), value), {
    minLength,
    maxLength: 6,
    selector: ([name]) => name.toLowerCase(),
  }).map((members) => `{${members.map(([name, text]) => `"${name}":${text}`).join(',')}}`);

/** Compact JSON with members in any order, as providers send it. */
export const flatBodies = objectOf(scalars, 3);
export const nestedBodies = objectOf(
  oneof({ weight: 3, arbitrary: scalars }, { weight: 1, arbitrary: objectOf(scalars, 2) }),
  3,
);

/** The body as somebody would write it who changes one thing. They work on the text. */
const rewrites: readonly [code: string, rewrite: (body: string) => string][] = [
  ['BODY_RESERIALISED', (body) => indented(body, '  ')],
  ['BODY_RESERIALISED', (body) => indented(body, '    ')],
  ['BODY_RESERIALISED', (body) => spaced(body)],
  ['WHITESPACE', (body) => `${body}\n`],
  ['MEMBER_ORDER', sortedMembers],
  ['NUMBER_RERENDERED', (body) => outside(body, (text) => text.replace(/\.(\d)0(?!\d)/g, '.$1'))],
  ['NUMBER_RERENDERED', (body) => outside(body, (text) => text.replace(/(\.\d\d)(?!\d)/g, '$100'))],
  ['NUMBER_AS_TEXT', (body) => outside(body, (text) => text.replace(/-?\d+(?:\.\d+)?/g, '"$&"'))],
  ['NULL_FIELD_DROPPED', (body) => dropped(body, 'null')],
  ['EMPTY_FIELD_DROPPED', (body) => dropped(body, '""')],
  ['NON_ASCII_ESCAPED', (body) => body.replaceAll(/[^\0-\x7f]/g, escaped)],
  ['SLASHES_ESCAPED', (body) => body.replaceAll('/', '\\/')],
  ['HTML_ESCAPED', (body) => body.replaceAll(/[<>&]/g, escaped)],
  ['BODY_CHARSET', (body) => Buffer.from(body).toString('latin1')],
  ['BODY_NOT_SIGNED', () => ''],
];

/** Those of a body that is written compactly, as providers do. */
export const rewritesOf = (body: string): typeof rewrites =>
  body === outside(body, (text) => text.replaceAll(/\s/g, '')) ? rewrites : [];

/** Another value somewhere. */
export const changedBody = (body: string): string =>
  body.replace(/[\da-z](?=\D*$)/, (one) => (one === '7' ? '8' : '7'));

const escaped = (one: string): string => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Changes what stands outside of texts. */
function outside(body: string, change: (text: string) => string): string {
  return body
    .split(/("(?:[^"\\]|\\.)*")/)
    .map((some, at) => (at % 2 === 0 ? change(some) : some))
    .join('');
}

const spaced = (body: string): string =>
  outside(body, (text) => text.replaceAll(',', ', ').replaceAll(':', ': '));

function indented(body: string, unit: string): string {
  let level = 0;
  const line = (): string => `\n${unit.repeat(level)}`;
  return outside(body, (text) => {
    let written = '';
    for (const one of text) {
      if (one === '{' || one === '[') {
        level += 1;
        written += one + line();
      } else if (one === '}' || one === ']') {
        level -= 1;
        written += line() + one;
      } else if (one === ',') written += one + line();
      else written += one === ':' ? ': ' : one;
    }
    return written;
  });
}

/** The members of the outermost object, which are cut at commas outside of anything else. */
export function membersOf(body: string): string[] {
  const members: string[] = [];
  let depth = 0;
  let text = '';
  for (const some of body.slice(1, -1).split(/("(?:[^"\\]|\\.)*"|[{}[\],])/)) {
    if (some === '{' || some === '[') depth += 1;
    if (some === '}' || some === ']') depth -= 1;
    if (some === ',' && depth === 0) {
      members.push(text);
      text = '';
    } else text += some;
  }
  return text === '' ? members : [...members, text];
}

function sortedMembers(body: string): string {
  return `{${membersOf(body)
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .join(',')}}`;
}

export const nameOf = (member: string): string => /^"((?:[^"\\]|\\.)*)"/.exec(member)?.[1] ?? '';

/** Only where the members are those of one object: otherwise inner ones would have to be left out, too. */
function dropped(body: string, value: string): string {
  if (body.indexOf('{', 1) !== -1) return body;
  return `{${membersOf(body)
    .filter((member) => !member.endsWith(`:${value}`))
    .join(',')}}`;
}

export const wire = (
  direction: WireMessage['direction'],
  body: string,
  headers: Record<string, string>,
  where: { method: string; url: string },
): WireMessage => ({
  direction,
  method: where.method,
  url: where.url,
  headers,
  body: Buffer.from(body),
  receivedAt: now,
});

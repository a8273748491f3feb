import type { Random } from '../crash/random.ts';
import { oddText } from './odd.ts';

/** JSON including what JSON.parse cannot return: duplicate members, numbers of any size, raw text. */
export type Json =
  | { kind: 'object'; members: [name: string, value: Json][] }
  | { kind: 'list'; items: Json[] }
  | { kind: 'raw'; text: string };

const raw = (text: string): Json => ({ kind: 'raw', text });

export function fromValue(value: unknown): Json {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(fromValue) };
  if (typeof value !== 'object' || value === null) return raw(JSON.stringify(value) ?? 'null');
  const members = Object.entries(value).map(([name, of]): [string, Json] => [name, fromValue(of)]);
  return { kind: 'object', members };
}

export function print(json: Json): string {
  if (json.kind === 'raw') return json.text;
  if (json.kind === 'list') return `[${json.items.map(print).join(',')}]`;
  return `{${json.members.map(([name, of]) => `${JSON.stringify(name)}:${print(of)}`).join(',')}}`;
}

export const pollution = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

const polluted = raw('{"prototype":{"polluted":true},"polluted":true,"isAdmin":true}');
const hugeNumbers = [
  '1e400',
  '-1e400',
  '9'.repeat(400),
  '-0',
  '1e-400',
  '0.1e+1',
  '00',
  '+1',
  '.5',
];

/** A value of another type, or none. */
export function oddValue(random: Random): Json {
  switch (random.between(0, 8)) {
    case 0:
      return raw('null');
    case 1:
      return raw(random.pick(['true', 'false']));
    case 2:
      return raw(String(random.between(-5, 100_000)));
    case 3:
      return raw(random.pick(hugeNumbers));
    case 4:
      return { kind: 'list', items: [raw('1'), raw('"a"')] };
    case 5:
      return { kind: 'object', members: [[random.pick(pollution), polluted]] };
    case 6:
      return raw(random.pick(['NaN', 'Infinity', 'undefined', "'a'", '"\u0001"', '{', ']', '']));
    case 7:
      return raw(nested(random.between(5, 3_000)));
    default:
      return raw(JSON.stringify(oddText(random)));
  }
}

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** A copy with one defect somewhere in it: dropped, doubled, retyped, renamed or added. */
export function spoil(json: Json, random: Random): Json {
  if (json.kind === 'raw') return oddValue(random);
  const size = json.kind === 'list' ? json.items.length : json.members.length;
  if (size === 0 || random.chance(0.05)) return oddValue(random);
  const at = random.between(0, size - 1);
  if (json.kind === 'list') {
    const items = json.items.map((item, index) => (index === at ? spoil(item, random) : item));
    return { kind: 'list', items };
  }
  const members = [...json.members];
  const [name, value] = members[at] ?? ['', raw('null')];
  switch (random.between(0, 7)) {
    case 0:
      members.splice(at, 1);
      break;
    case 1:
      members.push([name, oddValue(random)]);
      break;
    case 2:
      members[at] = [`${name}${random.pick(['', ' ', 'x', '\0', 'ﬀ'])}_`, value];
      break;
    case 3:
      members.unshift([random.pick(pollution), polluted], [name, oddValue(random)]);
      break;
    default:
      members[at] = [name, value.kind === 'raw' ? oddValue(random) : spoil(value, random)];
  }
  return { kind: 'object', members };
}

import { describe, expect, it } from 'vitest';
import {
  decimal,
  decimalField,
  Fields,
  formMembers,
  integer,
  integerText,
  isJsonObject,
  list,
  parseJson,
  Problem,
  text,
  truth,
} from '../../../sandbox/double/index.ts';
import type { Reader } from '../../../sandbox/double/index.ts';

/** The value of a member as `read` returns it, or what is wrong with it. */
function readMember<T>(read: Reader<T>, json: string): T | string {
  const { value } = parseJson(`{"a":${json}}`);
  if (!isJsonObject(value)) throw new Error('no object');
  try {
    return new Fields(value).required('a', read);
  } catch (error) {
    if (error instanceof Problem) return `${error.kind}: ${error.message}`;
    throw error;
  }
}

const integers = integer(1, 9);
const byValue = integer(1, 9, { byValue: true });
const cents = decimalField({ pattern: /^\d+\.\d{2}$/, positive: true });
const numbers = decimalField({ number: true, min: decimal('0.01'), places: 2 });

describe('a reader', () => {
  it.each([
    ['integer', integers, '9', 9],
    ['integer', integers, '10', 'invalid: a must be between 1 and 9'],
    ['integer', integers, '1.0', 'invalid: a must be an integer'],
    ['integer', integers, '"1"', 'invalid: a must be an integer'],
    ['integer by value', byValue, '1.0', 1],
    ['integer by value', byValue, '1.5', 'invalid: a must be an integer'],
    ['integer in a text', integerText(0, 9), '"7"', 7],
    ['integer in a text', integerText(0, 9), '7', 'invalid: a must be a string'],
    ['decimal in a text', cents, '"1.50"', decimal('1.5')],
    ['decimal in a text', cents, '"0.00"', 'invalid: a must be greater than 0'],
    ['decimal in a text', cents, '1.50', 'invalid: a must be a decimal string'],
    ['decimal number', numbers, '1.50', decimal('1.5')],
    ['decimal number', numbers, '1.501', 'invalid: a must have at most 2 decimals'],
    ['decimal number', numbers, '0', 'invalid: a is too low'],
    ['text', text({ max: 2 }), '"😀😀"', '😀😀'],
    ['text', text({ max: 2 }), '"abc"', 'invalid: a must have 1-2 characters'],
    ['text', text(), '""', 'invalid: a must not be empty'],
    ['list', list(integers, { max: 2 }), '[1,2]', [1, 2]],
    ['list', list(integers), '[1,0]', 'invalid: a[1] must be between 1 and 9'],
    ['list', list(integers, { max: 1 }), '[1,2]', 'invalid: a must have 0-1 members'],
    ['truth', truth, 'true', true],
    ['truth', truth, '1', 'invalid: a must be true or false'],
  ] as [string, Reader<unknown>, string, unknown][])('of %s', (_, read, json, expected) => {
    expect(readMember(read, json)).toEqual(expected);
  });
});

describe('the members of a form', () => {
  it('are nested by their brackets', () => {
    const members = formMembers(
      'a=1&card[number]=42&items[0][name]=x&items[1][name]=y&tags[]=p&tags[]=q',
    );
    expect(members).toEqual(
      new Map<string, unknown>([
        ['a', '1'],
        ['card', new Map([['number', '42']])],
        ['items', [new Map([['name', 'x']]), new Map([['name', 'y']])]],
        ['tags', ['p', 'q']],
      ]),
    );
  });

  it.each(['a=1&a=2', 'a=1&a[b]=2', 'a[b]=1&a=2'])('stand for one thing each: %s', (form) => {
    expect(formMembers(form)).toBeNull();
  });

  it('are never those of an object’s prototype', () => {
    expect(formMembers('__proto__[x]=1&constructor=2')?.get('constructor')).toBe('2');
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });
});

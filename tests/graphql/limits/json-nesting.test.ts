import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNestedTooDeep } from '../../../src/graphql/limits/json-nesting.ts';

const isTooDeep = (text: string): boolean => isNestedTooDeep(Buffer.from(text));
const lists = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('JSON', () => {
  it('may have 200 levels, of lists and objects together', () => {
    expect(isTooDeep(lists(200))).toBe(false);
    expect(isTooDeep(lists(201))).toBe(true);
    expect(isTooDeep('{"a":'.repeat(201))).toBe(true);
    expect(isTooDeep(`${lists(150)},${lists(150)}`)).toBe(false);
  });

  it('may have any characters in its texts', () => {
    assert(
      property(string(), (text) => {
        const value = { [text]: `${'[{'.repeat(300)}${text}`, other: lists(300) };
        expect(isTooDeep(JSON.stringify(value))).toBe(false);
        expect(isTooDeep(JSON.stringify(value) + lists(201))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

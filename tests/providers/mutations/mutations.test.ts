import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { providerModules } from '../../../src/providers/modules.ts';
import { conforming } from '../conformance/subjects.ts';
import { rowsOf } from './rows.ts';

const names = (text: string): string[] =>
  rowsOf('x.ts', text).map(({ name, change }) => `${name} ${change}`);

describe('rows of tables', () => {
  test('are found in objects, in what is in them, and once more altered', () => {
    const text = `export const words = {\n  A: 'X',\n  'b-c': { d: true, e: [1, /[,}]/u] },\n} as const;\n`;
    expect(names(text)).toEqual([
      'words.A deleted',
      "words.A became 'MUTANT'",
      'words.b-c deleted',
      'words.b-c.d deleted',
      'words.b-c.d became false',
      'words.b-c.e deleted',
      'words.b-c.e.1 deleted',
      'words.b-c.e.1 became 1 + 1',
      'words.b-c.e./[,}]/u deleted',
    ]);
  });

  test('are found in maps, sets and lists, and not in functions', () => {
    const text = `const a: ReadonlyMap<string, number> = new Map([['x', 1]]);\nconst b = [must('x')];\nfunction f() {\n  const c = { d: 1 };\n}\nconst g = () => ({ h: 1 });\n`;
    expect(names(text).filter((name) => name.endsWith('deleted'))).toEqual([
      "a.['x', 1] deleted",
      "a.['x', 1].'x' deleted",
      "a.['x', 1].1 deleted",
      "b.must('x') deleted",
    ]);
  });

  test('are found in what calls are given, none of which is removed', () => {
    const text = `const a = { b: toggle('x', 1), c: make<T>({ d: true }) };\nexport const e = define({ f: 2 });\n`;
    expect(names(text)).toEqual([
      'a.b deleted',
      "a.b(0) became 'MUTANT'",
      'a.b(1) became 1 + 1',
      'a.c deleted',
      'a.c(0).d deleted',
      'a.c(0).d became false',
      'e(0).f deleted',
      'e(0).f became 2 + 1',
    ]);
  });

  test('are found in the calls of which a function makes something, and in no method', () => {
    const body = `{ a: create('X', { b: y, c: (z) => z }), d: z(y), e({ f: g }) { return {}; }, h: 1 }`;
    const expected = ['a deleted', "a(0) became 'MUTANT'", 'a(1).b deleted', 'a(1).c deleted'];
    for (const text of [
      `export function made() {\n  return ${body};\n}\n`,
      `export const made = ({ x }: Y): Pick<A, 'b' | 'c'> => (${body});\n`,
    ]) {
      expect(names(text)).toEqual(expected.map((name) => `made.${name}`));
    }
  });

  test('are removed with their comma and nothing else', () => {
    const [first] = rowsOf('x.ts', `const a = {\n  b: 1, // why\n  c: 2,\n};\n`);
    expect(first?.mutant).toBe(`const a = {\n   // why\n  c: 2,\n};\n`);
  });
});

test('every provider is in the list of those that conform', () => {
  const names = conforming.map(({ module }) => module.name);
  expect(names.toSorted()).toEqual([...providerModules.keys()].toSorted());
});

test(
  'the conformance suite of every provider fails where one of a few rows is removed',
  { timeout: 180_000 },
  async () => {
    const main = join(import.meta.dirname, 'main.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [main, '--sample', '2']);
    expect(stdout).toMatch(/survived/);
    expect(stdout).not.toMatch(/SURVIVED/);
  },
);

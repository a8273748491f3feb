import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Bugs that other systems had: each is a test here, under its number. */
const count = 32;
const ids = Array.from({ length: count }, (_, at) => `R${at + 1}`);

/** What stands at the beginning of a title: "R7: a job that …". */
const named = globSync('**/*.test.ts', { cwd: import.meta.dirname }).flatMap((path) => {
  const text = readFileSync(join(import.meta.dirname, path), 'utf8');
  return [...text.matchAll(/['"`](R\d+): /g)].map(([, id]) => id);
});

it.each(ids)('%s has a test that bears its number', (id) => {
  expect(named).toContain(id);
});

it('has no test under a number that there is not', () => {
  expect(named.filter((id) => !ids.includes(id ?? ''))).toEqual([]);
});

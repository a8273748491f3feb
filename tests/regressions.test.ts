import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeA1 } from './regressions/a01.suite.ts';
import { describeA2 } from './regressions/a02.suite.ts';
import { describeA3 } from './regressions/a03.suite.ts';
import { describeA4 } from './regressions/a04.suite.ts';
import { describeA5 } from './regressions/a05.suite.ts';
import { describeA6 } from './regressions/a06.suite.ts';
import { describeA7 } from './regressions/a07.suite.ts';
import { describeA8 } from './regressions/a08.suite.ts';
import { describeA10 } from './regressions/a10.suite.ts';
import { describeA11 } from './regressions/a11.suite.ts';
import { describeA12 } from './regressions/a12.suite.ts';
import { describeA13 } from './regressions/a13.suite.ts';
import { describeA14 } from './regressions/a14.suite.ts';
import { describeA15 } from './regressions/a15.suite.ts';
import { describeA16 } from './regressions/a16.suite.ts';
import { describeA17 } from './regressions/a17.suite.ts';
import { describeA18 } from './regressions/a18.suite.ts';

/** Bugs of other systems, and faults that a hostile reading of this code found. Each has a test under its number. */
const ids = [...numbered('R', 32), ...numbered('A', 18)];

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${letter}${at + 1}`);
}

/** The beginning of a title: "R7: a job that …". */
const named = globSync('**/*.ts', { cwd: import.meta.dirname }).flatMap((path) => {
  const text = readFileSync(join(import.meta.dirname, path), 'utf8');
  return [...text.matchAll(/['"`]([RA]\d+): /g)].map(([, id]) => id);
});

it.each(ids)('%s has a test with its number', (id) => {
  expect(named).toContain(id);
});

it('no test has a number that does not exist', () => {
  expect(named.filter((id) => !ids.includes(id ?? ''))).toEqual([]);
});

/** Suites of the second kind. */
describeA1();
describeA2();
describeA3();
describeA4();
describeA5();
describeA6();
describeA7();
describeA8();
describeA10();
describeA11();
describeA12();
describeA13();
describeA14();
describeA15();
describeA16();
describeA17();
describeA18();

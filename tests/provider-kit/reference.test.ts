import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as conformance from '../../packages/provider-kit/src/conformance.ts';
import * as double from '../../packages/provider-kit/src/double.ts';
import * as kit from '../../packages/provider-kit/src/index.ts';
import { root } from './project.ts';

const page = readFileSync(join(root, 'docs/provider-kit.md'), 'utf8');
const words = [...page.matchAll(/`[^`]*`/g)].flatMap(([code]) => code.match(/\w+/g) ?? []);

it.each(Object.entries({ kit, double, conformance }))(
  'each export of %s is on the page of what the kit has',
  (_name, exported) => {
    expect(Object.keys(exported).filter((name) => !words.includes(name))).toEqual([]);
  },
);

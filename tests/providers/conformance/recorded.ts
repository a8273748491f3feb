import { deepStrictEqual, ok } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange } from '../../../src/providers/provider.ts';
import type { Harness } from './harness.ts';
import type { Case } from './cases.ts';
import type { Operation } from './subject.ts';

/** An answer of the provider's own test environment, as `npm run record` writes it: secrets and personal data masked. */
export interface Recorded {
  /** The name of the call in the records. */
  operation: string;
  httpStatus: number;
  request: string;
  response: string;
}

const file = 'recorded.json';

/** What was recorded into a folder; nothing where that has no `recorded.json`. */
export function recordedIn(folder: string): readonly Recorded[] {
  const path = join(folder, file);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Recorded[]) : [];
}

type Kind = 'null' | 'text' | 'number' | 'boolean' | 'object' | 'list' | 'masked';

/** The members of an answer with their kinds, by their paths. A list has the members of all its items, at `[]`. */
export function shapeOf(response: string): ReadonlyMap<string, Kind> {
  const shape = new Map<string, Kind>();
  const add = (path: string, value: unknown): void => {
    const kind = kindOf(value);
    if (shape.get(path) === undefined || shape.get(path) === 'null') shape.set(path, kind);
    if (typeof value !== 'object' || value === null) return;
    const members = Array.isArray(value)
      ? value.map((item): [string, unknown] => [`${path}[]`, item])
      : Object.entries(value).map(([name, item]): [string, unknown] => [`${path}.${name}`, item]);
    for (const [at, item] of members) add(at, item);
  };
  add('', parsed(response));
  return shape;
}

/** Text that is no JSON is one text. */
function parsed(response: string): unknown {
  try {
    return JSON.parse(response);
  } catch {
    return response;
  }
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (value === '***') return 'masked';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' ? 'text' : (typeof value as 'number' | 'boolean' | 'object');
}

/** The double answers as the provider was seen to: with the same members of the same kinds. */
export function recordedCases(harness: Harness): Case[] {
  let playing: Promise<readonly Exchange[]> | null = null;
  return (harness.subject.recorded ?? []).map((one, index) => ({
    title: `the double has what was recorded: ${one.operation}, HTTP ${one.httpStatus} (${index + 1})`,
    async run() {
      playing ??= play(harness);
      const shapes = (await playing)
        .filter((exchange) => exchange.operation === one.operation)
        .filter((exchange) => exchange.httpStatus === one.httpStatus)
        .map(({ response }) => shapeOf(response ?? ''));
      ok(shapes.length > 0, 'the double never answers so');
      deepStrictEqual(differences(shapeOf(one.response), shapes), { lacks: [], adds: [] });
    },
  }));
}

/** `lacks`: what the double never has. `adds`: what it always has, and the provider did not. */
function differences(
  recorded: ReadonlyMap<string, Kind>,
  shapes: readonly ReadonlyMap<string, Kind>[],
) {
  const isKnown = ([path, kind]: [string, Kind]): boolean =>
    shapes.some((shape) => {
      const played = shape.get(path);
      if (played === undefined) return false;
      return played === kind || [played, kind].some((one) => one === 'null' || one === 'masked');
    });
  const [first, ...others] = shapes;
  const always = [...(first?.keys() ?? [])].filter((path) =>
    others.every((shape) => shape.has(path)),
  );
  const print = ([path, kind]: [string, Kind]): string => `${path} (${kind})`;
  return {
    lacks: [...recorded].filter((one) => !isKnown(one)).map(print),
    adds: always.filter((path) => !recorded.has(path)),
  };
}

/** What each sample and each refusal leads to, undisturbed. */
async function play(harness: Harness): Promise<readonly Exchange[]> {
  const { subject, methods, context, exchanges } = harness;
  const start = exchanges.length;
  const samples = methods.flatMap((operation) =>
    (subject.operations[operation] ?? []).map((sample) => ({ operation, sample })),
  );
  const refusals = subject.refusals.map((sample) => ({ operation: sample.operation, sample }));
  for (const { operation, sample } of [...samples, ...refusals] satisfies {
    operation: Operation;
    sample: object;
  }[]) {
    // The samples share one account and one wire.
    // oxlint-disable-next-line no-await-in-loop
    await harness.run(operation, await sample.prepare(context));
  }
  return exchanges.slice(start);
}

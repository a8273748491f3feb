/** What a list of the connection holds: all of its range, nothing else, however small its pages are. */
import { deepStrictEqual, fail, ok, strictEqual } from 'node:assert/strict';
import type { Observation } from '../../../src/domain/observation.ts';
import type { ListRange } from '../../../src/providers/provider.ts';
import type { Harness } from './harness.ts';
import type { Case } from './cases.ts';
import { once } from './once.ts';
import { inAnotherForm, onSmallPages, otherForms, tapText, withoutReferences } from './pages.ts';
import type { Operation } from './subject.ts';

const made = 5;
const day = 86_400_000;
/** More than any list of so few records has. */
const mostPages = 20;

type Listing = Pick<ListRange, 'from' | 'to'>;
type ListCase = (fresh: Harness, range: Listing) => Promise<void>;

export function listCases(harness: Harness): Case[] {
  return harness.methods
    .filter((operation) => operation.startsWith('list'))
    .filter((operation) => harness.subject.operations[operation] !== undefined)
    .flatMap((operation) => {
      const filled = once(() => filledList(operation, harness));
      return Object.entries(checks)
        .filter(([, { only }]) => only === undefined || only === operation)
        .map(([title, { check }]) => ({
          title: `${operation} ${title}`,
          async run() {
            const { fresh, range } = await filled();
            if (range !== null) await check(operation)(fresh, range);
          },
        }));
    });
}

async function filledList(operation: Operation, harness: Harness) {
  const fresh = await harness.another();
  return { fresh, range: await fill(operation, fresh) };
}

/** Makes what is to be listed. Null where the sample asks for no range. */
async function fill(operation: Operation, fresh: Harness): Promise<Listing | null> {
  const ranges: Partial<Listing>[] = [];
  while (ranges.length < made) {
    // Each has its place in the list.
    // oxlint-disable-next-line no-await-in-loop
    ranges.push((await fresh.sample(operation)).argument as Partial<Listing>);
  }
  const [from, to] = [ranges[0]?.from, ranges.at(-1)?.to];
  return from === undefined || to === undefined ? null : { from, to };
}

/** All pages of a list. */
async function walk(operation: Operation, fresh: Harness, range: Listing) {
  const observations: Observation[] = [];
  let after: string | undefined;
  for (let page = 1; page <= mostPages; page += 1) {
    const argument = { ...range, page, ...(after === undefined ? {} : { after }) };
    // Each page begins where the one before ended.
    // oxlint-disable-next-line no-await-in-loop
    const listed = await fresh.run(operation, argument);
    if (listed.ended !== 'ANSWERED') fail(`${listed.ended}: ${listed.reason}`);
    observations.push(...(listed.observations ?? []));
    if (listed.hasMore !== true) return { observations, pages: page };
    after = listed.next;
  }
  return fail(`it has not ended after ${mostPages} pages`);
}

const sorted = (observations: readonly Observation[]): string[] =>
  observations.map((one) => JSON.stringify(one, (_, value: unknown) => textOf(value))).toSorted();
const textOf = (value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

const goesOn =
  (operation: Operation): ListCase =>
  async (fresh, range) => {
    const whole = await walk(operation, fresh, range);
    ok(whole.observations.length >= made, `it has ${whole.observations.length} of ${made}`);
    const small = await onSmallPages(fresh, 2, () => walk(operation, fresh, range));
    deepStrictEqual(sorted(small.observations), sorted(whole.observations));
    ok(small.pages > whole.pages, 'it did not go on');
  };

const keepsRange =
  (operation: Operation): ListCase =>
  async (fresh, { from, to }) => {
    const before = await walk(operation, fresh, { from: from - 20 * day, to: from - 19 * day });
    deepStrictEqual(before.observations, [], 'what was made after its range');
    const after = await walk(operation, fresh, { from: to + 19 * day, to: to + 20 * day });
    deepStrictEqual(after.observations, [], 'what was made before its range');
  };

/** The references of the first record, and what is listed beside it. Null where it needs no reference of ours. */
async function firstOf(operation: Operation, fresh: Harness, range: Listing) {
  const { observations } = await walk(operation, fresh, range);
  const [first] = observations;
  if (first === undefined) return fail('nothing is listed');
  if (first.subject === 'ABNORMAL_PAYMENT') return null;
  const references = referencesOf(first);
  const rest = observations.filter(
    (one) => !referencesOf(one).some((name) => references.includes(name)),
  );
  ok(rest.length > 0, 'nothing is listed beside it');
  return { references, rest };
}

function referencesOf(observation: Observation): string[] {
  const { providerReference, orderProviderReference } = {
    providerReference: undefined,
    orderProviderReference: undefined,
    ...observation,
  };
  return [providerReference, orderProviderReference].filter((one) => typeof one === 'string');
}

const isOurs =
  (operation: Operation): ListCase =>
  async (fresh, range) => {
    const first = await firstOf(operation, fresh, range);
    if (first === null) return;
    using _ = tapText(fresh, (text) => withoutReferences(text, first.references));
    const { observations } = await walk(operation, fresh, range);
    deepStrictEqual(sorted(observations), sorted(first.rest));
  };

const isReadable =
  (operation: Operation): ListCase =>
  async (fresh, range) => {
    const first = await firstOf(operation, fresh, range);
    if (first === null) return;
    for (const form of otherForms) {
      let isChanged = false;
      using _ = tapText(fresh, (text) => {
        const other = inAnotherForm(text, first.references, form);
        isChanged ||= other !== text;
        return other;
      });
      // One after the other, because all share the wire.
      // oxlint-disable-next-line no-await-in-loop
      const { observations } = await walk(operation, fresh, range);
      strictEqual(isChanged, true, 'no object of the list has the reference');
      deepStrictEqual(sorted(observations), sorted(first.rest), `with ${form}`);
    }
  };

/** A refund without data of ours, beside which the list names its order: it has given money back. */
const isAdopted =
  (operation: Operation): ListCase =>
  async (fresh, range) => {
    const first = await firstOf(operation, fresh, range);
    const [reference = '', order] = first?.references ?? [];
    if (order === undefined) return fail('a refund does not name its order');
    let isNamed = false;
    using _ = tapText(fresh, (text) => {
      const other = inAnotherForm(text, [reference], 'null');
      isNamed ||= other.includes(JSON.stringify(order));
      return other;
    });
    const { observations } = await walk(operation, fresh, range);
    const adopted = observations.filter(
      (one) => one.subject === 'REFUND' && one.orderProviderReference === order,
    );
    strictEqual(adopted.length, isNamed ? 1 : 0, 'refunds of the order');
  };

const checks: Readonly<
  Record<string, { check: (operation: Operation) => ListCase; only?: Operation }>
> = {
  'goes on page by page, to its end': { check: goesOn },
  'holds nothing outside of its range': { check: keepsRange },
  'holds nothing that another system made, and all the rest': { check: isOurs },
  'holds the rest beside what is not in our form': { check: isReadable },
  'holds what was refunded in the portal': { check: isAdopted, only: 'listRefunds' },
};

/**
 * What becomes of an instruction whose number was lost, where the provider has a list in which it is looked for: it is
 * found on whichever page it is, and absent only where every page was read. A wrong absence is followed by sending again.
 */
import { deepStrictEqual, fail } from 'node:assert/strict';
import type { Money } from '../../../src/domain/money.ts';
import type { OrderHandle, RefundHandle, RefundToSend } from '../../../src/providers/provider.ts';
import { foreignAbsences, isNoAbsence } from './foreign.ts';
import type { Harness, Outcome } from './harness.ts';
import type { Case } from './cases.ts';
import { once } from './once.ts';
import { inAnotherForm, onSmallPages, otherForms, tapText } from './pages.ts';
import type { Operation } from './subject.ts';

/** Without the provider's own number. */
interface Lost {
  providerReference: string;
  order?: OrderHandle;
  createdAt?: number;
}

type Query = 'queryOrder' | 'queryRefund' | 'querySettlement';
type SearchCase = (query: Query, fresh: Harness, lost: readonly Lost[]) => Promise<void>;

const made = 5;
/** Two clocks may be so far apart, in milliseconds. */
const apart = 60_000;

export function searchCases(harness: Harness): Case[] {
  const queries = (['queryOrder', 'queryRefund', 'querySettlement'] as const).filter((query) =>
    harness.methods.includes(query),
  );
  return queries.flatMap((query) => {
    const filled = once(() => filledList(query, harness));
    return Object.entries(checks).map(([title, check]) => ({
      title: `${query}: what is looked for in a list ${title}`,
      async run() {
        const { fresh, lost, isSearched } = await filled();
        if (isSearched) await check(query, fresh, lost);
      },
    }));
  });
}

async function filledList(query: Query, harness: Harness) {
  const fresh = await harness.another();
  const lost = await fill(query, fresh);
  return { fresh, lost, isSearched: await isSearch(query, fresh, lost) };
}

/** Makes several, all of which a list of the provider may have. Empty where there can only be one. */
async function fill(query: Query, fresh: Harness): Promise<readonly Lost[]> {
  const create = query.replace('query', 'create') as Operation;
  if (fresh.subject.operations[create]?.[0] === undefined) return [];
  if (query === 'queryRefund') return refundsOfOne(fresh);
  const lost: Lost[] = [];
  while (lost.length < made) {
    // Each has its place in the list.
    // oxlint-disable-next-line no-await-in-loop
    const { argument } = await fresh.sample(create);
    const createdAt = fresh.now();
    // oxlint-disable-next-line no-await-in-loop
    if (!isDone(await fresh.run(create, argument))) return [];
    const { providerReference } = argument as Lost;
    lost.push({ providerReference, createdAt, ...numberOf(query) });
  }
  return lost;
}

const numberOf = (query: Query): object =>
  query === 'queryOrder' ? { providerOrderId: null } : { providerSettlementId: null };

const isDone = (outcome: Outcome): boolean => outcome.ended === 'ANSWERED' && !outcome.refused;

/** Several refunds of one order, each of another amount: some providers take equal ones for one. */
async function refundsOfOne(fresh: Harness): Promise<readonly Lost[]> {
  if (!fresh.module.concurrentRefunds(fresh.subject.config)) return [];
  const { argument } = await fresh.sample('createRefund');
  const first = argument as RefundToSend;
  const lost: Lost[] = [];
  for (const share of [4n, 5n, 6n, 7n, 8n]) {
    const amount: Money = { ...first.amount, minor: first.amount.minor / share };
    const refund = { ...first, amount, providerReference: fresh.context.fresh('R') };
    // oxlint-disable-next-line no-await-in-loop
    if (!isDone(await fresh.run('createRefund', refund))) return [];
    const { providerReference, order } = refund;
    const handle: RefundHandle = { providerReference, order, providerRefundId: null };
    lost.push(handle);
  }
  return lost;
}

/** Whether the answer to the query about one has another one too. */
async function isSearch(query: Query, fresh: Harness, lost: readonly Lost[]): Promise<boolean> {
  const [first, ...others] = lost;
  if (first === undefined) return false;
  const texts: string[] = [];
  using _ = tapText(fresh, noted(texts));
  await fresh.run(query, first);
  return hasOneOf(others, texts.join('\n'));
}

const noted = (texts: string[]) => (text: string) => {
  texts.push(text);
  return text;
};

function finds(outcome: Outcome, { providerReference }: Lost): void {
  if (outcome.ended !== 'ANSWERED') fail(`${outcome.ended}: ${outcome.reason}`);
  isNoAbsence(outcome, 'what is there');
  const found = (outcome.observations ?? []).map((one) =>
    'providerReference' in one ? one.providerReference : one.subject,
  );
  deepStrictEqual(found, [providerReference]);
}

const each = async (lost: readonly Lost[], run: (one: Lost) => Promise<void>): Promise<void> => {
  for (const one of lost) {
    // One after the other, because all share the wire.
    // oxlint-disable-next-line no-await-in-loop
    await run(one);
  }
};

const isFound: SearchCase = (query, fresh, lost) =>
  onSmallPages(fresh, 2, () => each(lost, async (one) => finds(await fresh.run(query, one), one)));

const isFoundInTime: SearchCase = (query, fresh, lost) =>
  onSmallPages(fresh, 2, () =>
    each(lost, async (one) => {
      const { createdAt } = one;
      const later = createdAt === undefined ? {} : { createdAt: createdAt + apart };
      finds(await fresh.run(query, { ...one, ...later }), one);
    }),
  );

const isFoundBeside: SearchCase = async (query, fresh, [wanted, ...others]) => {
  if (wanted === undefined) return;
  const references = others.map(({ providerReference }) => providerReference);
  for (const form of otherForms) {
    using _ = tapText(fresh, (text) => inAnotherForm(text, references, form));
    // oxlint-disable-next-line no-await-in-loop
    finds(await fresh.run(query, wanted), wanted);
  }
};

/** One that was never made. */
const never = (lost: readonly Lost[], fresh: Harness): Lost => ({
  ...(lost[0] ?? { providerReference: '' }),
  providerReference: fresh.context.fresh('N'),
});

const isAbsent = (outcome: Outcome): boolean =>
  outcome.ended === 'ANSWERED' && outcome.observations?.[0]?.subject === 'ABSENCE';

const isAbsentAtTheEnd: SearchCase = async (query, fresh, lost) => {
  const texts: string[] = [];
  using _ = tapText(fresh, noted(texts));
  const outcome = await onSmallPages(fresh, 2, () => fresh.run(query, never(lost, fresh)));
  if (!isAbsent(outcome)) return;
  const seen = texts.join('\n');
  const unseen = lost.filter((one) => !hasOneOf([one], seen));
  deepStrictEqual(unseen, [], 'records that were not read');
};

const isOpenWithoutPage: SearchCase = async (query, fresh, lost) => {
  const broken = { status: 500, headers: {}, body: Buffer.from('') };
  for (const missing of [broken, ...foreignAbsences.map(({ answer }) => answer)]) {
    let isMissing = false;
    using _ = fresh.wire.tap({
      answer(answer) {
        if (isMissing) return missing;
        isMissing = hasOneOf(lost, answer.body.toString('utf8'));
        return answer;
      },
    });
    // oxlint-disable-next-line no-await-in-loop
    const outcome = await onSmallPages(fresh, 2, () => fresh.run(query, never(lost, fresh)));
    isNoAbsence(outcome, `HTTP ${missing.status} in the place of a page`);
  }
};

const hasOneOf = (lost: readonly Lost[], text: string): boolean =>
  lost.some(({ providerReference }) => text.includes(JSON.stringify(providerReference)));

/** A list whose pages are counted ends by itself. It is not asked for more than it has. */
const isOpenInCircle: SearchCase = async (query, fresh, lost) => {
  const looked = async (): Promise<[outcome: Outcome, pages: number]> => {
    fresh.wire.takeRequests();
    const outcome = await onSmallPages(fresh, 2, () => fresh.run(query, never(lost, fresh)));
    return [outcome, fresh.wire.takeRequests().length];
  };
  const [, pages] = await looked();
  let first: string | null = null;
  using _ = tapText(fresh, (text) => {
    if (!hasOneOf(lost, text)) return text;
    first ??= text;
    return first;
  });
  const [outcome, again] = await looked();
  if (again > pages) isNoAbsence(outcome, 'a list that begins again');
};

const checks: Readonly<Record<string, SearchCase>> = {
  'is found on whichever page it is': isFound,
  "is found while the provider's clock is behind ours": isFoundInTime,
  'is found beside what is not in our form': isFoundBeside,
  'is absent only once every page was read': isAbsentAtTheEnd,
  'is not absent while a page is missing': isOpenWithoutPage,
  'is not absent in a list that begins again and again': isOpenInCircle,
};

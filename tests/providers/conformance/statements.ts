/** What an answer states must be the provider's own: a time that it gives, the end that a cancel had. */
import { deepStrictEqual, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { instant } from '../../../src/domain/observation.ts';
import type { Observation, RefundObservation } from '../../../src/domain/observation.ts';
import type { RefundHandle } from '../../../src/providers/provider.ts';
import type { Harness, Outcome } from './harness.ts';
import type { Case } from './cases.ts';
import { inAnotherForm, tapText } from './pages.ts';
import type { CodeTable, Operation } from './subject.ts';

export function statementCases(harness: Harness): Case[] {
  const { subject, methods } = harness;
  const reads = methods
    .filter((operation) => /^(?:query|list)/.test(operation))
    .flatMap((operation) =>
      (subject.operations[operation] ?? []).map((_, index) => ({ operation, index })),
    );
  return [
    ...reads.map(({ operation, index }) => readAgain(operation, index, harness)),
    ...methods
      .filter((operation) => operation.startsWith('cancel'))
      .filter((operation) => subject.operations[operation] !== undefined)
      .map((operation) => otherEnd(operation, harness)),
    ...(subject.operations.queryByNumber ?? []).map((_, index) => adopted(index, harness)),
  ];
}

const observationsOf = (outcome: Outcome): readonly Observation[] =>
  outcome.ended === 'ANSWERED' ? (outcome.observations ?? []) : [];

const timesOf = (outcome: Outcome): (number | null)[] =>
  observationsOf(outcome).map((one) => ('occurredAt' in one ? one.occurredAt : null));

/** Resolves once this machine's clock shows another time. */
export async function tick(): Promise<void> {
  const before = Date.now();
  while (Date.now() === before) {
    // It lasts a millisecond.
    // oxlint-disable-next-line no-await-in-loop
    await new Promise(setImmediate);
  }
}

function readAgain(operation: Operation, index: number, harness: Harness): Case {
  const name = harness.subject.operations[operation]?.[index]?.name ?? '';
  return {
    title: `${operation}: ${name} happened when the provider says so, whenever it is read`,
    async run() {
      const { argument } = await harness.sample(operation, index);
      const once = await harness.run(operation, argument);
      await tick();
      const again = await harness.run(operation, argument, await harness.early());
      strictEqual(again.ended, 'ANSWERED');
      deepStrictEqual(timesOf(again), timesOf(once));
    },
  };
}

/** What happened had happened before it was read. `since`: epoch milliseconds before that. */
export function isNotOfReading(outcome: Outcome, since: number): void {
  const times = timesOf(outcome).filter((at) => at !== null && at > since);
  deepStrictEqual(times, [], 'occurredAt is when it was read');
}

/** A refund without data of ours, beside which the answer names its order: it has given money back. */
function adopted(index: number, harness: Harness): Case {
  const name = harness.subject.operations.queryByNumber?.[index]?.name ?? '';
  return {
    title: `queryByNumber: ${name}, where it was refunded in the portal, names the order`,
    async run() {
      const { argument } = await harness.sample('queryByNumber', index);
      const known = refundsOf(await harness.run('queryByNumber', argument));
      for (const { providerReference, orderProviderReference: order = '' } of known) {
        let isNamed = false;
        using _ = tapText(harness, (text) => {
          const other = inAnotherForm(text, [providerReference], 'null');
          isNamed = other.includes(JSON.stringify(order));
          return other;
        });
        // One after the other, because all share the wire.
        // oxlint-disable-next-line no-await-in-loop
        const refunds = refundsOf(await harness.run('queryByNumber', argument));
        const orders = refunds.map((one) => one.orderProviderReference);
        deepStrictEqual(orders, isNamed ? known.map(() => order) : []);
      }
    },
  };
}

const refundsOf = (outcome: Outcome): RefundObservation[] =>
  observationsOf(outcome).filter((one) => one.subject === 'REFUND');

/** In every answer: times in milliseconds, and refunds that can be adopted. */
export function isComplete(operation: Operation, argument: unknown, outcome: Outcome): void {
  for (const observation of observationsOf(outcome)) {
    if ('occurredAt' in observation) {
      const { occurredAt } = observation;
      strictEqual(instant(occurredAt), occurredAt, 'occurredAt is no time in milliseconds');
    }
    if (observation.subject === 'REFUND' && !operation.startsWith('cancel')) {
      namesOrder(operation, argument, observation);
    }
  }
}

function namesOrder(
  operation: Operation,
  argument: unknown,
  { orderProviderReference: named }: RefundObservation,
): void {
  ok(named !== undefined && named !== '', `${operation}: a refund does not name its order`);
  const { order } = argument as Partial<RefundHandle>;
  if (order !== undefined) strictEqual(named, order.providerReference, 'the order of a refund');
}

/** A success may be that the request was taken, and the subject has ended otherwise. */
function otherEnd(operation: Operation, harness: Harness): Case {
  const query = operation.replace('cancel', 'query');
  return {
    title: `${operation}: an answer with another status does not prove that it is canceled`,
    async run() {
      const tables = harness.subject.codes.filter((one) => one.operation === query);
      for (const table of tables) {
        // One after the other, because all share the wire.
        // oxlint-disable-next-line no-await-in-loop
        await triedWith(table, operation, harness);
      }
    },
  };
}

async function triedWith(table: CodeTable, operation: Operation, harness: Harness): Promise<void> {
  const others = Object.entries(table.codes).filter(
    ([, { is }]) => 'status' in is && is.status !== 'CANCELED',
  );
  for (const [code] of others) {
    // oxlint-disable-next-line no-await-in-loop
    const { argument } = await harness.sample(operation);
    let isChanged = false;
    using _ = tapText(harness, (text) => {
      const other = putInto(text, code, table);
      isChanged ||= other !== text;
      return other;
    });
    // oxlint-disable-next-line no-await-in-loop
    const outcome = await harness.run(operation, argument);
    if (!isChanged) continue;
    for (const one of observationsOf(outcome)) {
      notStrictEqual('status' in one ? one.status : null, 'CANCELED', `${table.name} ${code}`);
    }
  }
}

/** The answer as it is, where it has no such member. */
function putInto(text: string, code: string, { put }: CodeTable): string {
  try {
    return put(text, code);
  } catch {
    return text;
  }
}

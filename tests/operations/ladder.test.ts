import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderById } from '../../src/store/queries/orders.ts';
import { refundById } from '../../src/store/queries/refunds.ts';
import { settlementById } from '../../src/store/queries/settlements.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  callsSince,
  created,
  newKey,
  paid,
  pathOf,
  refundAddress,
  settlementInput,
} from '../support/operations.ts';
import type { Document, Subject } from '../support/operations.ts';

const provider = 'ANEXPAY_XCHECKOUT';
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const ladder = [5 * second, 30 * second, 2 * minute, 10 * minute, hour, 6 * hour];
const day = 24 * hour;

let testApp: TestApp;
const sandbox = () => testApp.sandbox.provider(provider);

beforeEach(async () => {
  testApp = await openTestApp();
});
afterEach(() => testApp.close());

type Operation = 'createOrder' | 'createRefund' | 'createSettlement';

const kinds = [
  {
    name: 'order',
    operation: 'createOrder' as Operation,
    question: 'orderInfo' as const,
    refresh: documents.refreshOrder as Document,
    make: (): Promise<Subject> => created(testApp, provider),
    byId: orderById,
    truth: 'AWAITING_PAYMENT',
  },
  {
    name: 'refund',
    operation: 'createRefund' as Operation,
    question: 'refundInfo' as const,
    refresh: documents.refreshRefund as Document,
    make: async (): Promise<Subject> => {
      const { id: order } = await paid(testApp, provider);
      const input = { idempotencyKey: newKey(), order, ...refundAddress(provider) };
      return made(await mutate(testApp, documents.createRefund, { input }));
    },
    byId: refundById,
    truth: 'PENDING',
  },
  {
    name: 'settlement',
    operation: 'createSettlement' as Operation,
    question: 'settlementInfo' as const,
    refresh: documents.refreshSettlement as Document,
    make: async (): Promise<Subject> => {
      await paid(testApp, provider);
      const input = settlementInput(testApp, provider);
      return made(await mutate(testApp, documents.createSettlement, { input }));
    },
    byId: settlementById,
    truth: 'PENDING',
  },
];

function made({ order, refund, settlement }: Partial<Record<string, unknown>>): Subject {
  return (order ?? refund ?? settlement) as Subject;
}

describe.each(kinds)('an unknown $name', ({ operation, question, refresh, make, byId, truth }) => {
  const now = async (id: string) => {
    const found = await byId(testApp.app.deps.read, id);
    if (found === null) throw new Error(`no ${id}`);
    const { status, checks, needsAttention, evidence } = found;
    return { status, checks, needsAttention, failure: evidence.failure };
  };
  const queriesSince = (since: number): number =>
    callsSince(sandbox(), since).filter((one) => one === question).length;
  /** Whether exactly one query came, and not a second before its time. */
  const isQueriedAfter = async (ms: number): Promise<boolean> => {
    const since = sandbox().requests().length;
    await testApp.sandbox.clock.advance(ms - second);
    await testApp.app.runDue();
    const early = queriesSince(since);
    await testApp.sandbox.clock.advance(second);
    await testApp.app.runDue();
    return early === 0 && queriesSince(since) === 1;
  };
  const lost = async (): Promise<Subject> => {
    const { faults, webhooks } = sandbox();
    faults.arm({ fault: 'cut-after', operation });
    const subject = await make();
    await webhooks.idle();
    // A webhook would end it, and only queries are tested here.
    webhooks.mode = 'hold';
    for (const one of [question, 'orderList', 'refundList', 'settlementList'] as const) {
      faults.arm({ fault: 'error-before', operation: one, times: 10_000 });
    }
    expect(subject.status).toBe('UNKNOWN');
    return subject;
  };

  it('is queried at each step of the ladder after the previous one, then daily, and stays unknown', async () => {
    const { id } = await lost();
    for (const [step, ms] of ladder.entries()) {
      const unknown = { status: 'UNKNOWN', failure: null, checks: step, needsAttention: false };
      expect(await now(id)).toEqual(unknown);
      expect([ms, await isQueriedAfter(ms)]).toEqual([ms, true]);
    }
    for (const checks of [6, 7, 8]) {
      expect(await now(id)).toMatchObject({ status: 'UNKNOWN', checks, needsAttention: true });
      expect(await isQueriedAfter(day)).toBe(true);
    }
    expect(await pathOf(testApp, id)).toEqual(['SUBMITTING', 'UNKNOWN']);
  });

  it('is queried at once on a refresh, which does not delay the next step', async () => {
    const { id } = await lost();
    expect(await isQueriedAfter(5 * second)).toBe(true);
    const since = sandbox().requests().length;
    await testApp.sandbox.clock.advance(29 * second);
    expect((await mutate(testApp, refresh, { id })).code).toBe('PROVIDER_UNAVAILABLE');
    expect(queriesSince(since)).toBe(1);
    await testApp.sandbox.clock.advance(second);
    await testApp.app.runDue();
    expect(queriesSince(since)).toBe(2);
    expect((await now(id)).checks).toBe(2);
    sandbox().faults.clear();
    expect(made(await mutate(testApp, refresh, { id })).status).toBe(truth);
    expect((await now(id)).needsAttention).toBe(false);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderById } from '../../src/store/queries/orders.ts';
import { refundById } from '../../src/store/queries/refunds.ts';
import { settlementById } from '../../src/store/queries/settlements.ts';
import { openWorld } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
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

let world: World;
const sandbox = () => world.sandbox.provider(provider);

beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

type Operation = 'createOrder' | 'createRefund' | 'createSettlement';

const kinds = [
  {
    name: 'order',
    operation: 'createOrder' as Operation,
    question: 'orderInfo' as const,
    refresh: documents.refreshOrder as Document,
    make: (): Promise<Subject> => created(world, provider),
    byId: orderById,
    truth: 'AWAITING_PAYMENT',
  },
  {
    name: 'refund',
    operation: 'createRefund' as Operation,
    question: 'refundInfo' as const,
    refresh: documents.refreshRefund as Document,
    make: async (): Promise<Subject> => {
      const { id: order } = await paid(world, provider);
      const input = { idempotencyKey: newKey(), order, ...refundAddress(provider) };
      return made(await ask(world, documents.createRefund, { input }));
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
      await paid(world, provider);
      const input = settlementInput(world, provider);
      return made(await ask(world, documents.createSettlement, { input }));
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
    const found = await byId(world.app.deps.read, id);
    if (found === null) throw new Error(`no ${id}`);
    const { status, checks, needsAttention, evidence } = found;
    return { status, checks, needsAttention, failure: evidence.failure };
  };
  const asked = (since: number): number =>
    callsSince(sandbox(), since).filter((one) => one === question).length;
  /** Whether exactly one question came, and not a second before its time. */
  const askedAfter = async (ms: number): Promise<boolean> => {
    const since = sandbox().requests().length;
    await world.sandbox.clock.advance(ms - second);
    await world.app.runDue();
    const early = asked(since);
    await world.sandbox.clock.advance(second);
    await world.app.runDue();
    return early === 0 && asked(since) === 1;
  };
  const lost = async (): Promise<Subject> => {
    const { faults, webhooks } = sandbox();
    faults.arm({ fault: 'cut-after', operation });
    const subject = await make();
    await webhooks.idle();
    // News would end it: only what is asked for is tried here.
    webhooks.mode = 'hold';
    for (const one of [question, 'orderList', 'refundList', 'settlementList'] as const) {
      faults.arm({ fault: 'error-before', operation: one, times: 10_000 });
    }
    expect(subject.status).toBe('UNKNOWN');
    return subject;
  };

  it('is asked for at each step of the ladder after the one before, then daily, and stays unknown', async () => {
    const { id } = await lost();
    for (const [step, ms] of ladder.entries()) {
      const unknown = { status: 'UNKNOWN', failure: null, checks: step, needsAttention: false };
      expect(await now(id)).toEqual(unknown);
      expect([ms, await askedAfter(ms)]).toEqual([ms, true]);
    }
    for (const checks of [6, 7, 8]) {
      expect(await now(id)).toMatchObject({ status: 'UNKNOWN', checks, needsAttention: true });
      expect(await askedAfter(day)).toBe(true);
    }
    expect(await pathOf(world, id)).toEqual(['SUBMITTING', 'UNKNOWN']);
  });

  it('is asked for at once on a refresh, which does not put off the next step', async () => {
    const { id } = await lost();
    expect(await askedAfter(5 * second)).toBe(true);
    const since = sandbox().requests().length;
    await world.sandbox.clock.advance(29 * second);
    expect((await ask(world, refresh, { id })).code).toBe('PROVIDER_UNAVAILABLE');
    expect(asked(since)).toBe(1);
    await world.sandbox.clock.advance(second);
    await world.app.runDue();
    expect(asked(since)).toBe(2);
    expect((await now(id)).checks).toBe(2);
    sandbox().faults.clear();
    expect(made(await ask(world, refresh, { id })).status).toBe(truth);
    expect((await now(id)).needsAttention).toBe(false);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../sandbox/double/faults/faults.ts';
import type { StablecoinBrand } from '../../sandbox/sandbox.ts';
import { openTestApp, triedBrands } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  exchangesOf,
  newKey,
  orderInput,
  overpaid,
  paid,
  pathOf,
  refundAddress,
  resolve,
  settlementInput,
} from '../support/operations.ts';
import type { Document, Subject } from '../support/operations.ts';

/** A mutation that has an effect at a provider, once. */
interface Mutation {
  name: string;
  operation:
    | 'createOrder'
    | 'createRefund'
    | 'refundAbnormalPayment'
    | 'createSettlement'
    | 'createFiatSettlement';
  /** The name of its exchange with the provider, where it differs from the provider's operation. */
  exchange?: string;
  effect: 'ordersCreated' | 'refundsCreated' | 'settlementsCreated';
  document: Document;
  /** Its first status when it is accepted. */
  accepted: string;
  /** A different input each time. */
  input: (testApp: TestApp, provider: StablecoinBrand) => Promise<object>;
}

const mutations: readonly Mutation[] = [
  {
    name: 'createOrder',
    operation: 'createOrder',
    effect: 'ordersCreated',
    document: documents.createOrder,
    accepted: 'AWAITING_PAYMENT',
    input: async (testApp, provider) => orderInput(testApp, provider),
  },
  {
    name: 'createRefund',
    operation: 'createRefund',
    effect: 'refundsCreated',
    document: documents.createRefund,
    accepted: 'PENDING',
    input: async (testApp, provider) => ({
      idempotencyKey: newKey(),
      order: (await paid(testApp, provider)).id,
      ...refundAddress(provider),
    }),
  },
  {
    name: 'refundAbnormalPayment',
    operation: 'refundAbnormalPayment',
    exchange: 'createAbnormalPaymentRefund',
    effect: 'refundsCreated',
    document: documents.refundAbnormalPayment,
    accepted: 'PENDING',
    input: async (testApp, provider) => ({
      idempotencyKey: newKey(),
      abnormalPayment: (await overpaid(testApp, provider)).id,
    }),
  },
  {
    name: 'createSettlement to a chain',
    operation: 'createSettlement',
    effect: 'settlementsCreated',
    document: documents.createSettlement,
    accepted: 'PENDING',
    input: async (testApp, provider) => settlementInput(testApp, provider),
  },
  {
    name: 'createSettlement to a bank',
    operation: 'createFiatSettlement',
    effect: 'settlementsCreated',
    document: documents.createSettlement,
    accepted: 'PENDING',
    input: async (testApp, provider) =>
      settlementInput(testApp, provider, {
        destination: { registeredBankAccount: { remitId: 'r1', fiat: 'USD' } },
      }),
  },
];

/** What the first request leaves behind, and whether the provider had done it by then. */
const lost: readonly { fault: Fault; exchange: string; arrived: boolean }[] = [
  { fault: 'cut-before', exchange: 'UNKNOWN', arrived: false },
  { fault: 'cut-after', exchange: 'UNKNOWN', arrived: true },
  { fault: 'error-before', exchange: 'UNKNOWN 500', arrived: false },
  { fault: 'error-after', exchange: 'UNKNOWN 500', arrived: true },
  { fault: 'bad-signature', exchange: 'UNKNOWN 200', arrived: true },
  { fault: 'garbage', exchange: 'UNKNOWN 200', arrived: true },
  { fault: 'delay', exchange: 'UNKNOWN', arrived: true },
];

describe.each(triedBrands)('at %s', (provider) => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);

  beforeAll(async () => {
    testApp = await openTestApp({ timeoutMs: 400 });
    sandbox().enableFiatSettlement(true);
    // Settlements are taken from these.
    for (let count = 0; count < 12; count += 1) await paid(testApp, provider);
  });

  afterAll(() => testApp.close());

  const start = async ({ document, input }: Mutation, prepared?: object): Promise<Subject> => {
    const result = await mutate(testApp, document, {
      input: prepared ?? (await input(testApp, provider)),
    });
    const subject = result.order ?? result.refund ?? result.settlement;
    if (!subject) throw new Error(JSON.stringify(result));
    return subject;
  };

  const statusOf = async (id: string): Promise<string | null | undefined> =>
    (await pathOf(testApp, id)).at(-1);

  it.each(mutations)(
    '$name is UNKNOWN when its answer is lost, until the truth is known',
    async (mutation) => {
      const inputs = await Promise.all(lost.map(() => mutation.input(testApp, provider)));
      const name = mutation.exchange ?? mutation.operation;
      const before = sandbox().effects()[mutation.effect];
      const subjects: Subject[] = [];
      for (const [at, { fault }] of lost.entries()) {
        sandbox().faults.arm({ fault, operation: mutation.operation, delayMs: 86_400_000 });
        subjects.push(await start(mutation, inputs[at]));
      }
      expect(subjects.map(({ status, phase }) => `${status} ${phase}`)).toEqual(
        lost.map(() => 'UNKNOWN OPEN'),
      );
      const arrived = lost.filter((one) => one.arrived).length;
      expect(sandbox().effects()[mutation.effect] - before).toBe(arrived);

      await resolve(testApp);
      const stories = lost.map(async ({ fault }, at) => {
        const { id = '' } = subjects[at] ?? {};
        const sent = (await exchangesOf(testApp, id)).filter((one) => one.startsWith(name));
        return { fault, sent, path: await pathOf(testApp, id) };
      });
      expect(await Promise.all(stories)).toEqual(
        lost.map(({ fault, exchange, arrived: had }) => ({
          fault,
          sent: [`${name} ${exchange}`, ...(had ? [] : [`${name} ANSWERED 200`])],
          path: ['SUBMITTING', 'UNKNOWN', ...(had ? [] : ['SUBMITTING']), mutation.accepted],
        })),
      );
      expect(sandbox().effects()[mutation.effect] - before).toBe(lost.length);
    },
  );

  it.each(mutations)('$name is done once where an access token had expired', async (mutation) => {
    const input = await mutation.input(testApp, provider);
    const name = mutation.exchange ?? mutation.operation;
    const before = sandbox().effects()[mutation.effect];
    sandbox().faults.arm({ fault: 'expired-token', operation: mutation.operation });
    const subject = await start(mutation, input);
    expect(subject.status).toBe(mutation.accepted);
    expect(await exchangesOf(testApp, subject.id)).toEqual([
      `${name} ANSWERED 401`,
      'getAccessToken ANSWERED 200',
      `${name} ANSWERED 200`,
    ]);
    expect(sandbox().effects()[mutation.effect] - before).toBe(1);
  });

  it.each(mutations)(
    '$name is queried when its answer is late, and no answer changes it',
    async (mutation) => {
      const input = await mutation.input(testApp, provider);
      const before = sandbox().effects()[mutation.effect];
      sandbox().faults.arm({ fault: 'delay', operation: mutation.operation, delayMs: 1 });
      const subject = await start(mutation, input);
      expect(subject.status).toBe(mutation.accepted);
      await resolve(testApp);
      expect(await statusOf(subject.id)).toBe(mutation.accepted);
      expect(sandbox().effects()[mutation.effect] - before).toBe(1);
    },
  );
});

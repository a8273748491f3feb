import { afterAll, beforeAll, expect, it } from 'vitest';
import { failure } from '../../../src/domain/evidence.ts';
import type { Observation } from '../../../src/domain/observation.ts';
import { existing } from '../../../src/operations/find.ts';
import { sourceOf } from '../../../src/operations/instructions/change.ts';
import { orderById } from '../../../src/store/queries/orders.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { observing } from '../../support/core.ts';
import { verified } from '../../support/verified.ts';
import { createdBy, eraseWith, inputOf, readableIn, wilhelmina } from './person.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp();
  testApp.sandbox.provider('NEXAPAY').switch({ autoPay: false });
});
afterAll(() => testApp.close());

const { email } = wilhelmina;

it('what the provider words freely about an erased order is not stored, and its outcome is', async () => {
  const id = await createdBy(testApp, inputOf(testApp, { ...wilhelmina, id: 'after-1' }));
  const { deps } = testApp.app;
  const order = await existing(orderById(deps.read, id));
  const { providerReference } = order;
  const report = (...reported: Observation[]) =>
    deps.queue.change(observing(deps, sourceOf(deps, order, 'WEBHOOK'), reported));
  const said = { code: '17', message: `the payer ${email} is blocked` };
  const waiting = {
    subject: 'ORDER',
    providerReference,
    status: 'AWAITING_PAYMENT',
    occurredAt: null,
    instructions: { checkoutUrl: `https://pay.example/?payer=${email}`, depositAddress: 'T1' },
  } as const;
  const failed = {
    subject: 'ORDER',
    providerReference,
    status: 'FAILED',
    occurredAt: null,
    failure: failure('DECLINED', 'It was declined.', said),
  } as const;
  await report(waiting, failed);
  expect(await eraseWith(testApp, { customerId: 'after-1' })).toMatchObject({ orders: 1 });
  expect(await readableIn(testApp)).toEqual([]);
  // The same again: what was masked is not put back.
  await report(waiting, failed);
  const refund = {
    subject: 'REFUND',
    providerReference: 'NR1',
    orderProviderReference: providerReference,
  } as const;
  const amount = { minor: 100n, currency: 'BRL', network: null };
  await report({
    ...refund,
    amount,
    status: 'FAILED',
    occurredAt: null,
    failure: failed.failure,
  });
  expect(await readableIn(testApp)).toEqual([]);
  const { evidence, status } = await existing(orderById(deps.read, id));
  expect({
    status,
    failure: evidence.failure,
    at: evidence.instructions.depositAddress,
  }).toMatchObject({
    status: 'FAILED',
    failure: { code: 'DECLINED', providerCode: '17', message: 'It was declined.' },
    at: 'T1',
  });
  expect(await verified(testApp.databaseUrl, { sealer: deps.sealer })).toEqual([]);
});

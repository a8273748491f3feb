import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackground } from '../../src/operations/due/background.ts';
import { createLocks } from '../../src/operations/locks.ts';
import { recoverInFlight } from '../../src/operations/instructions/resolve.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { onPostgres } from '../support/own-database.ts';
import { callsSince, created, pathOf } from '../support/operations.ts';

const provider = 'W_CHECKOUT';
let testApp: TestApp;
const sandbox = () => testApp.sandbox.provider(provider);
const sends = () => sandbox().effects().ordersCreated;

beforeEach(async () => {
  testApp = await openTestApp();
});
afterEach(() => testApp.close());

/** Answers come when the clock of the sandbox has moved on by that much. */
const aLongTime = 61_000;

/** A run of another process that shares the access token. */
async function anotherRun(): Promise<void> {
  const background = createBackground({ ...testApp.app.deps, locks: createLocks() });
  while ((await background.start()) > 0) await background.idle();
}

describe('a job that takes longer than its lease', () => {
  it('is queried again by another process, and the late answer changes nothing', async () => {
    sandbox().faults.arm({ fault: 'cut-after', operation: 'createOrder' });
    const { id } = await created(testApp, provider);
    await testApp.sandbox.clock.advance(5_001);
    sandbox().faults.arm({ fault: 'delay', operation: 'orderInfo', delayMs: aLongTime + 1_000 });
    const since = sandbox().requests().length;
    const slow = testApp.app.runDue();
    await eventually(async () => callsSince(sandbox(), since).includes('orderInfo'));
    await testApp.sandbox.clock.advance(aLongTime);
    await anotherRun();
    const path = ['SUBMITTING', 'UNKNOWN', 'AWAITING_PAYMENT'];
    expect(await pathOf(testApp, id)).toEqual(path);
    await testApp.sandbox.clock.advance(1_000);
    await slow;
    expect(await pathOf(testApp, id)).toEqual(path);
  });

  it('is resolved by another process where it was sending, and is not sent twice', async () => {
    const before = sends();
    sandbox().faults.arm({ fault: 'delay', operation: 'createOrder', delayMs: aLongTime + 1_000 });
    const slow = created(testApp, provider);
    await eventually(async () => sends() > before);
    await testApp.sandbox.clock.advance(aLongTime);
    await anotherRun();
    await testApp.sandbox.clock.advance(1_000);
    const { id } = await slow;
    expect(await pathOf(testApp, id)).toEqual(['SUBMITTING', 'UNKNOWN', 'AWAITING_PAYMENT']);
    expect(sends() - before).toBe(1);
  });
});

describe('a process that starts beside one that is sending', () => {
  it.runIf(onPostgres)('leaves it to that one where the database knows of it', async () => {
    const before = sends();
    sandbox().faults.arm({ fault: 'delay', operation: 'createOrder', delayMs: 1_000 });
    const slow = created(testApp, provider);
    await eventually(async () => sends() > before);
    await testApp.another();
    await testApp.sandbox.clock.advance(1_000);
    const { id } = await slow;
    expect(await pathOf(testApp, id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT']);
  });

  it('takes the sending for lost, which costs only a query', async () => {
    const before = sends();
    sandbox().faults.arm({ fault: 'delay', operation: 'createOrder', delayMs: 1_000 });
    const slow = created(testApp, provider);
    await eventually(async () => sends() > before);
    await recoverInFlight(testApp.app.deps);
    await testApp.sandbox.clock.advance(1_000);
    const { id, status } = await slow;
    expect(status).toBe('AWAITING_PAYMENT');
    expect(await pathOf(testApp, id)).toEqual(['SUBMITTING', 'UNKNOWN', 'AWAITING_PAYMENT']);
    await anotherRun();
    expect(sends() - before).toBe(1);
  });
});

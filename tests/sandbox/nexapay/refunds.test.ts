import { describe, expect, it } from 'vitest';
import { openWorld, paths } from './merchant.ts';
import type { World } from './merchant.ts';

async function openPaid(options: Parameters<typeof openWorld>[0] = {}): Promise<World> {
  const world = await openWorld(options);
  await world.merchant.pay();
  await world.clock.advance(2_000);
  return world;
}

const refund = ({ merchant }: World, fields: object = {}) =>
  merchant.call(paths.refund, merchant.refund({ ...fields }));

describe('a refund', () => {
  it('is under way until the operator ends it, and is told', async () => {
    const world = await openPaid();
    const { merchant, provider, inbox } = world;
    const { data } = await refund(world);
    const { merchantId, subMerchantId } = merchant.credentials;
    const { txId } = provider.order('O1');
    const shown = {
      refundStatus: 'P',
      merchantId,
      subMerchantId,
      orderId: 'O1',
      txId,
      refundRequestId: 'R1',
      refundTxId: '202601010210110200000000001',
      refundAmount: '40.00',
      refundCurrency: 'BRL',
    };
    expect(data).toEqual(shown);
    provider.advanceRefund('R1');
    const { data: over } = await merchant.call(paths.queryRefund, { refundRequestId: 'R1' });
    const done = { ...shown, refundStatus: 'S', refundTime: '2026-01-01 20:00:02' };
    expect(over).toEqual(done);
    await provider.webhooks.idle();
    const told = JSON.parse(inbox.received.at(-1)?.body ?? '') as object;
    expect(told).toEqual({ notifyType: 'REFUND_RESULT', ...done });
    expect(provider.effects()).toMatchObject({ refundsCreated: 1, refundsCompleted: 1 });
    expect(() => provider.advanceRefund('R1')).toThrow('R1 is S');
  });

  it('that failed is told too, and gives its amount free', async () => {
    const world = await openPaid();
    const { provider } = world;
    await refund(world, { refundAmount: '100' });
    expect((await refund(world, { refundRequestId: 'R2', refundAmount: '1' })).code).toBe('1013');
    provider.advanceRefund('R1', 'F');
    expect((await refund(world, { refundRequestId: 'R2', refundAmount: '1' })).code).toBe('0');
    expect(provider.order('O1').refundedAmount).toBe('1.00');
    await provider.webhooks.idle();
    expect(world.inbox.received.at(-1)?.body).toContain('"refundStatus":"F"');
  });

  it('is told to nobody where no address was given', async () => {
    const world = await openPaid();
    await world.provider.webhooks.idle();
    await refund(world, { notifyUrl: undefined });
    world.provider.advanceRefund('R1');
    await world.provider.webhooks.idle();
    expect(world.inbox.received).toHaveLength(1);
  });

  it('may be one of several, together no more than the order without its fees', async () => {
    const world = await openPaid();
    const codes = [];
    for (const [refundRequestId, refundAmount] of [
      ['R1', '60'],
      ['R2', '39.99'],
      ['R3', '0.02'],
      ['R4', '0.01'],
      ['R5', '0.01'],
    ]) {
      // oxlint-disable-next-line no-await-in-loop
      codes.push((await refund(world, { refundRequestId, refundAmount })).code);
    }
    expect(codes).toEqual(['0', '0', '1013', '0', '1013']);
  });

  it('is taken for 90 days, to the millisecond', async () => {
    const world = await openPaid();
    await world.clock.advance(90 * 86_400_000);
    expect((await refund(world)).code).toBe('0');
    await world.clock.advance(1);
    // The window is judged before the amount (docs/providers/nexapay.md#refunds).
    const late = await refund(world, { refundRequestId: 'R2', refundAmount: '1000' });
    expect(late.code).toBe('1014');
  });

  it('is refused for what is not paid, before anything else', async () => {
    const world = await openWorld();
    await world.merchant.pay();
    expect((await refund(world, { refundAmount: '1000' })).code).toBe('1012');
    await world.clock.advance(2_000);
    expect((await refund(world)).code).toBe('0');
  });

  it.each([
    [{ refundAmount: '0' }, '1005'],
    [{ refundAmount: '1.001' }, '1005'],
    [{ reason: undefined }, '1005'],
    [{ reason: 'x'.repeat(129) }, '1005'],
    [{ refundRequestId: 'a b' }, '1005'],
    [{ notifyUrl: 'x' }, '1005'],
    [{ refundCurrency: 'USD' }, '1006'],
    [{ merchantId: '1' }, '1008'],
    [{ orderId: 'O9' }, '1011'],
    [{ txId: 'T9' }, '1011'],
    [{ orderId: undefined }, '1005'],
  ])('%j is %s', async (fields, code) => {
    expect((await refund(await openPaid(), fields)).code).toBe(code);
  });

  it('repeated is answered alike, and with another content is 1010', async () => {
    const world = await openPaid();
    const first = await refund(world);
    world.provider.advanceRefund('R1');
    expect((await refund(world)).http.body).toBe(first.http.body);
    expect((await refund(world, { refundAmount: '41' })).code).toBe('1010');
    expect(world.provider.effects().refundsCreated).toBe(1);
  });

  it('goes through by itself where the sandbox is told so', async () => {
    const world = await openPaid({ autoAdvanceMs: 1_000 });
    await refund(world);
    await world.clock.advance(1_000);
    expect(world.provider.refund('R1').status).toBe('S');
  });

  it('is found by either number, and not by numbers of two', async () => {
    const world = await openPaid();
    const { merchant } = world;
    const { data } = await refund(world);
    const ask = async (fields: Record<string, unknown>) =>
      (await merchant.call(paths.queryRefund, fields)).code;
    expect(await ask({ refundTxId: data['refundTxId'] })).toBe('0');
    expect(await ask({ refundRequestId: 'R1', refundTxId: 'X' })).toBe('1011');
    expect(await ask({ refundRequestId: 'R9' })).toBe('1011');
    expect(await ask({})).toBe('1005');
  });
});

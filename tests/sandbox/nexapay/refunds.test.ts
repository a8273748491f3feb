import { describe, expect, it } from 'vitest';
import { openTestSandbox, paths } from './merchant.ts';
import type { TestSandbox } from './merchant.ts';

async function openPaid(options: Parameters<typeof openTestSandbox>[0] = {}): Promise<TestSandbox> {
  const testSandbox = await openTestSandbox(options);
  await testSandbox.merchant.pay();
  await testSandbox.clock.advance(2_000);
  return testSandbox;
}

const refund = ({ merchant }: TestSandbox, fields: object = {}) =>
  merchant.call(paths.refund, merchant.refund({ ...fields }));

describe('a refund', () => {
  it('is in progress until the operator ends it, and is notified', async () => {
    const testSandbox = await openPaid();
    const { merchant, provider, inbox } = testSandbox;
    const { data } = await refund(testSandbox);
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
    const received = JSON.parse(inbox.received.at(-1)?.body ?? '') as object;
    expect(received).toEqual({ notifyType: 'REFUND_RESULT', ...done });
    expect(provider.effects()).toMatchObject({ refundsCreated: 1, refundsCompleted: 1 });
    expect(() => provider.advanceRefund('R1')).toThrow('R1 is S');
  });

  it('that failed is notified too, and releases its amount', async () => {
    const testSandbox = await openPaid();
    const { provider } = testSandbox;
    await refund(testSandbox, { refundAmount: '100' });
    expect((await refund(testSandbox, { refundRequestId: 'R2', refundAmount: '1' })).code).toBe(
      '1013',
    );
    provider.advanceRefund('R1', 'F');
    expect((await refund(testSandbox, { refundRequestId: 'R2', refundAmount: '1' })).code).toBe(
      '0',
    );
    expect(provider.order('O1').refundedAmount).toBe('1.00');
    await provider.webhooks.idle();
    expect(testSandbox.inbox.received.at(-1)?.body).toContain('"refundStatus":"F"');
  });

  it('is not notified where no address was given', async () => {
    const testSandbox = await openPaid();
    await testSandbox.provider.webhooks.idle();
    await refund(testSandbox, { notifyUrl: undefined });
    testSandbox.provider.advanceRefund('R1');
    await testSandbox.provider.webhooks.idle();
    expect(testSandbox.inbox.received).toHaveLength(1);
  });

  it('may be one of several, together no more than the order without its fees', async () => {
    const testSandbox = await openPaid();
    const codes = [];
    for (const [refundRequestId, refundAmount] of [
      ['R1', '60'],
      ['R2', '39.99'],
      ['R3', '0.02'],
      ['R4', '0.01'],
      ['R5', '0.01'],
    ]) {
      // oxlint-disable-next-line no-await-in-loop
      codes.push((await refund(testSandbox, { refundRequestId, refundAmount })).code);
    }
    expect(codes).toEqual(['0', '0', '1013', '0', '1013']);
  });

  it('is accepted for 90 days, to the millisecond', async () => {
    const testSandbox = await openPaid();
    await testSandbox.clock.advance(90 * 86_400_000);
    expect((await refund(testSandbox)).code).toBe('0');
    await testSandbox.clock.advance(1);
    // The window is checked before the amount (docs/providers/nexapay.md#refunds).
    const late = await refund(testSandbox, { refundRequestId: 'R2', refundAmount: '1000' });
    expect(late.code).toBe('1014');
  });

  it('is refused for what is not paid, before anything else', async () => {
    const testSandbox = await openTestSandbox();
    await testSandbox.merchant.pay();
    expect((await refund(testSandbox, { refundAmount: '1000' })).code).toBe('1012');
    await testSandbox.clock.advance(2_000);
    expect((await refund(testSandbox)).code).toBe('0');
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
    const testSandbox = await openPaid();
    const first = await refund(testSandbox);
    testSandbox.provider.advanceRefund('R1');
    expect((await refund(testSandbox)).http.body).toBe(first.http.body);
    expect((await refund(testSandbox, { refundAmount: '41' })).code).toBe('1010');
    expect(testSandbox.provider.effects().refundsCreated).toBe(1);
  });

  it('succeeds by itself where the sandbox is configured so', async () => {
    const testSandbox = await openPaid({ autoAdvanceMs: 1_000 });
    await refund(testSandbox);
    await testSandbox.clock.advance(1_000);
    expect(testSandbox.provider.refund('R1').status).toBe('S');
  });

  it('is found by either number, and not by numbers of two', async () => {
    const testSandbox = await openPaid();
    const { merchant } = testSandbox;
    const { data } = await refund(testSandbox);
    const query = async (fields: Record<string, unknown>) =>
      (await merchant.call(paths.queryRefund, fields)).code;
    expect(await query({ refundTxId: data['refundTxId'] })).toBe('0');
    expect(await query({ refundRequestId: 'R1', refundTxId: 'X' })).toBe('1011');
    expect(await query({ refundRequestId: 'R9' })).toBe('1011');
    expect(await query({})).toBe('1005');
  });
});

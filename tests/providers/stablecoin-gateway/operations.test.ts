import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import { address, refundToSend, settlementToSend } from './requests.ts';
import { refusal, startStub, success, vectorTime } from './stub-gateway.ts';
import type { StubGateway } from './stub-gateway.ts';

const handle = { providerReference: 'T20260101000001', providerOrderId: null };
const query = ({ connection, call }: StubGateway) => connection.queryOrder(handle, call);

describe('a query', () => {
  test('reports an order that exists', async () => {
    const shown =
      '{"orderNo":"T20260101000001","orderStatus":"TIMEOUT","token":"ETH_USDT","payingAmount":"124.680000","new":1}';
    await using stub = await startStub({ replies: [success(shown)] });
    expect(await query(stub)).toMatchObject({
      observations: [{ status: 'EXPIRED', payable: money('124.68', 'USDT', 'ETHEREUM') }],
      refused: null,
    });
  });

  test('proves nothing by an answer about another order', async () => {
    await using stub = await startStub({
      replies: [success('{"orderNo":"T2","orderStatus":"PAID"}')],
    });
    await expect(query(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  test.each(['90404', '00008', '77777'])(
    'reports %s as an absence, whatever the code',
    async (retcode) => {
      await using stub = await startStub({ replies: [refusal(retcode)] });
      const absence = {
        subject: 'ABSENCE',
        providerReference: 'T20260101000001',
        queriedAt: vectorTime,
      };
      expect(await query(stub)).toMatchObject({
        observations: [{ ...absence, of: 'ORDER' }],
        refused: { code: 'REJECTED', providerCode: retcode },
      });
    },
  );

  test.each([
    ['00006', 200],
    ['90401', 401],
    ['00008', 400],
  ])('reports no absence for %s with HTTP %i', async (retcode, status) => {
    await using stub = await startStub({ replies: [refusal(retcode, status)] });
    const { observations, refused } = await query(stub);
    expect(observations).toEqual([]);
    expect(refused).toMatchObject({ providerCode: retcode });
  });

  test('R32: reports no failure for a new status, and logs a warning', async () => {
    const shown = '{"orderNo":"T20260101000001","orderStatus":"FROZEN"}';
    await using stub = await startStub({ replies: [success(shown)] });
    expect(await query(stub)).toMatchObject({ observations: [{ status: null }], refused: null });
    expect(stub.logged).toMatchObject([['warn', expect.any(String), { value: 'FROZEN' }]]);
  });
});

describe('every other operation', () => {
  const refundHandle = { providerReference: 'R1', providerRefundId: null, order: handle };
  const settlementHandle = { providerReference: 'S1', providerSettlementId: null };
  const refund = refundToSend({ providerReference: 'R1', address: address.ETHEREUM });
  const settlement = settlementToSend({ providerReference: 'S1' });
  const bank = { type: 'REGISTERED_BANK_ACCOUNT', remitId: 'B1', fiat: 'USD' } as const;
  const abnormal = {
    providerReference: 'R1',
    order: handle,
    providerAbnormalPaymentId: 'A1',
    transactionHash: '0x1',
    amount: money('5', 'USDT', 'ETHEREUM'),
    reason: null,
  };
  const refundShown = '{"refundOrderNo":"R1","refundStatus":"PENDING_REFUND"}';
  const settlementShown = '{"settlementOrderNo":"S1","settlementStatus":"PENDING_SETTLEMENT"}';

  type Do = (stub: StubGateway) => Promise<unknown>;
  const operations: [string, Do, string, string][] = [
    [
      'GET /checkout/order/cancel?orderNo=T20260101000001',
      ({ connection: c, call }) => c.cancelOrder?.(handle, call) ?? never(),
      'true',
      'CANCELED',
    ],
    [
      'POST /checkout/refund/create',
      ({ connection: c, call }) => c.createRefund?.(refund, call) ?? never(),
      refundShown,
      'PENDING',
    ],
    [
      'GET /checkout/refund/info?refundOrderNo=R1',
      ({ connection: c, call }) => c.queryRefund?.(refundHandle, call) ?? never(),
      refundShown,
      'PENDING',
    ],
    [
      'GET /checkout/refund/cancel?refundOrderNo=R1',
      ({ connection: c, call }) => c.cancelRefund?.(refundHandle, call) ?? never(),
      'true',
      'CANCELED',
    ],
    [
      'POST /checkout/abnormal-payment/refund',
      ({ connection: c, call }) => c.refundAbnormalPayment?.(abnormal, call) ?? never(),
      refundShown,
      'PENDING',
    ],
    [
      'POST /checkout/settlement/create',
      ({ connection: c, call }) => c.createSettlement?.(settlement, call) ?? never(),
      settlementShown,
      'PENDING',
    ],
    [
      'POST /checkout/settlement/create-fiat',
      ({ connection: c, call }) =>
        c.createSettlement?.({ ...settlement, destination: bank }, call) ?? never(),
      settlementShown,
      'PENDING',
    ],
    [
      'GET /checkout/settlement/info?settlementOrderNo=S1',
      ({ connection: c, call }) => c.querySettlement?.(settlementHandle, call) ?? never(),
      settlementShown,
      'PENDING',
    ],
    [
      'GET /checkout/settlement/cancel?settlementOrderNo=S1',
      ({ connection: c, call }) => c.cancelSettlement?.(settlementHandle, call) ?? never(),
      'true',
      'CANCELED',
    ],
  ];

  test.each(operations)('%s succeeds', async (line, run, retdata, status) => {
    await using stub = await startStub({ replies: [success(retdata)] });
    expect(await run(stub)).toMatchObject({ observations: [{ status }], refused: null });
    const [sent] = stub.received();
    expect(`${sent?.method} ${sent?.target}`).toBe(line);
    expect(sent?.body.toString('utf8')).not.toContain('null');
  });

  test.each(operations)('%s is refused', async (line, run) => {
    await using stub = await startStub({ replies: [refusal('90422')] });
    const reply = await run(stub);
    expect(reply).toMatchObject({ refused: { code: 'REJECTED', providerCode: '90422' } });
    const subject = line.includes('/info?') ? [{ subject: 'ABSENCE' }] : [{ status: 'FAILED' }];
    expect(reply).toMatchObject({ observations: line.includes('/cancel?') ? [] : subject });
  });

  test.each(operations)('%s is answered about something else, or invalidly', async (_line, run) => {
    await using stub = await startStub({ replies: [success('false')] });
    await expect(run(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  test('an abnormal payment whose transaction is not known cannot be refunded yet', async () => {
    await using stub = await startStub();
    const unknown = { ...abnormal, transactionHash: null };
    const { connection, call } = stub;
    await expect(connection.refundAbnormalPayment?.(unknown, call)).rejects.toBeInstanceOf(NotSent);
  });
});

function never(): never {
  throw new Error('the operation is not there');
}

describe('a refund or settlement that is accepted with a failed status', () => {
  test('is reported as failed, and was not refused', async () => {
    await using stub = await startStub({
      replies: [
        success('{"refundOrderNo":"RF20260101000001","refundStatus":"FAILED"}'),
        success('{"settlementOrderNo":"ST20260101000001","settlementStatus":"FAILED"}'),
      ],
    });
    const { connection, call } = stub;
    const refund = refundToSend({ address: address.ETHEREUM });
    for (const reply of [
      await connection.createRefund?.(refund, call),
      await connection.createSettlement?.(settlementToSend(), call),
    ]) {
      expect(reply).toMatchObject({ observations: [{ status: 'FAILED' }], refused: null });
    }
  });
});

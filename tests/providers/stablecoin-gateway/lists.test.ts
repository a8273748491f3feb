import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { OutcomeUnknown } from '../../../src/providers/provider.ts';
import { refusal, startStub, success, vectorTime } from './stub-gateway.ts';
import type { ScriptedReply } from './stub-gateway.ts';

const page = (records: string, total: number): ScriptedReply =>
  success(`{"records":${records},"total":${total},"pageSize":100,"pageNo":2}`);

describe('lists', () => {
  const range = { from: vectorTime + 1, to: vectorTime + 1_001, page: 2 };
  test('are requested in the times of Singapore, both ends included', async () => {
    await using stub = await startStub({
      replies: [page('[{"orderNo":"T1","orderStatus":"PAID"}]', 201)],
    });
    const listed = await stub.connection.listOrders?.(range, stub.call);
    expect(listed).toMatchObject({ observations: [{ providerReference: 'T1' }], hasMore: true });
    expect(stub.received()[0]?.body.toString('utf8')).toBe(
      '{"pageNum":2,"pageSize":100,"startTime":"2026-01-01 08:00:00","endTime":"2026-01-01 08:00:02"}',
    );
  });

  test('end with the last page', async () => {
    const records = '[{"refundOrderNo":"R1","refundStatus":"REFUNDED"}]';
    await using stub = await startStub({ replies: [page(records, 101)] });
    const { connection, call } = stub;
    expect(await connection.listRefunds?.(range, call)).toMatchObject({ hasMore: false });
  });

  test('omit what cannot be read, and report that', async () => {
    const records =
      '[{"settlementOrderNo":"S1","token":"ETH_USDT","amount":"much"},{"settlementOrderNo":"S2"}]';
    await using stub = await startStub({ replies: [page(records, 2)] });
    const listed = await stub.connection.listSettlements?.(range, stub.call);
    expect(listed?.observations).toMatchObject([{ providerReference: 'S2' }]);
    expect(stub.logged).toHaveLength(1);
  });

  test('of abnormal payments are filtered', async () => {
    const record =
      '{"abnormalPaymentNo":"A1","orderNo":"T1","token":"ETH_USDT","amount":"5","pendingAmount":"2.50","hash":"0x1","type":"OVER_PAID","status":"PENDING"}';
    await using stub = await startStub({ replies: [page(`[${record}]`, 1)] });
    const filter = { providerAbnormalPaymentId: 'A1', orderProviderReference: 'T1' };
    const listed = await stub.connection.listAbnormalPayments?.(filter, stub.call);
    expect(listed?.observations).toMatchObject([
      { type: 'OVERPAID', handled: false, pending: money('2.5', 'USDT', 'ETHEREUM') },
    ]);
    expect(stub.received()[0]?.body.toString('utf8')).toBe(
      '{"pageNum":1,"pageSize":100,"orderNo":"T1","abnormalPaymentNo":"A1"}',
    );
  });

  test('that are refused do not count as empty', async () => {
    await using stub = await startStub({ replies: [refusal('00008')] });
    const listing = stub.connection.listOrders?.(range, stub.call);
    await expect(listing).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

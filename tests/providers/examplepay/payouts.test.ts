import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import type { SettlementDestination } from '../../../src/domain/request.ts';
import { OutcomeUnknown } from '../../../src/providers/provider.ts';
import { settlementToSend } from './requests.ts';
import { ok, refusal, startStub } from './stub.ts';
import type { Stub } from './stub.ts';

const inr = (text: string) => money(text, 'INR');
const settlement = settlementToSend();
const { providerReference, notifyUrl } = settlement;
const about = { subject: 'SETTLEMENT', providerReference } as const;
const created = {
  payoutNo: 'W20240515090000000001',
  merchantTradeNo: providerReference,
  amount: '250.00',
  currency: 'INR',
};

const create = ({ connection, call }: Stub, changes = {}) =>
  connection.createSettlement?.({ ...settlement, ...changes }, call);

describe('createSettlement', () => {
  test('reports an accepted payout as pending', async () => {
    await using stub = await startStub({ replies: [ok(created)] });
    expect(await create(stub)).toEqual({
      observations: [
        {
          ...about,
          status: 'PENDING',
          occurredAt: null,
          requested: inr('250.00'),
          amount: inr('250.00'),
          providerSettlementId: created.payoutNo,
        },
      ],
      refused: null,
    });
    expect(stub.received[0]).toMatchObject({ target: '/pg/v2/payout/create' });
    expect(JSON.parse(String(stub.received[0]?.body))).toEqual({
      merchantTradeNo: providerReference,
      amount: '250.00',
      currency: 'INR',
      description: 'payout-1',
      payoutMethod: { type: 'UPI', vpa: 'asha@bank', payeeName: 'Asha Rao' },
      notifyUrl,
    });
  });

  const destinations: [SettlementDestination, Record<string, string>][] = [
    [
      {
        type: 'BANK_ACCOUNT',
        bankCode: 'HDFC0000001',
        bankName: 'HDFC',
        accountNumber: '123',
        holderName: 'Asha Rao',
        phone: '+919',
        email: 'asha@example.com',
      },
      {
        type: 'BANK_ACCOUNT',
        mode: 'IMPS',
        bankCode: 'HDFC0000001',
        bankName: 'HDFC',
        accountNumber: '123',
        payeeName: 'Asha Rao',
        payeePhone: '+919',
        payeeEmail: 'asha@example.com',
      },
    ],
    [
      { type: 'PIX', keyType: 'CPF', key: '1', holderName: 'João', document: '2' },
      { type: 'PIX', keyType: 'CPF', key: '1', payeeName: 'João', document: '2' },
    ],
    [
      { type: 'WALLET', walletCode: 'PAYTM', accountNumber: '9', holderName: 'Asha' },
      { type: 'WALLET', walletCode: 'PAYTM', accountNumber: '9', payeeName: 'Asha' },
    ],
  ];
  test.each(destinations)('sends %o as %o', async (destination, payoutMethod) => {
    await using stub = await startStub({ replies: [ok(created)] });
    await create(stub, { destination });
    expect(JSON.parse(String(stub.received[0]?.body)).payoutMethod).toEqual(payoutMethod);
  });

  test.each([
    ['Payout.Common.InsufficientBalance', 'REJECTED'],
    ['Payout.Common.Rejected', 'DECLINED'],
  ])('proves FAILED by %s (%s)', async (code, expected) => {
    await using stub = await startStub({ replies: [refusal(code)] });
    expect(await create(stub)).toMatchObject({
      observations: [{ ...about, status: 'FAILED', failure: { code: expected } }],
    });
  });

  test('treats a duplicate as the acceptance of the first one', async () => {
    await using stub = await startStub({ replies: [refusal('Common.DuplicateOrder')] });
    expect(await create(stub)).toMatchObject({
      observations: [{ ...about, status: 'PENDING' }],
      refused: null,
    });
  });

  test('ends an answer about another payout as an unknown outcome', async () => {
    await using stub = await startStub({ replies: [ok({ ...created, merchantTradeNo: 'X' })] });
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  test.each([{ amount: '250.01' }, { currency: 'BRL' }])(
    'reports what is echoed: %o',
    async (of) => {
      const data = { ...created, ...of };
      await using stub = await startStub({ replies: [ok(data)] });
      const requested = money(data.amount, data.currency);
      expect(await create(stub)).toMatchObject({ observations: [{ requested }] });
    },
  );
});

const query = ({ connection, call }: Stub) =>
  connection.querySettlement?.({ providerReference, providerSettlementId: null }, call);

const found = (changes: Record<string, unknown>) =>
  ok({ ...created, totalFee: '2.50', status: 'PENDING', paidTime: null, ...changes });

describe('querySettlement', () => {
  test('reports the fee and the time for PAID', async () => {
    const reply = found({ status: 'PAID', paidTime: '2024-05-15T09:00:02+08:00' });
    await using stub = await startStub({ replies: [reply] });
    expect(await query(stub)).toEqual({
      observations: [
        {
          ...about,
          status: 'SUCCEEDED',
          occurredAt: Date.parse('2024-05-15T01:00:02Z'),
          requested: inr('250.00'),
          amount: inr('250.00'),
          fee: inr('2.50'),
          providerSettlementId: created.payoutNo,
        },
      ],
      refused: null,
    });
    expect(String(stub.received[0]?.body)).toBe(`{"merchantTradeNo":"${providerReference}"}`);
  });

  test.each([
    ['PENDING', 'PENDING'],
    ['FAILED', 'FAILED'],
    ['CLOSED', null],
    ['REVERSED', null],
  ])('reports %s as %s', async (code, status) => {
    await using stub = await startStub({ replies: [found({ status: code })] });
    expect(await query(stub)).toMatchObject({ observations: [{ status, occurredAt: null }] });
    expect(stub.logged).toHaveLength(status === null ? 1 : 0);
  });

  test('reports the provider’s code of a failure', async () => {
    const reasons = { errorCode: 'Payout.Common.Rejected', errorInfo: 'no such account' };
    await using stub = await startStub({ replies: [found({ status: 'FAILED', ...reasons })] });
    const failure = {
      code: 'DECLINED',
      providerCode: reasons.errorCode,
      providerMessage: reasons.errorInfo,
    };
    expect(await query(stub)).toMatchObject({ observations: [{ failure }] });
  });

  test('reports an absence for "not found"', async () => {
    await using stub = await startStub({ replies: [refusal('Common.OrderNotFound')] });
    expect(await query(stub)).toMatchObject({
      observations: [{ subject: 'ABSENCE', of: 'SETTLEMENT', providerReference }],
    });
  });
});

describe('balances', () => {
  const list = [
    { currency: 'INR', availableAmount: '9747.50', frozenAmount: '252.50' },
    { currency: 'BRL', availableAmount: '0.00', frozenAmount: '0.00' },
  ];

  test('are queried in both currencies', async () => {
    await using stub = await startStub({ replies: [ok({ balanceList: list })] });
    const { connection, call } = stub;
    const none = money('0.00', 'BRL');
    expect(await connection.balances?.(call)).toEqual([
      { available: inr('9747.50'), frozen: inr('252.50'), unsettled: null },
      { available: none, frozen: none, unsettled: null },
    ]);
    expect(String(stub.received[0]?.body)).toBe('{"currencies":["INR","BRL"]}');
  });

  test('are unknown when refused', async () => {
    await using stub = await startStub({ replies: [refusal('Common.Unauthorized', 401)] });
    const { connection, call } = stub;
    await expect(connection.balances?.(call)).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

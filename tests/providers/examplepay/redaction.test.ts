import { expect, test } from 'vitest';
import { OutcomeUnknown } from '../../../src/providers/provider.ts';
import { orderToSend, payer, settlementToSend } from './requests.ts';
import { ok, refusal, startStub } from './stub.ts';
import { appSecret, bodies } from './vectors.ts';

const echo = ({ body }: { body: Buffer }) => ({ body: `${appSecret} ${String(body)}` });

test('no secret, signature, payer or payee is in any record, log or error', async () => {
  const replies = [{ body: bodies.E4 }, echo, refusal('Payout.Common.Rejected'), ok(null)];
  await using stub = await startStub({ replies });
  const { connection, call } = stub;
  const method = { type: 'UPI', flow: 'COLLECT', vpa: 'joao@upi' } as const;
  const customer = { ...payer, ipAddress: '203.0.113.7' };
  await connection.createOrder(orderToSend({ method, customer }), call);
  const errors: unknown[] = [];
  const collect = (error: unknown) => errors.push(error);
  await connection.createOrder(orderToSend({ method, customer }), call).catch(collect);
  await connection.createSettlement?.(settlementToSend(), call);
  const destination = {
    type: 'BANK_ACCOUNT',
    bankCode: 'HDFC0000001',
    bankName: 'HDFC Bank',
    accountNumber: '50100012345',
    holderName: 'Asha Rao',
    phone: '+919876543210',
    email: 'asha@example.com',
  } as const;
  await connection.createSettlement?.(settlementToSend({ destination }), call).catch(collect);
  expect(errors).toEqual([expect.any(OutcomeUnknown), expect.any(OutcomeUnknown)]);

  const signatures = stub.received.map(
    ({ headers }) => /sign=(\w+)/.exec(headers.authorization ?? '')?.[1] ?? 'none',
  );
  const hidden = [
    appSecret,
    ...signatures,
    'João',
    payer.email,
    payer.phone,
    payer.document,
    'u1001',
    'joao@upi',
    '203.0.113.7',
    'asha@bank',
    ...Object.values(destination).filter((value) => value !== 'BANK_ACCOUNT'),
  ];
  expect(stub.received).toHaveLength(4);
  const recorded = JSON.stringify([stub.exchanges, stub.logged, errors.map(String)]);
  expect(hidden.filter((secret) => secret !== null && recorded.includes(secret))).toEqual([]);
  // What support needs is still there.
  expect(recorded).toContain('ORD-20240514-0001');
  expect(recorded).toContain('UPI_COLLECT');
});

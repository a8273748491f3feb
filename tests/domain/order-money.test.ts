import { describe, expect, it } from 'vitest';
import { orderStatus } from '../../src/domain/chargebacks/order-status.ts';
import { noOrderEvidence } from '../../src/domain/order.ts';
import { nextAction } from '../../src/domain/payer/next-action.ts';
import { paidAt, paidSoFar, refundableLimit, remaining } from '../../src/domain/order-money.ts';
import { add, after, answered, observation, usdt } from './order-facts.ts';

describe('the money of an order', () => {
  it('is the greatest amount that was stated, in whatever order', () => {
    const [less, more] = [usdt('40'), usdt('60')].map((paid) =>
      observation('PARTIALLY_PAID', { paid }),
    );
    expect(less && more && after(more, less).paid).toEqual(usdt('60'));
  });

  it('is what was due where PAID came without an amount, and remains so when it is reversed', () => {
    const opened = observation('AWAITING_PAYMENT', { payable: usdt('100') });
    const paid = after(opened, observation('PAID'));
    expect(paidSoFar(paid, 'PAID')).toEqual(usdt('100'));
    const reversed = add(paid, observation('REVERSED'));
    expect(paidSoFar(reversed, 'REVERSED')).toEqual(usdt('100'));
  });

  it('counts nothing towards an order that expired under-paid', () => {
    const evidence = after(
      observation('PARTIALLY_PAID', { paid: usdt('40') }),
      observation('EXPIRED'),
    );
    expect(paidSoFar(evidence, orderStatus(evidence, answered, null))).toBeNull();
  });

  it('is refundable when it is paid, up to what the provider refunds', () => {
    const paid = after(observation('PAID', { paid: usdt('100.89') }));
    expect(refundableLimit(paid, 'PAID')).toEqual(usdt('100.89'));
    const limited = add(paid, observation(null, { refundableLimit: usdt('100') }));
    expect(refundableLimit(limited, 'PAID')).toEqual(usdt('100'));
    expect(refundableLimit(limited, 'PROCESSING')).toBeNull();
    expect(refundableLimit(limited, 'REVERSED')).toBeNull();
  });

  it('never leaves a negative remainder', () => {
    expect(remaining(usdt('100'), usdt('30'))).toEqual(usdt('70'));
    expect(remaining(usdt('100'), usdt('130'))).toEqual(usdt('0'));
  });

  it('was received at the earliest stated time, otherwise when we first recorded it', () => {
    const paid = observation('PAID', { recordedAt: 7_000 });
    expect(paidAt(after(paid, { ...paid, recordedAt: 6_000 }))).toBe(6_000);
    const stated = { ...paid, occurredAt: 3_000 };
    expect(paidAt(after(paid, stated, { ...stated, occurredAt: 2_000 }))).toBe(2_000);
    expect(paidAt(after(observation('EXPIRED')))).toBeNull();
  });
});

describe('what the payer has to do', () => {
  const opened = after(
    observation('AWAITING_PAYMENT', {
      payable: usdt('100'),
      instructions: { depositAddress: 'T1', checkoutUrl: 'https://pay.example/1' },
    }),
  );

  it('is to send to the address while payment is awaited, and nothing once it is not', () => {
    expect(nextAction(opened, 'AWAITING_PAYMENT')).toEqual({
      kind: 'DEPOSIT_ADDRESS',
      address: 'T1',
      amount: usdt('100'),
      tokenContract: null,
      checkoutUrl: 'https://pay.example/1',
    });
    for (const over of ['PROCESSING', 'PAID', 'EXPIRED', 'CANCELED', 'UNKNOWN'] as const) {
      expect(nextAction(opened, over)).toBeNull();
    }
  });

  it('is to scan the code, or to open the page, where there is no address', () => {
    const page = after(
      observation(null, { instructions: { checkoutUrl: 'https://pay.example/2' } }),
    );
    expect(nextAction(page, 'AWAITING_PAYMENT')).toEqual({
      kind: 'REDIRECT',
      url: 'https://pay.example/2',
    });
    const code = add(page, observation(null, { instructions: { qrPayload: 'qr' } }));
    expect(nextAction(code, 'PARTIALLY_PAID')).toEqual({
      kind: 'QR_CODE',
      payload: 'qr',
      expiresAt: null,
    });
    expect(nextAction(noOrderEvidence, 'AWAITING_PAYMENT')).toBeNull();
  });
});

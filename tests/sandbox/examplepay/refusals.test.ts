import { describe, expect, it } from 'vitest';
import { openTestSandbox } from './merchant.ts';

const parameter = (name: string) => ['Common.InvalidParameter', `invalid parameter: ${name}`];

describe('a payment', () => {
  const payer = { userId: 'u1', name: 'A', email: 'a@b.c', phone: '1' };
  it.each<[Record<string, unknown>, string]>([
    [{ merchantTradeNo: undefined }, 'merchantTradeNo'],
    [{ merchantTradeNo: '' }, 'merchantTradeNo'],
    [{ merchantTradeNo: 'a'.repeat(51) }, 'merchantTradeNo'],
    ...[
      '100',
      '100.0',
      '100.000',
      '0.00',
      '00.10',
      '0100.00',
      '-1.00',
      '1e2',
      ' 1.00',
      '1000000000000000.00',
    ].map((amount): [Record<string, unknown>, string] => [{ amount }, 'amount']),
    [{ amount: 100.05 }, 'amount'],
    [{ currency: 'INRX' }, 'currency'],
    [{ description: 'é'.repeat(81) }, 'description'],
    [{ description: null }, 'description'],
    [{ payer: 'A' }, 'payer'],
    [{ payer: undefined }, 'payer'],
    [{ payer: { ...payer, name: null } }, 'payer.name'],
    [{ payer: { ...payer, phone: '1'.repeat(21) } }, 'payer.phone'],
    [{ payer: { ...payer, document: 'a'.repeat(65) } }, 'payer.document'],
    [{ payMethod: 'UPI' }, 'payMethod'],
    [{ payMethod: { type: 'upi' } }, 'payMethod.type'],
    [{ payMethod: { type: 'UPI_COLLECT' } }, 'payMethod.vpa'],
    [{ tradeEnv: { ip: '1'.repeat(33) } }, 'tradeEnv.ip'],
    [{ merchantAttach: 'a'.repeat(256) }, 'merchantAttach'],
    [{ notifyUrl: undefined }, 'notifyUrl'],
    [{ notifyUrl: 'http://shop.example.test/' }, 'notifyUrl'],
    [{ notifyUrl: 'https://shop.example.test/#a' }, 'notifyUrl'],
    [{ notifyUrl: '/notify' }, 'notifyUrl'],
    [{ returnUrl: `https://shop.example.test/${'a'.repeat(255)}` }, 'returnUrl'],
  ])('with %o is refused: %s', async (fields, name) => {
    const { merchant, provider } = await openTestSandbox();
    const { code, errorMessage } = await merchant.payment(fields);
    expect([code, errorMessage]).toEqual(parameter(name));
    expect(provider.effects().ordersCreated).toBe(0);
  });

  it.each([
    ['USD', 'UPI', 'Common.UnsupportedCurrency'],
    ['INR', 'CARD', 'Common.UnsupportedMethod'],
    ['INR', 'PIX', 'Common.UnsupportedMethod'],
    ['BRL', 'UPI_COLLECT', 'Common.UnsupportedMethod'],
  ])('in %s by %s is refused: %s', async (currency, type, code) => {
    const { merchant } = await openTestSandbox();
    expect((await merchant.payment({ currency, payMethod: { type } })).code).toBe(code);
  });

  it('is refused a second time, even if identical; and another kind may have its number', async () => {
    const { merchant, provider } = await openTestSandbox();
    expect((await merchant.payment()).code).toBe('OK');
    expect((await merchant.payment()).code).toBe('Common.DuplicateOrder');
    expect((await merchant.payout({ merchantTradeNo: 'T1' })).code).toBe('OK');
    expect(provider.effects()).toMatchObject({ ordersCreated: 1, settlementsCreated: 1 });
  });

  it('counts lengths in characters and ignores what it does not know', async () => {
    const { merchant } = await openTestSandbox();
    const fields = { description: '🙂'.repeat(80), more: 1, merchantAttach: null };
    expect((await merchant.payment(fields)).code).toBe('OK');
  });
});

describe('a payout', () => {
  const bank = {
    type: 'BANK_ACCOUNT',
    mode: 'IMPS',
    bankCode: 'HDFC0000001',
    bankName: 'HDFC',
    accountNumber: '1',
    payeeName: 'A',
    payeePhone: '1',
    payeeEmail: 'a@b.c',
  };
  const pix = { type: 'PIX', keyType: 'CPF', key: '1', payeeName: 'A', document: '2' };
  const wallet = { type: 'WALLET', walletCode: 'P', accountNumber: '1', payeeName: 'A' };

  it.each<[string, Record<string, unknown>, string]>([
    ['INR', bank, 'OK'],
    ['BRL', bank, 'OK'],
    ['BRL', pix, 'OK'],
    ['INR', wallet, 'OK'],
    ['INR', pix, 'Common.UnsupportedMethod'],
    ['BRL', { type: 'UPI', vpa: 'a@b', payeeName: 'A' }, 'Common.UnsupportedMethod'],
    ['INR', { type: 'CASH' }, 'Common.UnsupportedMethod'],
    ['USD', bank, 'Common.UnsupportedCurrency'],
    ['INR', { ...bank, mode: 'NEFT' }, 'Common.InvalidParameter'],
    ['INR', { ...bank, payeeEmail: null }, 'Common.InvalidParameter'],
    ['BRL', { ...pix, keyType: 'IBAN' }, 'Common.InvalidParameter'],
    ['INR', { ...wallet, walletCode: 'a'.repeat(21) }, 'Common.InvalidParameter'],
  ])('in %s to %o: %s', async (currency, payoutMethod, code) => {
    const { merchant } = await openTestSandbox();
    expect((await merchant.payout({ currency, payoutMethod })).code).toBe(code);
  });

  it('is refused above the balance with its fee', async () => {
    const { merchant } = await openTestSandbox();
    const code = async (amount: string, merchantTradeNo: string) =>
      (await merchant.payout({ amount, merchantTradeNo })).code;
    expect(await code('99009.91', 'A')).toBe('Payout.Common.InsufficientBalance');
    expect(await code('99009.90', 'B')).toBe('OK');
  });
});

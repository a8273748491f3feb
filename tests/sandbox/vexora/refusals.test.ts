import { describe, expect, it } from 'vitest';
import { md5, openTestSandbox } from './merchant.ts';
import type { Changes } from './merchant.ts';

const store = { channelCode: 'STORE', wayCode: '711', postcode: '100', address: '1 Road' };

describe('the Vexora sandbox refuses', () => {
  it.each([
    ['another method', { method: 'PUT' }, 'request format error'],
    ['another content type', { contentType: 'text/plain' }, 'request format error'],
    ['broken JSON', { body: '{"tradeNo":' }, 'request format error'],
    ['a list', { body: '[]' }, 'request format error'],
    ['a field twice', { body: '{"a":"1","a":"2"}' }, 'request format error'],
    ['an unknown merchant', { merchantNo: '9999999999' }, 'merchant not exist'],
    ['a merchant of another country', { country: 'korea' }, 'merchant not exist'],
    ['a wrong signature', { sign: '0'.repeat(32) }, 'sign error'],
    ['no signature', { body: '{"timestamp":"1"}' }, 'sign error'],
  ] as [string, Changes, string][])('%s', async (_name, changes, msg) => {
    const { checkout, provider } = await openTestSandbox();
    expect(await checkout({}, changes)).toMatchObject({
      status: 200,
      code: '8000',
      msg,
      success: false,
      data: null,
    });
    expect(provider.effects().ordersCreated).toBe(0);
  });

  it('an upper-case signature, and one by another rule', async () => {
    const { call, credentials } = await openTestSandbox();
    const fields = { timestamp: '1724151084278' };
    const right = md5(fields, credentials.appSecret);
    expect((await call('queryBalance', fields, { sign: right })).code).toBe('0000');
    expect((await call('queryBalance', fields, { sign: right.toUpperCase() })).code).toBe('8000');
  });

  it('paths that it does not have with HTTP 404', async () => {
    const { call } = await openTestSandbox();
    expect((await call('deposits', {})).status).toBe(404);
    expect((await call('payinSubmit', {})).status).toBe(404);
    expect((await call('toString', {})).status).toBe(404);
  });

  it.each([
    [{ amount: null }, 'amount is invalid'],
    [{ amount: 300.5 }, 'amount is invalid'],
    [{ amount: ['300'] }, 'amount is invalid'],
    [{ timestamp: '' }, 'timestamp is required'],
    [{ timestamp: '1738843378' }, 'timestamp is invalid'],
    [{ tradeNo: '' }, 'tradeNo is required'],
    [{ firstname: '' }, 'firstname is required'],
    [{ returnUrl: '' }, 'returnUrl is required'],
    [{ bankNumber: '' }, 'bankNumber is required'],
    [{ ...store, postcode: '' }, 'postcode is required'],
    [{ ...store, address: '' }, 'address is required'],
    [{ amount: '0' }, 'amount is invalid'],
    [{ amount: '300.00' }, 'amount is invalid'],
    [{ mobile: '912345678' }, 'mobile is invalid'],
    [{ tradeNo: 'a b' }, 'tradeNo is invalid'],
    [{ tradeNo: 'x'.repeat(33) }, 'tradeNo is invalid'],
    [{ bankNumber: '808–0358' }, 'bankNumber is invalid'],
    [{ bankNumber: '8080358' }, 'bankNumber is invalid'],
    [{ ipAddress: 'here' }, 'ipAddress is invalid'],
    [{ email: 'nobody' }, 'email is invalid'],
    [{ notifyUrl: 'ftp://x' }, 'notifyUrl is invalid'],
    [{ channelCode: 'CASH' }, 'channelCode is invalid'],
    [{ wayCode: 'VA' }, 'wayCode is invalid'],
    [{ channelCode: 'EWALLET', wayCode: 'DANA' }, 'wayCode is invalid'],
    [{ ...store, wayCode: 'OKMART' }, 'wayCode is invalid'],
  ])('a checkout with %j', async (fields, msg) => {
    const { checkout } = await openTestSandbox();
    expect(await checkout(fields)).toMatchObject({ code: '8000', msg });
  });

  it.each([
    [{ amount: '99' }, 'amount is invalid'],
    [{ bankCode: '0004' }, 'bankCode is invalid'],
    [{ bankNumber: '808-1' }, 'bankNumber is invalid'],
    [{ name: '' }, 'name is required'],
    [{ amount: '1000001' }, 'insufficient balance'],
  ])('a payout with %j', async (fields, msg) => {
    const { payOut } = await openTestSandbox();
    expect(await payOut(fields)).toMatchObject({ code: '8000', msg });
  });

  it('a number that was used, for orders and payouts separately', async () => {
    const { checkout, payOut } = await openTestSandbox();
    expect((await checkout()).code).toBe('0000');
    expect((await payOut({ tradeNo: 'T1' })).code).toBe('0000');
    expect(await checkout({ amount: '5' })).toMatchObject({ msg: 'tradeNo already exists' });
    expect(await payOut({ tradeNo: 'T1' })).toMatchObject({ msg: 'tradeNo already exists' });
  });

  it('a query of a number that it does not know', async () => {
    const { call } = await openTestSandbox();
    for (const operation of ['queryPayInResult', 'queryPayOutResult']) {
      expect(await call(operation, { tradeNo: 'T1' })).toMatchObject({ msg: 'order not exist' });
    }
  });

  it('the eleventh order of an address on a day, but not of the next day', async () => {
    const { checkout, clock } = await openTestSandbox();
    for (let made = 0; made < 10; made += 1) {
      expect((await checkout({ tradeNo: `T${made}` })).code).toBe('0000');
    }
    expect(await checkout({ tradeNo: 'T10' })).toMatchObject({ msg: 'ip limit exceeded' });
    expect((await checkout({ tradeNo: 'T10', ipAddress: '192.168.0.2' })).code).toBe('0000');
    await clock.advance(12 * 3_600_000);
    expect((await checkout({ tradeNo: 'T11' })).code).toBe('0000');
  });

  it('an order after three full payments of an address on a day; parts do not count', async () => {
    const { checkout, provider } = await openTestSandbox();
    for (const [tradeNo, amount] of [['A'], ['B'], ['C', '1'], ['D']] as [string, string?][]) {
      expect((await checkout({ tradeNo })).code).toBe('0000');
      provider.pay(tradeNo, { amount });
    }
    expect(await checkout({ tradeNo: 'E' })).toMatchObject({ msg: 'ip limit exceeded' });
  });
});

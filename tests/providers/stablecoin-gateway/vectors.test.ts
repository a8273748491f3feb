/** Documented vectors and computed ones (docs/providers/stablecoin-gateway.md#test-vectors). */
import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { stringifyJson } from '../../../src/providers/json.ts';
import * as xcheckout from '../../../src/providers/anexpay-xcheckout/mapping.ts';
import * as wCheckout from '../../../src/providers/w-checkout/mapping.ts';
import { abnormalPaymentRefundBody } from '../../../src/providers/stablecoin-gateway/brand.ts';
import {
  exchangeStringToSign,
  sign,
  signatureMatches,
  signingKey,
} from '../../../src/providers/stablecoin-gateway/signature.ts';
import { orderToSend, refundToSend, settlementToSend } from './requests.ts';
import { configs, signKey } from './stub-gateway.ts';
import { xBodies, wBodies } from './vector-bodies.ts';
import { post, right, wrong } from './vectors.ts';

const key = signingKey(signKey);
const W = wBodies;
const { B1, B3 } = xBodies;

describe('the exchange vectors', () => {
  test.each(right)('%s is signed as published', (_name, exchange, signature) => {
    expect(sign(key, exchangeStringToSign(exchange))).toBe(signature);
    expect(signatureMatches(key, exchangeStringToSign(exchange), signature)).toBe(true);
  });
});

describe('the form without a question mark', () => {
  test.each(wrong)('%s is refused', (_name, exchange, signature) => {
    expect(signatureMatches(key, exchangeStringToSign(exchange), signature)).toBe(false);
  });

  test.each(wrong)('%s is accepted behind the switch', (_name, exchange, signature) => {
    expect(sign(key, exchangeStringToSign({ ...exchange, queryPrefix: '' }))).toBe(signature);
  });
});

const stringToSign = (body: string) =>
  exchangeStringToSign(post('/checkout/abnormal-payment/refund', body));

test('W V6x, with the inner space deleted from the string only, is refused', () => {
  const signature =
    'wt7l+Hiwq6h4BXeC4u8PQEYlt5obTL+CuwzDk3vQqL/yWpGuEhn3ZlmNW8mNxcJZRn9E9l3mg5DLw809bKOHTw==';
  expect(signatureMatches(key, stringToSign(W.B4), signature)).toBe(false);
  expect(sign(key, stringToSign(W.B4.replaceAll(' ', '')))).toBe(signature);
});

describe('the bodies of the vectors are the bodies that we send', () => {
  test('X B1', () => {
    const order = orderToSend({ providerReference: 'T20260101000001', expiresIn: 1800 });
    order.customer.id = 'cust01';
    expect(stringifyJson(xcheckout.orderBody(order))).toBe(B1);
  });

  test('X B3', () => {
    const refund = refundToSend({
      providerReference: 'RF20260101000001',
      address: '0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C',
      amount: money('10.5', 'USDT', 'ETHEREUM'),
      reason: 'late payment 退款',
    });
    expect(stringifyJson(xcheckout.refundBody(refund))).toBe(B3);
  });

  test('W B1', () => {
    const order = orderToSend({
      providerReference: '1759988038609',
      amount: money('0.50', 'USD'),
      expiresIn: 2000,
    });
    order.customer.id = '6';
    expect(stringifyJson(wCheckout.orderBody(order, configs.W_CHECKOUT))).toBe(W.B1);
  });

  test('W B3', () => {
    const settlement = settlementToSend({
      providerReference: '25',
      amount: money('1000.233567', 'USDT', 'ETHEREUM'),
      orderProviderReferences: ['test00031'],
    });
    const config = { ...configs.W_CHECKOUT, merchantId: '2' };
    expect(stringifyJson(wCheckout.settlementBody(settlement, config))).toBe(W.B3);
  });

  test('W B4', () => {
    const refund = {
      providerReference: '7592274273351',
      order: { providerReference: '1759227427335', providerOrderId: null },
      providerAbnormalPaymentId: 'AP1',
      transactionHash: '0x00000000000000',
      amount: money('1', 'USDT', 'ETHEREUM'),
      reason: 'two words',
    };
    const body = abnormalPaymentRefundBody(refund, refund.transactionHash);
    expect(stringifyJson(body)).toBe(W.B4);
  });
});

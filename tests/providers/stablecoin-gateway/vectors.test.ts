/** Section 6 of both specifications, word for word; "computed here" and documented ones alike. */
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
import type { SignedExchange } from '../../../src/providers/stablecoin-gateway/signature.ts';
import { orderToSend, refundToSend, settlementToSend } from './requests.ts';
import { configs, signKey, vectorTime } from './stub-gateway.ts';
import { xBodies, wBodies } from './vector-bodies.ts';

const key = signingKey(signKey);
const at = String(vectorTime);
const post = (target: string, body: string, timestamp = at): SignedExchange => ({
  method: 'POST',
  timestamp,
  target,
  body,
});
const get = (target: string, timestamp = at): SignedExchange => ({
  method: 'GET',
  timestamp,
  target,
  body: '',
});
const { B1, B2, B3 } = xBodies;
const W = wBodies;

const right: [string, SignedExchange, string][] = [
  [
    'V1',
    post('/openapi/test', '{"a":"124"}', '1636360661729'),
    'MxrYnCm9Q7JOAvOrISf8+T2kuTW1d/w0at8aaPaoiX08VWfun3XPokVlIx1TkHXdcitls09wzfUGtXQZq23xdg==',
  ],
  [
    'X V2',
    get('/openapi/test?test=234', '1636360576641'),
    'KDlQhhUfc4U+kPClhXVT5+ne17NtRQs2R4mlYk9x/QsuD9hhXWh9v967nZJDbYt7nXa2uK0xvR9NfNAQ8j1EqA==',
  ],
  [
    'X V3',
    post('/checkout/order/create', B1),
    'J/azBzfp1sQMddji5dZHcmlhhTsH6cHlmKSyHW3Pn2OUXDc8vZK6bW11Jh0hvDWqOFaeyLMT2QkqmjZCAfYCoA==',
  ],
  [
    'X V4',
    post('/checkout/order/create', B2, '1767225600350'),
    'iZPGrL+3YiJ3ZfDIlpfnu4G37lbo5MBEpgemJ58B57ozjB5BFTURgCdiBkWndF+vMUllahrwvNLLAGMrkkuyqw==',
  ],
  [
    'X V5',
    get('/checkout/order/info?orderNo=T20260101000001'),
    'ELFLgZg8GM0sptush7H05p7pqX01zQiHDeSrxrjHoOqiEQwNX5FW3fiLTYAb64cNiNiOygKFt44TbDYc5yzf8Q==',
  ],
  [
    'X V6',
    get('/openapi/test?name=a%20b&x=1'),
    'rLu9gbVFzTlZ6iSvfZQDsNKKZc0UyAMVVxHTIqkrtGxx0ROY7ou0rSWuPZsnphNPdO4OqWu+CbuTsCXztbaXaA==',
  ],
  [
    'X V7',
    post('/checkout/refund/create', B3),
    'yyQlsGdVzh+FHTC9s706MnAs9kjueiWaDaZDUR24py3Do4fTIhW1UQqyl+Jqripelw+dedR2VQ37XVjC3i2ExA==',
  ],
  [
    'W V2',
    post('/checkout/order/create', W.B1),
    'lHY9dsKN+evuN8CMSu27DnXDUMzjHvWsg2YJqXSU9edUslKP7+UT/rk1us1YUOZrO2jf28FWqxo0IWKv58pFOg==',
  ],
  [
    'W V3',
    post('/checkout/order/create', W.B2, '1767225600350'),
    'PLWHfBGJFZLkj2AcMSWwYcZ2fe00ezphCNOW90t4j6rjEC/KK493+KMIgvRWrh6Cp3sdBv/8LPl+MXZY/L5EWQ==',
  ],
  [
    'W V4',
    get('/checkout/order/info?orderNo=1762251243302'),
    'uAuPbR9uS7yfLF+dv/N6ox+9Q6MfSJx03WoRq3+Yd+rMFb1IVWxle3dq5atgTGeUa3OqK5rNx8suQV2YNxZvfg==',
  ],
  [
    'W V5',
    post('/checkout/settlement/create', W.B3),
    'ixPvcwPOykJU1dAqq0MXLj0aTr6GeJeOQP1RCPqDhvLhcgceHMiPz5dNqQCzn/2aLhlbr9ygYewLv5WpgiqYMA==',
  ],
  [
    'W V6',
    post('/checkout/abnormal-payment/refund', W.B4),
    'I+lW5wMkRbEepwhvNbKC87Zu6x6yni1BUV0fO8HhAX4sBDnSKCcATDoKSJTJVAfrhvQi1OS83me4DobuN20GoQ==',
  ],
];

describe('the exchange vectors', () => {
  test.each(right)('%s is signed as published', (_name, exchange, signature) => {
    expect(sign(key, exchangeStringToSign(exchange))).toBe(signature);
    expect(signatureMatches(key, exchangeStringToSign(exchange), signature)).toBe(true);
  });
});

const wrong: [string, SignedExchange, string][] = [
  [
    'X V2x',
    get('/openapi/test?test=234', '1636360576641'),
    'ZzFOTZDXLTD8Oihw8HlXsqE5luohrZaSMNIRgcggL85CR/r4wkwbJrePnI1HdAhzJ29/tpMGc9wHhIC/g6RLpQ==',
  ],
  [
    'W V4x',
    get('/checkout/order/info?orderNo=1762251243302'),
    'DBJU7+UF4qKsQR8i9WY8NW3Lqj/xEGmH127br01fh3i+88beWimuVQR9oTk2KgsrOGuhvM10sIYW29rIJtP0kQ==',
  ],
];

describe('the form without a question mark', () => {
  test.each(wrong)('%s is refused', (_name, exchange, signature) => {
    expect(signatureMatches(key, exchangeStringToSign(exchange), signature)).toBe(false);
  });

  test.each(wrong)('%s is right behind the switch', (_name, exchange, signature) => {
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

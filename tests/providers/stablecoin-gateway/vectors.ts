/** Documented vectors and computed ones (docs/providers/stablecoin-gateway.md#test-vectors). */
import type { SignedExchange } from '../../../src/providers/stablecoin-gateway/signature.ts';
import { vectorTime } from './stub-gateway.ts';
import { xBodies, wBodies } from './vector-bodies.ts';

const at = String(vectorTime);
export const post = (target: string, body: string, timestamp = at): SignedExchange => ({
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

/** Name, exchange, signature. */
export const right: readonly [string, SignedExchange, string][] = [
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

/** Signed without the question mark. */
export const wrong: readonly [string, SignedExchange, string][] = [
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

/** Name, body, signature, event id. */
export const genuineWebhooks: readonly [string, string, string, string][] = [
  [
    'X V8',
    xBodies.B4,
    'Sr0NUNXHoA7AF4GLDiQHcNNBoJZcH1CkxAu9s3SyA/7rh9RaabatQbmC7I8mqLSYovew7S1Av7IXGqYwhsj0KQ==',
    'evt_0a4fee0f5882',
  ],
  [
    'X V9',
    xBodies.B5,
    '/XGm+HNc2S4+xXdPKSyRG9Z/4zAlYpMGzYOV/s3udZ2IkiMt2IqGxHpY0bbF5x2O1qhtco2p1tmWwj5VtvYpUg==',
    'evt_0123456789ab',
  ],
  [
    'W V7',
    wBodies.B5,
    'GYl8btbHqn3UC+NYX6Atgtk2d/BebwqwUyJbbJHmGdHi3SpEV08a9tGkbSCiZf5hB5fxr7J4oAUVG+hzL3S0XA==',
    'evt_0a4fee0f8882',
  ],
  [
    'W V8',
    wBodies.B6,
    'yElIKI48G/b1Z2kEGeXCf3lDgE9Jql+Tk8EONXuJ/B0rBNJ7+F6mw0IG3A8H1Te1Nl/djdj/ukR/MGLJtbqqhA==',
    'evt_0123456789ab',
  ],
];

/** Name, body, signature. */
export const forgedWebhooks: readonly [string, string, string][] = [
  [
    'X V8x, signed by the response rule',
    xBodies.B4,
    'qZvqVoUlZiy1BdQKohNn/TUHKfID41CKQ2DfoDAydWfzI4f6bcEWSr/LLi22XSQM5qz22jSn0rLPoD4NIKfosw==',
  ],
  [
    'X V8y, over the body without spaces',
    xBodies.B4,
    'MWUeMLeNduKQKdywPw0Y6luTe/MH0gldfFTTydLmlk4toBRCKa595/nE2jTP9Td7Hib68XwQSO+OVAQ0HQmgxQ==',
  ],
  [
    'W V7x, over the body without spaces',
    wBodies.B5,
    'kxy5LNn0avSk4087ZYHo4YF1ZoeStTkCh+RMNc5CrTlwWXCZBygKYTY/E3PQ8FVwZqq1iwH4Jsfr8yZDwhaWUw==',
  ],
  ['a signature of another body', xBodies.B5, genuineWebhooks[0]?.[2] ?? ''],
  ['a part of the signature', xBodies.B4, 'Sr0NUNXHoA7AF4GL'],
  ['no signature', xBodies.B4, ''],
];

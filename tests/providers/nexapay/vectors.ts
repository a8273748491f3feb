/** Computed from the provider's own Java and Python samples (docs/providers/nexapay.md#test-vectors). */
export const K1 = 'secret_key';
export const K2 = 'e10adc3949ba59abbe56e057f20f883e';

export const V1 =
  '{"amount":"73800","currency":"BRL","goodsName":"锂电池","merchantId":"1840690697213079001","notifyUrl":"https://example.com/notify","orderId":"1863816181848834001","orderName":"展示名字","payer":{"document":"12345678900","email":"s.jycv@qq.com","name":"Jack","phoneNumber":"+8612345678901","type":1},"requestId":"1863816181848834001","subMerchantId":"1840690697213079002"}';
export const V2 = V1.replace('1840690697213079001', '1840690697213079559').replace(
  '1840690697213079002',
  '1840690697213079560',
);
export const V3 =
  '{"amount":"100","currency":"BRL","goodsName":"Sample Goods","merchantId":"225","notifyUrl":"https://example.com/notify","orderId":"1863911682520730001","orderName":"Sample Order","payCurrent":"BRL","payer":{"document":"12.345.678/0001-90","email":"1xample@example.com","name":"test","phoneNumber":"+5511987654321","type":2},"requestId":"1863911682520730002","subMerchantId":"225"}';
export const V4 =
  '{"amount":"9200","callbackUrl":"http://example.com/callbackUrl","currency":"USD","goodsName":"Sample Goods","merchantId":"1840690697213079001","notifyUrl":"http://example.com/notifyUrl","orderId":"186391168252074000H","orderName":"Sample Order","payer":{"document":"12345678900","email":"test@qq.com","name":"test","phoneNumber":"+5511987654321","type":1},"requestId":"184069069721307000I","subMerchantId":"1840690697213079002"}';
export const V5 = '{"orderId":"1863911682520739003","txId":"202412080210110100000000010"}';
/** As documented, its stray opening brace removed. */
export const V6 =
  '{"notifyType":"PAYMENT_RESULT","merchantId":"189897777807097711","subMerchantId":"189897777807097712","orderId":"189897777807097712","txId":"189897777807097713","requestId":"189897777807097714","payStatus":"T","payAmount":"100.8900000000000000","payCurrency":"BRL","payTime":"2024-10-01 11:37:47","chargeFees":[{"feeType":"PAYER_FEE","feeAmount":"0.50","feeCurrency":"BRL"},{"feeType":"IOF","feeAmount":"0.39","feeCurrency":"BRL"}]}';
const V6J =
  '{"chargeFees":[{"feeType":"PAYER_FEE","feeAmount":"0.50","feeCurrency":"BRL"},{"feeType":"IOF","feeAmount":"0.39","feeCurrency":"BRL"}],"merchantId":"189897777807097711","notifyType":"PAYMENT_RESULT","orderId":"189897777807097712","payAmount":"100.8900000000000000","payCurrency":"BRL","payStatus":"T","payTime":"2024-10-01 11:37:47","requestId":"189897777807097714","subMerchantId":"189897777807097712","txId":"189897777807097713"}';
const V6P = V6J.replace(
  /"feeType":"(\w+)","feeAmount":"([\d.]+)","feeCurrency":"BRL"/g,
  '"feeAmount":"$2","feeCurrency":"BRL","feeType":"$1"',
);
/** On an assumed body (docs/providers/nexapay.md#refunds). */
export const refundBody =
  '{"merchantId":"225","notifyUrl":"https://example.com/notify","orderId":"1863911682520730001","reason":"cliente desistiu","refundAmount":"40.00","refundCurrency":"BRL","refundRequestId":"R20241212000001","subMerchantId":"225","txId":"202412110210110100000000018"}';
export const refundSignature = 'd+d/rCKb+3Z7Mhrt4w9gKs4u4WL3jxGnd84Wp8hfHSI=';

interface Vector {
  name: string;
  input: string;
  canonical: { j: string; p: string };
  /** Bytes of the canonical form. */
  length?: number;
  signatures: { key: string; form: 'J' | 'P'; value: string }[];
}

const same = (canonical: string) => ({ j: canonical, p: canonical });

/** Both forms are the same. */
function agreed(name: string, body: string, k1: string, k2: string, length: number): Vector {
  const members = Object.entries(JSON.parse(body) as Record<string, unknown>).toReversed();
  return {
    name,
    // In another order and with whitespace, as it may be received.
    input: JSON.stringify(Object.fromEntries(members), null, 2),
    canonical: same(body),
    length,
    signatures: (['J', 'P'] as const).flatMap((form) => [
      { key: K1, form, value: k1 },
      { key: K2, form, value: k2 },
    ]),
  };
}

function edge(
  name: string,
  input: string,
  j: [canonical: string, signature: string],
  p: [canonical: string, signature: string] = j,
): Vector {
  return {
    name,
    input,
    canonical: { j: j[0], p: p[0] },
    signatures: [
      { key: K1, form: 'J', value: j[1] },
      { key: K1, form: 'P', value: p[1] },
    ],
  };
}

export const vectors: readonly Vector[] = [
  agreed(
    'V1, the Java sample',
    V1,
    'Swgtyq9QvDNI2klAuZ4tojPNPypZOQvJ3LtMyQ5o1V8=',
    'vSqLimfey1vcqyz3qbfLodynusYlk9yLHGvjDgszXv0=',
    379,
  ),
  agreed(
    'V2, the Python sample',
    V2,
    'e4zbg6XyFSPJZeOsK1SdMos1i2JWqgPGGgqAf0aeSUE=',
    'pt98tgc3kakYMf6JS1Ic/gLXppmt2AKwZzhLOivcRYs=',
    379,
  ),
  agreed(
    'V3, a direct payment',
    V3,
    'qG2RHq6euANJDDdLKOFfahwXYN/k/5aQuST2EsCDrUA=',
    'UgEFBGTSC0Pp/djkWVChxw2UmK7OBDT6JcBpdBR1Nx8=',
    380,
  ),
  agreed(
    'V4, a cashier order',
    V4,
    'Z9Tdlyjz1pgcdfS81N5fRYqOAAIRa7RhaFsrJ6YCzHs=',
    '1kdv3MbJQIttkACW4TCR3O+1PCtsPDmU7oFTDAyFT8A=',
    428,
  ),
  agreed(
    'V5, a query',
    V5,
    'V4s57s3cdGuOETh64mU0KJxDg3PvGAm9NIbCAxHVJFo=',
    '1v93CJYEDwZLQ0L+Qyo2wi/kdsOL9PWOjVs2Lp6q7Zo=',
    70,
  ),
  {
    name: 'V6, a notification',
    input: V6,
    canonical: { j: V6J, p: V6P },
    length: 432,
    signatures: [
      { key: K1, form: 'J', value: 'ZBs9bGk/T1C4nWboSy/UuvMLr/tNXjXCgcV2GyOcrik=' },
      { key: K2, form: 'J', value: 'emHxRYTjrLMksLAbk9t+qxvNRJTyeu0pX/qM3gIBE/A=' },
      { key: K1, form: 'P', value: '319O9o6taV1fuXikPgHYK5iLsayqI4R0aigwaHxGI2c=' },
      { key: K2, form: 'P', value: '94oMheWE+JqA3dAiHXVS6UHhju7Kakak0IHNLVNj/JU=' },
    ],
  },
  edge('V7, a number', '{"amount":100}', [
    '{"amount":100}',
    'QDsJvro7EH8myvlVMw9lvsfGnFzz+tdt9WKNqSPqKC0=',
  ]),
  edge('V8, the same as a string', '{"amount":"100"}', [
    '{"amount":"100"}',
    'rOvfAAvtmuqUHRTb6mu4GR/rXSm3Nj+vxJWAfGFMvdg=',
  ]),
  edge(
    'V9, a decimal',
    '{"amount":100.50}',
    ['{"amount":100.50}', '9FmImr79ZHuUhP5u7RtYu6LF8x+zomV0/reXBq0mt1g='],
    ['{"amount":100.5}', 'b4mapyb+z07r8IjAWmI8Yj7F4bfcUsc5ZdMqyniDdGM='],
  ),
  edge(
    'V10, null',
    '{"b":"1","a":null}',
    ['{"b":"1"}', 'RrjvnnQPlJNElietnysbigFLRNeAVmJRQKKDAfL7Mc4='],
    ['{"a":null,"b":"1"}', '6Ap8sIMvSo+nE9JRheY2qKAkLp8hMzJHfC6vQjhz3/0='],
  ),
  edge(
    'V11, the order of names',
    '{"b":1,"B":2,"a_1":3,"a1":4,"_":5,"payStatus":"S","payLoad":{"z":1,"y":2},"payCurrency":"BRL"}',
    [
      '{"B":2,"_":5,"a1":4,"a_1":3,"b":1,"payCurrency":"BRL","payLoad":{"y":2,"z":1},"payStatus":"S"}',
      'SLneCDkAIRwYTQ7/oYXbyCGuug5obr5y2NExJDvVibw=',
    ],
  ),
  edge(
    'V12, objects in an array',
    '{"list":[{"b":"2","a":"1"},{"d":{"y":1,"x":2},"c":null}],"id":"1"}',
    [
      '{"id":"1","list":[{"b":"2","a":"1"},{"d":{"y":1,"x":2}}]}',
      'bk5Ov6OSLFb2TzdjOXds9wGu0UzGeXkw5iveMH/wvBk=',
    ],
    [
      '{"id":"1","list":[{"a":"1","b":"2"},{"c":null,"d":{"x":2,"y":1}}]}',
      'T8Y7A12XQ2LC6uEqOlKd6W06KgT3wweVzD/bj4gcKfE=',
    ],
  ),
  edge('V13, nothing', '{}', ['{}', 'SEKbPokQVEaazhfnhy6nnGccOgjtR1S4vx9vkEIFxs8=']),
  {
    ...edge(
      'V14, escapes',
      String.raw`{"goodsName":"锂电池/\"A\" \\ \n😀","orderName":"\u5c55\u793a <&>"}`,
      [
        String.raw`{"goodsName":"锂电池/\"A\" \\ \n😀","orderName":"展示 <&>"}`,
        'mbbWX55aUZR1ZbFaOy+2ove8tACNtFfrT3vjurDyGvo=',
      ],
    ),
    length: 66,
  },
  {
    name: 'the refund',
    input: refundBody,
    canonical: same(refundBody),
    signatures: [{ key: K1, form: 'J', value: refundSignature }],
  },
];

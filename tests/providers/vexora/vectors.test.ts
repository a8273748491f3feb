import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/providers/json.ts';
import { sign, signatureMatches, stringToSign } from '../../../src/providers/vexora/signature.ts';
import { appSecret, bodies, signatures } from './vector-bodies.ts';
import type { VectorName } from './vector-bodies.ts';

const fieldsOf = (body: string): [string, string][] =>
  Object.entries(parseJson(body) as object).map(([name, value]) => [name, String(value)]);
const names = Object.keys(bodies) as VectorName[];

describe('the signature of the vectors', () => {
  test.each(names)('%s is signed as documented', (name) => {
    const text = stringToSign(fieldsOf(bodies[name]));
    expect(sign(text, appSecret)).toBe(signatures[name]);
    expect(signatureMatches(text, appSecret, signatures[name])).toBe(true);
    expect(signatureMatches(text, appSecret, signatures[name].toUpperCase())).toBe(true);
  });

  test.each([
    [
      'V1',
      'amount=300bankNumber=808-0368988888888channelCode=NET_BANKINGemail=123@gmail.comfirstname=abcipAddress=192.168.0.1lastname=efgmobile=0912345678notifyUrl=https://google.comremark=000000returnUrl=http://abc.com/callback_pagetimestamp=1724142041682tradeNo=00000007wayCode=BANK_TRANSFER',
    ],
    ['V3', 'timestamp=1728613488294tradeNo=test_00000008'],
    [
      'V4',
      'amount=100bankCode=004bankNumber=3560123456789012email=123@gmail.commobile=0912345678name=abcnotifyUrl=https://www.google.com/timestamp=1740632538919tradeNo=tn1740632538919',
    ],
    [
      'V6',
      'amount=300message=SUCCESSplatFormTradeNo=c167o1itir0fypidstatus=0000successTime=2024-08-20 16:25:31timestamp=1724142331000tradeNo=00000007',
    ],
  ] as const)('the string of %s is the documented one', (name, text) => {
    expect(stringToSign(fieldsOf(bodies[name]))).toBe(text);
  });

  test.each([
    ['the secret before the fields', '343d21e3c05cec7e328a4b44151cf180'],
    ['fields joined with &', '3f8fb478f1f0d67478d46302fe5df3bf'],
    ['&key= before the secret', '79a38581e4e43facc99761d0e5fd1c36'],
    ['an HMAC', '0f65847610363eb77bbbb3d83553079f'],
    ['a placeholder of the documentation', 'f53ee692f15d0329a1461373b67ff25a'],
    ['the MD5 of 123456', 'e10adc3949ba59abbe56e057f20f883e'],
    ['nothing', ''],
    ['a part', signatures.V3.slice(0, 31)],
  ])('%s is refused', (_name, wrong) => {
    expect(signatureMatches(stringToSign(fieldsOf(bodies.V3)), appSecret, wrong)).toBe(false);
  });

  test('two bodies can have the same signature, which is why a callback proves nothing by itself', () => {
    const apart = { amount: '300', bankNumber: '1', timestamp: '1' };
    const joined = { amount: '300bankNumber=1', timestamp: '1' };
    for (const body of [apart, joined]) {
      const signature = sign(stringToSign(Object.entries(body)), appSecret);
      expect(signature).toBe('00282b2d51422577f4021e50586d7ac9');
    }
  });

  test('a number is signed by its lexeme, a field named sign not at all', () => {
    const body = '{"amount":50002.0000,"sign":"x","tradeNo":"1"}';
    expect(stringToSign(fieldsOf(body))).toBe('amount=50002.0000tradeNo=1');
  });
});

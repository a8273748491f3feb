import { afterAll, beforeAll, expect, it } from 'vitest';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());
const query = `query ($input: ExplainSignatureInput!) {
  explainSignature(input: $input) { valid parts { rule value } expectedDigest receivedDigest causes { code message } } }`;
const k = 64 * 1024;
const bodies: Record<string, string> = {
  deep: '['.repeat(k / 2) + ']'.repeat(k / 2),
  deepObject: '{"a":'.repeat(10000) + '1' + '}'.repeat(10000),
  deep31: '['.repeat(31) + Array(32000).fill('0').join(',') + ']'.repeat(31),
  spaces: `{"a":"${' '.repeat(k - 10)}"}`,
  spaces2: `${' '.repeat(k - 10)}{"a":1}`.slice(0, k),
  inner: `{"a": ${' '.repeat(k - 20)} 1}`,
  backslashes: `{"a":"${'\\\\'.repeat(k / 2 - 10)}"}`,
  digits: `{"a":${'1'.repeat(k - 10)}}`,
  decimals: `{"a":1.${'0'.repeat(k - 10)}1}`.slice(0, 65530) + '}',
  zeros: `{"a":1.${'0'.repeat(k - 20)}}`,
  manyZeros: `{"a":[${Array(60).fill('1.' + '0'.repeat(1000) + '1').join(',')}]}`,
  members: `{${Array.from({ length: 9000 }, (_, i) => `"${i}":1`).join(',')}}`.slice(0, k),
  lf: '\n'.repeat(k),
  cr: '\r'.repeat(k),
  amps: '&'.repeat(k),
  pairs: 'a=1&'.repeat(k / 4),
  pairsDistinct: Array.from({ length: 7000 }, (_, i) => `a${i}=1`).join('&').slice(0, k),
  plus: `a=${'+'.repeat(k - 2)}`,
  percent: `a=${'%41'.repeat(21000)}`,
  nonAscii: `{"a":"${'é'.repeat(32000)}"}`,
  lone: '"' + '\\ud800'.repeat(10000) + '"',
  proto: '{"__proto__":{"a":1},"constructor":1,"toString":2}',
  big: '{"a":1e400,"b":-0,"c":1E5}',
  nul: '\u0000'.repeat(k),
};
const headersFor = {
  W_CHECKOUT: (s: string, t: string) => [
    { key: 'SIGNATURE', value: s }, { key: 'TIMESTAMP', value: t }, { key: 'X-SIGNATURE', value: s },
  ],
};
it('probes', async () => {
  const sig = {
    W_CHECKOUT: 'a'.repeat(64), ANEXPAY_XCHECKOUT: 'a'.repeat(64), EXAMPLEPAY: 'a'.repeat(64), NEXAPAY: 'a'.repeat(64), VEXORA: 'a'.repeat(64),
  } as Record<string, string>;
  const out: string[] = [];
  for (const name of Object.keys(testApp.accounts)) {
    for (const [what, body] of Object.entries(bodies)) {
      for (const direction of ['WEBHOOK', 'REQUEST', 'RESPONSE']) {
        const t = String(testApp.sandbox.clock.now());
        const s = sig[name] ?? '';
        const headers = ['signature', 'timestamp', 'x-signature', 'x-timestamp', 'sign', 'x-sign', 'authorization', 'x-merchant-id', 'nonce', 'x-nonce', 'app-id', 'appid', 'x-app-id', 'digest', 'x-api-key']
          .map((key) => ({ key, value: key.includes('time') ? t : s }));
        const delay = monitorEventLoopDelay({ resolution: 5 });
        delay.enable();
        const from = performance.now();
        const answer = await testApp.post({
          query,
          variables: { input: { account: (testApp.accounts as any)[name], direction, method: 'POST', url: '/a?b=1', headers, body } },
        });
        const ms = performance.now() - from;
        delay.disable();
        const e = (answer as any).data?.explainSignature;
        const codes = e?.causes?.map((c: any) => c.code).join(',');
        const bad = answer.errors !== undefined;
        if (bad || ms > 400 || delay.max / 1e6 > 80)
          out.push(`${name} ${direction} ${what}: ${ms | 0}ms max ${(delay.max / 1e6) | 0} ${codes} ${bad ? JSON.stringify(answer.errors).slice(0, 300) : ''}`);
      }
    }
  }
  console.log(out.join('\n'));
  expect(out.filter((l) => l.includes('"message"'))).toEqual([]);
}, 300000);

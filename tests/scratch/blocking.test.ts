import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
let testApp: TestApp;
beforeAll(async () => { testApp = await openTestApp(); });
afterAll(() => testApp.close());
const fields = `{ valid causes { code } }`;
const body = '['.repeat(31) + Array(32700).fill('0').join(',') + ']'.repeat(31);
const input = (account: string) => ({ account, direction: 'WEBHOOK', method: 'POST', headers: [
  { key: 'signature', value: 'a'.repeat(88) }, { key: 'timestamp', value: String(testApp.sandbox.clock.now()) }], body });
it('one explanation of 64 KiB blocks the others for less than 100 ms at a time', async () => {
  const run = () => testApp.post({ query: `query ($i: ExplainSignatureInput!) { explainSignature(input: $i) ${fields} }`, variables: { i: input(testApp.accounts.W_CHECKOUT) } });
  await run();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const cpu = process.cpuUsage();
  delay.enable();
  const answer = await run();
  delay.disable();
  const used = process.cpuUsage(cpu);
  console.log(JSON.stringify(answer).slice(0, 300), 'max', delay.max / 1e6, 'cpu ms', (used.user + used.system) / 1000);
  expect(delay.max / 1e6).toBeLessThan(100);
});
it('a document of twenty explanations costs less than 5 s of a processor', async () => {
  const aliases = Array.from({ length: 19 }, (_, i) => `a${i}: explainSignature(input: $i) ${fields}`).join(' ');
  const cpu = process.cpuUsage();
  const from = performance.now();
  const heap = process.memoryUsage().rss;
  const answer = await testApp.post({ query: `query ($i: ExplainSignatureInput!) { ${aliases} }`, variables: { i: input(testApp.accounts.W_CHECKOUT) } });
  const used = process.cpuUsage(cpu);
  console.log(JSON.stringify(answer).slice(0, 200), 'wall', performance.now() - from, 'cpu', (used.user + used.system) / 1000, 'rss+', (process.memoryUsage().rss - heap) / 1e6);
  expect((used.user + used.system) / 1000).toBeLessThan(5000);
}, 120000);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { ofMachine } from '../support/machine.ts';

async function untilStopped(env: Record<string, string>, signal: NodeJS.Signals) {
  const child = spawn(process.execPath, ['sandbox/main.ts'], {
    env: { ...ofMachine, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 25_000,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('ExamplePay\n') && output.endsWith('\n')) child.kill(signal);
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  'the sandbox alone prints the address and credentials of each provider, until %s',
  async (signal) => {
    const { code, output } = await untilStopped({ SANDBOX_PORT: '0' }, signal);
    expect(code).toBe(0);
    const titles = output.match(/^ {2}\S.*$/gm)?.map((title) => title.trim());
    expect(titles).toEqual(['ANexPay XCheckout', 'W Checkout', 'Vexora', 'NexaPay', 'ExamplePay']);
    expect(
      output.match(/^ +operator page +http:\/\/127\.0\.0\.1:\d+\S*\/operator$/gm),
    ).toHaveLength(5);
    for (const name of ['apiKey', 'signKey', 'appSecret', 'merchantNo', 'secretKey', 'appId']) {
      expect(output).toMatch(new RegExp(`^ +${name} +\\w+$`, 'm'));
    }
  },
);

it('the sandbox alone reports that its port is invalid, and ends', async () => {
  const { code, output } = await untilStopped({ SANDBOX_PORT: 'http' }, 'SIGTERM');
  expect(code).toBe(1);
  expect(output.trim()).toBe('SANDBOX_PORT must be a whole number from 0 to 65530');
});

import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/app.ts';
import { ofMachine } from '../support/machine.ts';
import { blocksOf, createPlaceholders } from './recipe.ts';

const post = (
  address: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<string> =>
  fetch(`http://${address}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }).then((answer) => answer.text());

/** What `npm start` runs, in a process of its own. */
describe('the quick start', () => {
  let folder: string;
  let server: ChildProcess;
  let printed = '';
  const find = (pattern: RegExp): string => pattern.exec(printed)?.[1] ?? '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paygraph-quick-start-'));
    server = spawn(process.execPath, ['demo/main.ts'], {
      env: {
        ...ofMachine,
        PORT: '0',
        DATABASE_URL: `sqlite:${join(folder, 'paygraph.sqlite')}`,
        LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    server.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
    await eventually(async () => printed.includes('ExamplePay sandbox'), 60_000);
  });
  afterAll(async () => {
    const gone = once(server, 'exit');
    if (server.exitCode === null && server.kill('SIGTERM')) await gone;
    await rm(folder, { recursive: true });
  });

  const [start = '', ...commands] = blocksOf('docs/quick-start.md').flatMap(({ language, code }) =>
    language === 'sh' ? [code] : [],
  );

  it('begins with the clone and npm start', () => {
    expect(start.trim().split('\n').slice(1)).toEqual(['cd paygraph', 'npm start']);
  });

  it('prints the lines that the page shows', () => {
    const shown = blocksOf('docs/quick-start.md').find(({ language }) => language === 'text');
    for (const line of shown?.code.trim().split('\n') ?? []) {
      expect(printed).toContain(line.trim().split(/ {2,}|http/)[0]);
    }
  });

  it('leads, command by command, to an order that is paid and refunded', async () => {
    const placeholders = createPlaceholders();
    const addresses = {
      'localhost:4000': find(/ready on http:\/\/([^/]+)\//),
      'localhost:4001': find(/XCheckout sandbox\s+http:\/\/([^/]+)\//),
    };
    let number = '';
    let exported = '';
    const run = async (command: string): Promise<string> => {
      const filled = Object.entries(addresses).reduce(
        (text, [shown, actual]) => text.replaceAll(shown, actual),
        placeholders
          .fill(command.replace('pgk_demo_…', find(/demo key\s+(\w+)/)))
          .replace('<providerReference>', number),
      );
      if (filled.startsWith('export ')) exported += filled;
      const { stdout } = await promisify(execFile)('bash', ['-ec', `${exported}\n${filled}`]);
      placeholders.see(stdout);
      return stdout;
    };

    const [key, create, ids, pay, read, refund, ...rest] = commands;
    expect(rest).toEqual([]);
    await run(key ?? '');
    const created = await run(create ?? '');
    expect(created).toContain('"status":"AWAITING_PAYMENT"');
    expect(created).toContain(
      '"payable":{"amount":"25.25","currency":"USDT","network":"ETHEREUM"}',
    );
    expect(await run(create ?? '')).toBe(created);
    number = /"providerReference":"(\w+)"/.exec(created)?.[1] ?? '';
    await run(ids ?? '');
    expect(await run(pay ?? '')).toContain('"ok":true');
    await eventually(async () => (await run(read ?? '')).includes('"status":"PAID"'));
    expect(await run(refund ?? '')).toContain('"status":"PENDING"');
    // At once, which the sandbox would do in two steps of five seconds.
    const query = '{ refunds { nodes { providerReference } } }';
    const authorization = `Bearer ${find(/demo key\s+(\w+)/)}`;
    const numbers = await post(
      `${addresses['localhost:4000']}/graphql`,
      { query },
      { authorization },
    );
    const refundOrderNo = /"providerReference":"(\w+)"/.exec(numbers)?.[1];
    const advance = { call: 'advanceRefund', refundOrderNo, to: 'REFUNDED' };
    const advanced = await post(`${addresses['localhost:4001']}/__control`, advance);
    expect(advanced).toContain('"ok":true');
    const done = await eventually(async () => {
      const answer = await run(read ?? '');
      return answer.includes('"refunds":{"nodes":[{"status":"SUCCEEDED"}]}') && answer;
    });
    expect(done).toContain('"refunded":{"amount":"5.25"}');
  }, 60_000);
});

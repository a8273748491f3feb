import { lstat, mkdtemp, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../cli/commands/index.ts';
import { signWebhook } from '../../src/providers/stablecoin-gateway/webhook.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { paygraph, paygraphInto } from './run.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());

describe('what is written elsewhere', () => {
  it('leaves a link what it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'paygraph-export-'));
    try {
      const [real, link] = [join(folder, 'real.csv'), join(folder, 'link.csv')];
      await writeFile(real, 'before');
      await symlink(real, link);
      const { code } = await paygraph(testApp, ['export', 'orders.csv', '--output', link]);
      expect(code).toBe(0);
      expect((await lstat(link)).isSymbolicLink()).toBe(true);
      expect(await readFile(real, 'utf8')).toMatch(/^order,/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is no success on a full disk', async () => {
    const full = await open('/dev/full', 'w');
    try {
      expect(await paygraphInto(testApp, ['export', 'orders.csv'], full.fd)).not.toBe(0);
    } finally {
      await full.close();
    }
  });

  it('tells no key of several lines', async () => {
    const environment = { PAYGRAPH_KEY: 'pgk_live_hidden\nOTHER=hidden' };
    const { code, errors } = await paygraph(testApp, ['explain', 'ord_1'], { environment });
    expect(code).toBe(2);
    expect(errors).not.toContain('hidden');
  });
});

describe('the help', () => {
  it('lists every command, and each has one of its own', async () => {
    const { code, out, errors } = await paygraph(null, ['--help']);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    for (const { name } of commands) expect(out).toContain(`  ${name} `);
    const own = await Promise.all(commands.map(({ name }) => paygraph(null, [name, '--help'])));
    own.forEach((help, at) => {
      expect(help).toMatchObject({ code: 0, errors: '' });
      for (const option of Object.keys(commands[at]?.options ?? {})) {
        expect(help.out).toContain(`--${option}`);
      }
    });
  });
});

describe('wrong arguments', () => {
  it.each<[string, string[], string]>([
    ['no command', [], ''],
    ['an unknown command', ['lisen'], '"lisen"'],
    ['an unknown option', ['listen', '--forwards', 'x'], '--forwards'],
    ['an option without its value', ['listen', '--forward'], '--forward'],
    ['a flag with a value', ['explain', 'ord_1', '--json=1'], '--json'],
    ['a missing operand', ['explain'], 'ID'],
    ['an operand too many', ['explain', 'ord_1', 'ord_2'], '"ord_2"'],
    ['the id of something else', ['explain', 'acc_1'], '"acc_1"'],
    ['the id of something else to replay', ['replay', 'ord_1'], '"ord_1"'],
    ['a number that is none', ['listen', '--events', '0'], '--events'],
    ['an address that is none', ['listen', '--forward', 'here'], '--forward'],
    [
      'a secret that is none',
      ['listen', '--forward', 'http://127.0.0.1:1/'],
      'PAYGRAPH_FORWARD_SECRET',
    ],
    ['a story that is not there', ['trigger', 'refund'], '"refund"'],
    ['a time that is none', ['sandbox', 'clock', '1h'], '"1h"'],
    [
      'a direction that is none',
      ['explain-signature', '--account', 'a', '--direction', 'in'],
      '--direction',
    ],
    ['a header that is none', ['explain-signature', '--account', 'a', '--header', 'x'], '--header'],
    ['a file that is not there', ['explain-signature', '--account', 'a', '/nowhere'], '/nowhere'],
    ['an export that is not there', ['export', 'orders.xml'], '"orders.xml"'],
    ['an address in the open', ['explain', 'ord_1', '--url', 'http://example.com'], '--url'],
    ['a sandbox elsewhere', ['sandbox', 'clock', '--sandbox', 'https://example.com'], '--sandbox'],
  ])('end with 2 and name what is wrong: %s', async (_what, parameters, named) => {
    const ran = await paygraph(testApp, parameters, {
      environment: { PAYGRAPH_FORWARD_SECRET: 'secret' },
    });
    expect(ran.code).toBe(2);
    expect(ran.errors).toContain(named);
    expect(ran.errors).not.toContain('    at ');
  });
});

describe('a key', () => {
  it('that is missing ends with 2, and a wrong one with 4', async () => {
    const none = await paygraph({ ...testApp, url: testApp.url, key: '' }, ['explain', 'ord_1']);
    expect(none).toMatchObject({ code: 2, out: '' });
    expect(none.errors).toContain('PAYGRAPH_KEY');
    const wrong = { url: testApp.url, key: 'pgk_wrong' };
    for (const parameters of [['explain', 'ord_1'], ['listen'], ['trigger', 'paid']]) {
      const { code, errors } = await paygraph(wrong, parameters);
      expect({ parameters, code }).toEqual({ parameters, code: 4 });
      expect(errors).not.toContain('pgk_wrong');
    }
  });
});

describe('a server', () => {
  it('that is not there ends with 3, and so does one that is no Paygraph', async () => {
    const other = createServer((_request, response) => response.end('<html>'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const stranger = await paygraph({ url, key: 'pgk_1' }, ['explain', 'ord_1']);
    expect(stranger).toMatchObject({ code: 3, out: '' });
    await new Promise((resolve) => other.close(resolve));
    const gone = await paygraph({ url, key: 'pgk_1' }, ['explain', 'ord_1']);
    expect(gone.code).toBe(3);
    expect(gone.errors).toContain('ECONNREFUSED');
  });
});

const signed = (body: string, change: { at?: number; signed?: string } = {}) => {
  const { signKey } = testApp.credentials.W_CHECKOUT;
  const at = change.at ?? testApp.sandbox.clock.now();
  const headers = signWebhook(change.signed ?? body, signKey, at);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return ['POST /webhooks/x HTTP/1.1', ...lines, '', body].join('\r\n');
};

const parameters = () => ['explain-signature', '--account', testApp.accounts.W_CHECKOUT, '-'];

describe('explain-signature', () => {
  const body = '{"eventId":"evt_1","amount":10.50}';
  it('ends with 0 where the message is accepted, and shows what is signed', async () => {
    const { code, out, errors } = await paygraph(testApp, parameters(), { input: signed(body) });
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(out).toContain('The message is accepted.');
    expect(out).toContain(JSON.stringify(body));
  });

  it('ends with 1 where it is not, and names the mistake', async () => {
    const input = signed(body, { signed: '{"eventId":"evt_1","amount":10.5}' });
    const { code, out } = await paygraph(testApp, parameters(), { input });
    expect(code).toBe(1);
    expect(out).toContain('NUMBER_RERENDERED');
    const json = await paygraph(testApp, [...parameters(), '--json'], { input });
    expect(json.values()).toMatchObject([
      { valid: false, causes: [{ code: 'NUMBER_RERENDERED' }] },
    ]);
  });

  it('takes a header and a time beside the file', async () => {
    const at = testApp.sandbox.clock.now() - 3_600_000;
    const input = signed(body, { at });
    const then = ['--received-at', new Date(at).toISOString()];
    expect(await paygraph(testApp, parameters(), { input })).toMatchObject({ code: 1 });
    expect(await paygraph(testApp, [...parameters(), ...then], { input })).toMatchObject({
      code: 0,
    });
    const other = [...parameters(), ...then, '--header', 'SIGNATURE: ***'];
    const { out } = await paygraph(testApp, other, { input });
    expect(out).toContain('SIGNATURE_MASKED');
  });

  it('says what the API says of an account that is not there, or of a bad input', async () => {
    const nowhere = ['explain-signature', '--account', 'acc_none'];
    expect(await paygraph(testApp, nowhere)).toMatchObject({ code: 1 });
    const { code, errors } = await paygraph(testApp, [...parameters(), '--target', 'a b'], {
      input: signed(body),
    });
    expect(code).toBe(1);
    expect(errors).toContain('"input.url"');
  });
});

describe('sandbox', () => {
  it('shows the clock of the sandbox and moves it', async () => {
    const { baseUrl } = testApp.sandbox.provider('W_CHECKOUT');
    const environment = { PAYGRAPH_SANDBOX_URL: baseUrl };
    const before = testApp.sandbox.clock.now();
    const { code, values } = await paygraph(null, ['sandbox', 'clock', '+1h30m', '--json'], {
      environment,
    });
    expect(code).toBe(0);
    const [shown] = values() as { now: string }[];
    const moved = Date.parse(shown?.now ?? '') - before;
    expect(moved).toBeGreaterThanOrEqual(5_400_000);
    expect(moved).toBeLessThan(5_460_000);
    const { lines } = await paygraph(null, ['sandbox', 'clock'], { environment });
    expect(Date.parse(lines[0] ?? '')).toBeGreaterThanOrEqual(Date.parse(shown?.now ?? ''));
  });
});

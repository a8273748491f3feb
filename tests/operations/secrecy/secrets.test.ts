import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { Secret, stringifyRevealed } from '../../../src/domain/secret.ts';
import { createLog } from '../../../src/log/log.ts';
import { existing } from '../../../src/operations/find.ts';
import { accountById } from '../../../src/store/queries/merchants.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { created, nowhere } from '../../support/operations.ts';

let testApp: TestApp;
let secrets: string[];
beforeAll(async () => {
  testApp = await openTestApp();
  const named = /^(?:apiKey|apiSecret|signKey|secretKey|appSecret)$/;
  secrets = Object.values(testApp.credentials).flatMap((keys) =>
    Object.entries(keys).flatMap(([name, value]) => (named.test(name) ? [String(value)] : [])),
  );
  // The gateways have now given access tokens.
  await Promise.all([created(testApp, 'W_CHECKOUT'), created(testApp, 'ANEXPAY_XCHECKOUT')]);
});
afterAll(() => testApp.close());

const loggedOf = (value: unknown): string => {
  let lines = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines += chunk.toString();
      done();
    },
  });
  const log = createLog('info', sink);
  log.info({ value, err: value, config: value }, 'told');
  log.error(value as object);
  return lines;
};

const inspected = (value: unknown): string =>
  inspect(value, {
    depth: Infinity,
    showHidden: true,
    maxArrayLength: Infinity,
    maxStringLength: Infinity,
    breakLength: Infinity,
  });

function stringified(value: unknown): string {
  const above = new Set<unknown>();
  return (
    JSON.stringify(value, (_name, member: unknown) => {
      if (typeof member === 'bigint' || typeof member === 'function') return String(member);
      if (typeof member !== 'object' || member === null) return member;
      if (above.has(member)) return 'again';
      above.add(member);
      return member;
    }) ?? ''
  );
}

/** As text, in JSON, in the log and in an inspection of the object. */
function expectSilence(value: unknown, hidden: readonly string[]): void {
  const texts = [inspected(value), stringified(value), loggedOf(value), String(value)];
  for (const text of texts) {
    expect(hidden.filter((secret) => text.includes(secret))).toEqual([]);
  }
}

describe('a secret', () => {
  const secret = new Secret('conspicuous');

  it('is revealed by `reveal` alone', () => {
    expect(secret.reveal()).toBe('conspicuous');
    expectSilence(secret, ['conspicuous']);
    expectSilence({ secret, list: [secret], map: new Map([['a', secret]]) }, ['conspicuous']);
    expect([secret, secret].join('+')).toBe('[secret]+[secret]');
    expect('a'.concat(secret as unknown as string)).toBe('a[secret]');
    expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
    expect(Object.keys(secret)).toEqual([]);
    expect(Object.getOwnPropertySymbols(secret)).toEqual([]);
    expect(JSON.stringify(structuredClone(secret))).toBe('{}');
    expect(inspected(new Error('no', { cause: secret }))).not.toContain('conspicuous');
  });

  it('is written out for what is sealed, at any depth', () => {
    expect(stringifyRevealed({ a: [secret, { b: secret }], c: 'x', d: null })).toBe(
      '{"a":["conspicuous",{"b":"conspicuous"}],"c":"x","d":null}',
    );
  });
});

it('the configuration shows no key', () => {
  const masterKey = Buffer.alloc(32, 0xa7);
  const config = readConfig({
    PAYGRAPH_MASTER_KEY: masterKey.toString('base64'),
    PAYGRAPH_PREVIOUS_MASTER_KEYS: masterKey.fill(0xa8).toString('base64'),
    PAYGRAPH_ADMIN_KEY: 'conspicuous-admin',
    PAYGRAPH_METRICS_TOKEN: 'conspicuous-metrics',
  });
  const hidden = ['a7 a7', 'a7a7', '167,167', 'a8 a8', '168,168', 'p6en', 'qKio', 'conspicuous'];
  expectSilence(config, hidden);
  expect(config.adminKey.reveal()).toBe('conspicuous-admin');
});

it('what operations are given shows no credentials of any account and no access token', async () => {
  const { deps } = testApp.app;
  expect(secrets.length).toBeGreaterThanOrEqual(9);
  expectSilence(deps, secrets);
  for (const id of Object.values(testApp.accounts)) {
    // oxlint-disable-next-line no-await-in-loop
    const account = await existing(accountById(deps.read, id));
    const ends = deps.connections.of(account);
    for (const value of [account, ends, ends.connection, ends.config]) {
      expectSilence(value, secrets);
    }
  }
});

it('what connections throw shows none', async () => {
  const { deps } = testApp.app;
  for (const id of Object.values(testApp.accounts)) {
    // oxlint-disable-next-line no-await-in-loop
    const account = await existing(accountById(deps.read, id));
    const { connection } = deps.connections.of({ ...account, baseUrl: nowhere });
    const handle = { providerReference: 'T1', providerOrderId: null };
    // oxlint-disable-next-line no-await-in-loop
    const thrown: unknown = await connection
      .queryOrder(handle, { record: (exchange) => expectSilence(exchange, secrets) })
      .catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Error);
    expectSilence(thrown, secrets);
  }
});

it('the log has of an error what it says, and not what hangs on it', () => {
  const error = Object.assign(new Error('it failed', { cause: new TypeError('deeper') }), {
    code: 'E_FAILED',
    request: { headers: { 'x-other': 'conspicuous' }, body: 'conspicuous' },
  });
  const line = loggedOf(error);
  expect(line).toContain('"message":"it failed"');
  expect(line).toContain('deeper');
  expect(line).toContain('E_FAILED');
  const logged = JSON.parse(line.split('\n')[0] ?? '') as { err: object };
  expect(Object.keys(logged.err)).toEqual(['type', 'message', 'stack', 'code', 'cause']);
  expect(JSON.stringify(logged.err)).not.toContain('conspicuous');
});

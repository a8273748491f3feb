import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { created, paid } from '../../support/operations.ts';
import { playScenario } from '../../support/scenario.ts';
import { download, kinds, rowsOfCsv, rowsOfNdjson, sums } from './files.ts';

let testApp: TestApp;
let scenario: Awaited<ReturnType<typeof playScenario>>;

beforeAll(async () => {
  testApp = await openTestApp({ disabledTokens: ['TRX_USDT'] });
  scenario = await playScenario(testApp);
}, 60_000);
afterAll(() => testApp.close());

const minor = (amount: string) => BigInt(Math.round(Number(amount) * 1e6)) * 10n ** 12n;
const csvOf = async (kind: string) => rowsOfCsv((await download(testApp, `${kind}.csv`)).text);
const all = async (kind: string, range: { after?: string; to?: string } = {}) =>
  rowsOfNdjson((await download(testApp, `${kind}.ndjson`, range)).text);

describe('an export', () => {
  it('of orders has each order once, as it is', async () => {
    const rows = await csvOf('orders');
    const texts = testApp.app.deps.read;
    const orders = await texts.all<{ id: string; status: string }>('select id, status from orders');
    expect(new Map(rows.map(({ order, status }) => [order, status]))).toEqual(
      new Map(orders.map(({ id, status }) => [id, status])),
    );
    expect(rows).toHaveLength(orders.length);
    expect(rows.find(({ order }) => order === scenario.order.id)).toMatchObject({
      status: 'PAID',
      amount: '100.00',
      currency: 'USD',
      network: '',
      paid: '101.00',
      payable: '101.00',
      paidCurrency: 'USDT',
      paidNetwork: 'ETHEREUM',
      provider: 'ANEXPAY_XCHECKOUT',
      method: 'STABLECOIN',
      metadata: '[]',
    });
  });

  it('of movements has a line for each movement of money, with its sign', async () => {
    const rows = await csvOf('movements');
    const of = (id: string) =>
      rows.filter(({ order }) => order === id).map(({ type, amount }) => [type, amount]);
    expect(of(scenario.open.id)).toEqual([]);
    expect(of(scenario.order.id)).toEqual([
      ['PAID', '101.00'],
      ['REFUNDED', '-40.00'],
    ]);
    // What was received late is in the books once it is accepted.
    expect(of(scenario.accepted.order.id)).toEqual([['ACCEPTED', '101.00']]);
    const nexapay = rows.filter(({ provider }) => provider === 'NEXAPAY');
    expect(nexapay.map(({ type, currency, reference }) => [type, currency, reference])).toEqual([
      ['PAID', 'BRL', 'order at NEXAPAY'],
      ['FEE', 'BRL', 'order at NEXAPAY'],
    ]);
    expect(sums(nexapay)).toEqual({ BRL: 100n * 10n ** 18n });
  });

  it('of movements adds up to what the providers have of it', async () => {
    const { sandbox } = testApp;
    const at = (name: 'ANEXPAY_XCHECKOUT' | 'W_CHECKOUT') => sandbox.provider(name);
    const theirs = { ANEXPAY_XCHECKOUT: 0n, W_CHECKOUT: 0n };
    for (const { providerReference, provider, status } of await csvOf('orders')) {
      if (provider !== 'ANEXPAY_XCHECKOUT' && provider !== 'W_CHECKOUT') continue;
      if (status !== 'PAID') continue;
      theirs[provider] += minor(at(provider).order(String(providerReference)).payingAmount);
    }
    for (const row of await csvOf('refunds')) {
      const { providerReference, provider, status, abnormalPayment } = row;
      if (provider !== 'ANEXPAY_XCHECKOUT' && provider !== 'W_CHECKOUT') continue;
      if (status !== 'SUCCEEDED' || abnormalPayment !== '') continue;
      theirs[provider] -= minor(at(provider).refund(String(providerReference)).amount);
    }
    const rows = await csvOf('movements');
    for (const [name, expected] of Object.entries(theirs)) {
      const own = sums(rows.filter(({ provider }) => provider === name));
      expect([name, own['USDT on ETHEREUM']]).toEqual([name, expected]);
    }
  });

  it.each(kinds)('of %s is the same bytes after more has happened', async (kind) => {
    const before = await download(testApp, `${kind}.csv`);
    const ndjson = await download(testApp, `${kind}.ndjson`, { to: before.cursor });
    await paid(testApp, 'W_CHECKOUT');
    const provider = testApp.sandbox.provider('ANEXPAY_XCHECKOUT');
    provider.pay(scenario.open.providerReference);
    await provider.webhooks.idle();
    await created(testApp, 'W_CHECKOUT');
    const { cursor: to } = before;
    expect((await download(testApp, `${kind}.csv`, { to })).text).toBe(before.text);
    expect((await download(testApp, `${kind}.ndjson`, { to })).text).toBe(ndjson.text);
    const head = await all('events');
    expect(head.length).toBeGreaterThan(rowsOfCsv(before.text).length);
  });

  it.each(kinds)('of %s in two parts has the lines of both together', async (kind) => {
    const log = await all('events');
    const whole = await download(testApp, `${kind}.ndjson`);
    for (const at of [0, 3, Math.floor(log.length / 2), log.length - 1]) {
      const cursor = String(log[at]?.['cursor']);
      const late = await download(testApp, `${kind}.ndjson`, { after: cursor, to: whole.cursor });
      expect(whole.text.endsWith(late.text)).toBe(true);
      if (kind !== 'movements' && kind !== 'events') continue;
      const early = await download(testApp, `${kind}.ndjson`, { to: cursor });
      expect(early.text + late.text).toBe(whole.text);
    }
  });

  it('of events has the log, and each cursor leads there', async () => {
    const rows = await all('events');
    const { rows: log } = await logOf();
    expect(
      rows.map(({ event, type, subject, version }) => [event, type, subject, version]),
    ).toEqual(log);
    const [, second] = rows;
    const after = String(second?.['cursor']);
    expect(await all('events', { after })).toEqual(rows.slice(2));
  });
});

async function logOf() {
  const { read } = testApp.app.deps;
  const rows = await read.all<{ id: string; type: string; subject_id: string; version: number }>(
    'select id, type, subject_id, version from events order by seq',
  );
  return {
    rows: rows.map(({ id, type, subject_id: subject, version }) => [id, type, subject, version]),
  };
}

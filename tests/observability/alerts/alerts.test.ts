import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { follow, openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { anchorsOf } from '../../support/headings.ts';
import { created, nowhere, paid } from '../../support/operations.ts';
import { refunded, settled } from '../../support/payouts.ts';
import { faults, provider } from './faults.ts';
import type { Fault } from './faults.ts';
import { rules, Scrapes } from './rules.ts';

const openQuickly = () => openTestApp({ timeoutMs: 4_000 });

/** The alerts that fire before the fault, and those that fire at its last scrape. */
async function during(testApp: TestApp, fault: Fault) {
  const scrapes = new Scrapes();
  await scrapes.add(testApp.url);
  await scrapes.add(testApp.url);
  const before = scrapes.firing();
  for await (const seen of fault(testApp)) {
    await scrapes.add(seen === 'DOWN' ? `${nowhere}/graphql` : testApp.url);
  }
  return { before, after: scrapes.firing() };
}

describe('each alert', () => {
  it('has its fault here, and its reason in the documentation', () => {
    const names = rules.map(({ alert }) => alert);
    expect(names.toSorted()).toEqual(Object.keys(faults).toSorted());
    const page = readFileSync(new URL('../../../docs/observability.md', import.meta.url), 'utf8');
    const anchors = anchorsOf(page).map((anchor) => `docs/observability.md#${anchor}`);
    const broken = rules.filter(({ annotations }) => !anchors.includes(annotations.runbook));
    expect(broken).toEqual([]);
    expect(rules.filter(({ labels }) => !['page', 'ticket'].includes(labels.severity))).toEqual([]);
  });

  it.each(Object.entries(faults))('%s fires for its fault, and not before', async (name, fault) => {
    const testApp = await openQuickly();
    try {
      const { before, after } = await during(testApp, fault);
      expect(before).toEqual([]);
      expect(after).toContain(name);
    } finally {
      await testApp.close();
    }
  });
});

it('no alert fires in ordinary work', async () => {
  const testApp = await openQuickly();
  const scrapes = new Scrapes();
  const fired = new Set<string>();
  const look = async (): Promise<void> => {
    await scrapes.add(testApp.url);
    for (const name of scrapes.firing()) fired.add(name);
  };
  try {
    await look();
    for (let round = 0; round < 3; round += 1) {
      const order = await created(testApp, provider);
      const following = follow(testApp, documents.orderUpdates, { id: order.id });
      await following.until(({ orderUpdates }) => orderUpdates.kind === 'CAUGHT_UP');
      testApp.sandbox.provider(provider).pay(order.providerReference);
      await following.until(({ orderUpdates }) => orderUpdates.kind === 'EVENT');
      await following.close();
      await look();
      const refund = await refunded(testApp, provider, await paid(testApp, provider));
      testApp.sandbox.provider(provider).advanceRefund(refund.providerReference, 'REFUNDED');
      await settled(testApp, provider);
      await testApp.advance(31_000);
      await look();
    }
  } finally {
    await testApp.close();
  }
  expect([...fired]).toEqual([]);
  expect(scrapes.all).toHaveLength(7);
});

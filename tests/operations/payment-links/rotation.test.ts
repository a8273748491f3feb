import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { paymentLinkById } from '../../../src/store/queries/payment-links/links.ts';
import { openLinkToken } from '../../../src/store/sealing/link-tokens.ts';
import { reseal } from '../../../src/store/sealing/reseal.ts';
import { createSealer } from '../../../src/store/sealing/sealer.ts';
import { openTestApp } from '../../support/app.ts';
import { madeLink } from './payer.ts';

const pause = () => Promise.resolve();

it('the tokens of payment links are sealed anew when the master key changes, and stay the same', async () => {
  const testApp = await openTestApp();
  try {
    const link = await madeLink(testApp);
    const { read, queue, sealer } = testApp.app.deps;
    const before = await paymentLinkById(read, link.id);
    if (before === null) throw new Error('no link');
    const token = openLinkToken(sealer, before);
    const key = randomBytes(32);
    const active = createSealer(key);
    const both = { ...active, open: (sealed: string, use: string) => openBy(sealed, use) };
    const openBy = (sealed: string, use: string) =>
      active.isCurrent(sealed) ? active.open(sealed, use) : sealer.open(sealed, use);
    expect((await reseal({ read, queue, sealer: both, pause })).links.resealed).toBe(1);
    const after = await paymentLinkById(read, link.id);
    expect(after?.token).not.toBe(before.token);
    expect(after && openLinkToken(active, after)).toBe(token);
    expect((await reseal({ read, queue, sealer: both, pause })).links).toEqual({
      resealed: 0,
      current: 1,
      unopenable: [],
    });
  } finally {
    await testApp.close();
  }
});

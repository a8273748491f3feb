import { expect, it } from 'vitest';
import { scopes } from '../../src/domain/principal.ts';
import { createApiKey, createMerchant } from '../../src/operations/merchants/merchants.ts';
import { RoundRobin } from '../../src/store/round-robin.ts';
import { openTestApp } from '../support/app.ts';
import { intercepted } from '../support/watching.ts';

const query =
  '{ a: orders { nodes { id } } b: orders { nodes { id } } c: orders { nodes { id } } }';

it('what two merchants read takes turns, however much one of them asks for', async () => {
  const testApp = await openTestApp();
  try {
    const { deps } = testApp.app;
    const { id: merchant } = await createMerchant(deps, { name: 'Second' });
    const named = { merchant, name: 'Second', scopes };
    const { secret } = await createApiKey(deps, { kind: 'ADMINISTRATOR' }, named);
    // Each read waits where the database would let it wait, and is named after the one who is asking.
    const turns = new RoundRobin<string>();
    let asking = '';
    deps.read = intercepted(deps.read, () => turns.add(asking), ['get', 'all']);
    asking = 'first';
    expect((await testApp.post({ query })).errors).toBeUndefined();
    asking = 'second';
    expect((await testApp.post({ query }, secret)).errors).toBeUndefined();
    const order: string[] = [];
    for (let next = turns.next(); next !== undefined; next = turns.next()) order.push(next);
    expect(order.indexOf('second')).toBeLessThan(order.lastIndexOf('first'));
  } finally {
    await testApp.close();
  }
});

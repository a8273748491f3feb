import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Deps } from '../../../src/operations/deps.ts';
import { createProviderAccount } from '../../../src/operations/merchants/provider-accounts.ts';
import { explainSignature } from '../../../src/operations/signatures/explain-signature.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());

/** How often the message was read between each two waits of the explanation. */
function countingReads({ read, connections, ...deps }: Deps) {
  const reads = [0];
  const slice = async () => {
    reads.push(0);
    await read.slice();
  };
  const of: Deps['connections']['of'] = (account) => {
    const connected = connections.of(account);
    const { module } = connected;
    const signedReader: typeof module.signedReader = (config) => {
      const readSigned = module.signedReader?.(config);
      return (message) => {
        reads.push((reads.pop() ?? 0) + 1);
        return readSigned?.(message) ?? { unsigned: { code: '', message: '' } };
      };
    };
    return { ...connected, module: { ...module, signedReader } };
  };
  const counting = { ...deps, read: { ...read, slice }, connections: { ...connections, of } };
  return { reads, deps: counting };
}

it('reads a message once between two waits, for each address and for each other account', async () => {
  const { app, merchantId, sandbox } = testApp;
  for (const name of ['Second', 'Third']) {
    const provider = sandbox.provider('NEXAPAY');
    const input = { merchant: merchantId, name, baseUrl: provider.baseUrl };
    const config = { nexapay: { ...provider.createMerchantAccount(), refundEnabled: true } };
    await createProviderAccount(app.deps, { kind: 'ADMINISTRATOR' }, { ...input, config });
  }
  const { reads, deps } = countingReads(app.deps);
  const explanation = await explainSignature(deps, merchantId, {
    account: testApp.accounts.NEXAPAY,
    direction: 'WEBHOOK',
    headers: [{ key: 'signature', value: Buffer.alloc(32).toString('base64') }],
    body: '{"orderId":"1"}',
  });
  expect(explanation?.causes.map(({ code }) => code)).toEqual(['WRONG_KEY', 'MESSAGE_CHANGED']);
  expect(reads.filter((count) => count > 0)).toEqual(Array(4 + 2).fill(1));
});

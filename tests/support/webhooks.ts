import type { SandboxProvider } from '../../sandbox/sandbox.ts';
import type { TestApp } from './app.ts';
import * as documents from './documents.ts';

/** The first page of the provider account's deliveries in one of these statuses. */
export async function deliveriesOf(
  testApp: TestApp,
  provider: SandboxProvider,
  statuses: ('UNMATCHED' | 'DEAD' | 'FAILED' | 'IGNORED' | 'APPLIED')[],
) {
  const account = testApp.accounts[provider];
  const { webhookDeliveries } = await testApp.request(documents.webhookDeliveries, {
    account,
    statuses,
  });
  return webhookDeliveries.nodes;
}

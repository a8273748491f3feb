import { compare, ZERO } from '../double/fields/decimal.ts';
import type { Account, Platform } from './books.ts';
import { releaseLater } from './books.ts';
import { planExpiry } from './deposits.ts';
import { planEnd } from './payouts.ts';
import type { Webhooks } from './webhooks.ts';
import { providerBooks } from '../double/books/provider-books.ts';
import type { ProviderBooks } from '../double/books/provider-books.ts';

export const vexoraBooks = (platform: Platform, outbox: Webhooks): ProviderBooks =>
  providerBooks({
    platform,
    outbox,
    // What has ended does nothing when its time comes.
    resume(account) {
      for (const deposit of account.deposits.values()) planExpiry(platform, account, deposit);
      for (const payout of account.payouts.values()) planEnd(platform, account, payout);
      release(platform, account);
    },
  });

/** All that is not available yet was collected on one day, that of the last payment. */
function release(platform: Platform, account: Account): void {
  if (compare(account.unsettled, ZERO) === 0) return;
  const times = [...account.deposits.values()].map(({ succeededAt }) => succeededAt ?? 0);
  releaseLater(platform, account, account.unsettled, Math.max(...times));
}

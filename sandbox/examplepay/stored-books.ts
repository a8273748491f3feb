import type { Platform } from './books.ts';
import type { Notifications } from './notifications.ts';
import { planEnd as planPayment } from './payments.ts';
import { planEnd as planPayout } from './payouts.ts';
import { planEnd as planRefund } from './refunds.ts';
import { providerBooks } from '../double/books/provider-books.ts';
import type { ProviderBooks } from '../double/books/provider-books.ts';

export const examplepayBooks = (platform: Platform, outbox: Notifications): ProviderBooks =>
  providerBooks({
    platform,
    outbox,
    // What has ended does nothing when its time comes.
    resume(account) {
      for (const payment of account.payments.values()) planPayment(platform, account, payment);
      for (const refund of account.refunds.values()) planRefund(platform, refund);
      for (const payout of account.payouts.values()) planPayout(platform, account, payout);
    },
  });

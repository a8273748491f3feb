import type { Platform } from './books.ts';
import { withKey } from './books.ts';
import type { Notifications } from './notifications.ts';
import { planEnd as planPayment } from './payments.ts';
import { planEnd as planRefund } from './refunds.ts';
import { providerBooks } from '../double/books/provider-books.ts';
import type { ProviderBooks } from '../double/books/provider-books.ts';

export const nexapayBooks = (platform: Platform, outbox: Notifications): ProviderBooks =>
  providerBooks({
    platform,
    outbox,
    sequences: platform.sequences,
    // What has ended does nothing when its time comes.
    resume(account) {
      withKey(account);
      for (const payment of account.payments.values()) planPayment(platform, payment);
      for (const refund of account.refunds.values()) planRefund(platform, refund);
    },
  });

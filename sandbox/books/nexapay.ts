import type { Platform } from '../nexapay/books.ts';
import { withKey } from '../nexapay/books.ts';
import type { Notifications } from '../nexapay/notifications.ts';
import { planEnd as planPayment } from '../nexapay/payments.ts';
import { planEnd as planRefund } from '../nexapay/refunds.ts';
import { providerBooks } from './provider-books.ts';
import type { ProviderBooks } from './provider-books.ts';

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

import type { Platform } from '../books.ts';
import { withKey } from '../books.ts';
import type { Webhooks } from './webhooks.ts';
import { planExpiry } from '../orders.ts';
import { planSteps as planRefund } from '../refunds.ts';
import { planSteps as planSettlement } from '../settlements.ts';
import { providerBooks } from '../../double/books/provider-books.ts';
import type { ProviderBooks } from '../../double/books/provider-books.ts';

export const stablecoinBooks = (platform: Platform, outbox: Webhooks): ProviderBooks =>
  providerBooks({
    platform,
    outbox,
    // What has ended does nothing when its time comes.
    resume(account) {
      withKey(account);
      const { orders, refunds, settlements } = account;
      for (const order of orders.values()) {
        if (order.status === 'PAYING') planExpiry(platform, account, order);
      }
      for (const refund of refunds.values()) planRefund(platform, account, refund);
      for (const settlement of settlements.values()) planSettlement(platform, account, settlement);
    },
  });

import type { Platform } from '../stablecoin-platform/books.ts';
import { withKey } from '../stablecoin-platform/books.ts';
import type { Webhooks } from '../stablecoin-platform/gateway/webhooks.ts';
import { planExpiry } from '../stablecoin-platform/orders.ts';
import { planSteps as planRefund } from '../stablecoin-platform/refunds.ts';
import { planSteps as planSettlement } from '../stablecoin-platform/settlements.ts';
import { providerBooks } from './provider-books.ts';
import type { ProviderBooks } from './provider-books.ts';

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

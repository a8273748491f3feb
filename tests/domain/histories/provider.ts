import { add, money, subtract, zero } from '../../../src/domain/money.ts';
import type { Money } from '../../../src/domain/money.ts';
import type {
  Observation,
  OrderObservation,
  ReportedOrderStatus,
  ReportedPayoutStatus,
} from '../../../src/domain/observation.ts';
import type { Random } from '../../crash/random.ts';

export const price = money('100.00', 'INR');
export const accountId = 'acc';

export interface BookedRefund {
  status: ReportedPayoutStatus;
  amount: Money;
}

/** The books of a provider with one order: what really happened to the money. */
export class Provider {
  order: { status: ReportedOrderStatus; paid: Money | null } | null = null;
  readonly refunds = new Map<string, BookedRefund>();
  settlement: { status: ReportedPayoutStatus } | null = null;
  #portal = 0;
  readonly #random: Random;
  readonly #now: () => number;

  constructor(random: Random, now: () => number) {
    this.#random = random;
    this.#now = now;
  }

  /** Creates nothing where the reference exists already. */
  makeOrder(): void {
    this.order ??= { status: 'AWAITING_PAYMENT', paid: null };
  }

  /** False where it is refused because there is no money for it. */
  makeRefund(reference: string, amount: Money): boolean {
    if (this.refunds.has(reference)) return true;
    if (this.order?.status !== 'PAID' || amount.minor > this.#left().minor) return false;
    this.refunds.set(reference, { status: 'PENDING', amount });
    return true;
  }

  makeSettlement(): void {
    this.settlement ??= { status: 'PENDING' };
  }

  /** Changes something at the provider, and returns what it reports of that. */
  change(): Observation | null {
    switch (this.#random.weighed({ order: 3, refund: 3, portal: 0.3, settlement: 1 })) {
      case 'order':
        return this.#changeOrder();
      case 'refund': {
        const [reference] = this.#random.pick([...this.refunds.keys(), null].map((one) => [one]));
        return reference === null || reference === undefined ? null : this.#changeRefund(reference);
      }
      case 'portal':
        return this.#refundInPortal();
      case 'settlement':
        return this.#changeSettlement();
    }
  }

  reportOrder(): OrderObservation | null {
    if (this.order === null) return null;
    const { status, paid } = this.order;
    const reported = { subject: 'ORDER', providerReference: 'P-ORDER', status } as const;
    return { ...reported, occurredAt: this.#now(), ...(paid === null ? {} : { paid }) };
  }

  reportRefund(reference: string): Observation | null {
    const refund = this.refunds.get(reference);
    if (refund === undefined) return null;
    return {
      subject: 'REFUND',
      providerReference: reference,
      orderProviderReference: 'P-ORDER',
      status: refund.status,
      amount: refund.amount,
      occurredAt: this.#now(),
    };
  }

  reportSettlement(): Observation | null {
    if (this.settlement === null) return null;
    const { status } = this.settlement;
    const reported = { subject: 'SETTLEMENT', providerReference: 'P-SETTLEMENT', status } as const;
    return { ...reported, occurredAt: this.#now() };
  }

  #changeOrder(): Observation | null {
    const { order } = this;
    if (order === null) return null;
    if (order.status === 'AWAITING_PAYMENT') {
      const next = this.#random.pick(['PROCESSING', 'PAID', 'EXPIRED', 'CANCELED'] as const);
      this.order = { status: next, paid: next === 'PAID' ? price : null };
    } else if (order.status === 'PROCESSING' || order.status === 'EXPIRED') {
      // Money that arrives after the order expired counts all the same.
      this.order = { status: 'PAID', paid: price };
    }
    return this.reportOrder();
  }

  #changeRefund(reference: string): Observation | null {
    const refund = this.refunds.get(reference);
    if (refund === undefined) return null;
    if (refund.status === 'PENDING' || refund.status === 'PROCESSING') {
      refund.status = this.#random.pick(['PROCESSING', 'SUCCEEDED', 'FAILED'] as const);
    }
    return this.reportRefund(reference);
  }

  #refundInPortal(): Observation | null {
    const left = this.#left();
    if (this.order?.status !== 'PAID' || left.minor < 100n) return null;
    this.#portal += 1;
    const reference = `PORTAL-${this.#portal}`;
    const minor = BigInt(this.#random.between(1, Number(left.minor)));
    this.refunds.set(reference, { status: 'SUCCEEDED', amount: { ...left, minor } });
    return this.reportRefund(reference);
  }

  #changeSettlement(): Observation | null {
    const { settlement } = this;
    if (settlement?.status === 'PENDING') {
      settlement.status = this.#random.pick(['SUCCEEDED', 'FAILED', 'REJECTED'] as const);
    }
    return this.reportSettlement();
  }

  /** What has not been refunded of the payment. */
  #left(): Money {
    const standing = [...this.refunds.values()].filter(({ status }) => status !== 'FAILED');
    return subtract(price, standing.map(({ amount }) => amount).reduce(add, zero(price)));
  }
}

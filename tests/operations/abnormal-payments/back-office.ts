import { expect } from 'vitest';
import type { StablecoinBrand } from '../../../sandbox/stablecoin-platform/brands.ts';
import { abnormalPaymentById } from '../../../src/store/queries/abnormal-payments.ts';
import { eventually } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import {
  mutate,
  created,
  deliver,
  newKey,
  orderOf,
  overpaid,
  pathOf,
} from '../../support/operations.ts';
import type { Subject, MutationResult } from '../../support/operations.ts';

export type Kind = 'ACCEPT' | 'DISMISS';
export const kinds: readonly Kind[] = ['ACCEPT', 'DISMISS'];

type Payment = Awaited<ReturnType<typeof orderOf>>['abnormalPayments'][number];

export interface Case {
  order: Subject;
  payment: Payment;
}

export type BackOffice = ReturnType<typeof backOfficeOf>;

export const inputOf = (payment: { id: string }, resolution: Kind) => ({
  idempotencyKey: newKey(),
  abnormalPayment: payment.id,
  resolution,
  note: `${resolution} as agreed by phone`,
});

/** What a back office does with abnormal payments, and how payers cause them. */
export function backOfficeOf(testApp: TestApp, provider: StablecoinBrand) {
  const sandbox = testApp.sandbox.provider(provider);
  const paymentsOf = async ({ id }: { id: string }) =>
    (await orderOf(testApp, id)).abnormalPayments;
  const until = (id: string, status: string) =>
    eventually(async () => (await pathOf(testApp, id)).at(-1) === status);
  /** The order's only abnormal payment, once the provider has classified it. */
  const classified = (order: Subject) =>
    eventually(async () => {
      const [payment] = await paymentsOf(order);
      return payment !== undefined && payment.type !== 'UNCLASSIFIED' && payment;
    });
  return {
    paymentsOf,
    until,

    resolve: (payment: { id: string }, resolution: Kind): Promise<MutationResult> =>
      mutate(testApp, documents.resolveAbnormalPayment, { input: inputOf(payment, resolution) }),

    refund(payment: { id: string }): Promise<MutationResult> {
      const input = { idempotencyKey: newKey(), abnormalPayment: payment.id };
      return mutate(testApp, documents.refundAbnormalPayment, { input });
    },

    /** Paid in full after the order had expired. */
    async late(): Promise<Case> {
      const order = await created(testApp, provider);
      sandbox.expire(order.providerReference);
      await until(order.id, 'EXPIRED');
      sandbox.pay(order.providerReference);
      return { order, payment: await classified(order) };
    },

    /** Half of it paid when the order expired. */
    async underpaid(): Promise<Case> {
      const order = await created(testApp, provider);
      sandbox.pay(order.providerReference, { amount: '50.5' });
      sandbox.expire(order.providerReference);
      await until(order.id, 'EXPIRED');
      return { order, payment: await classified(order) };
    },

    /** 10 too much. */
    async surplus(): Promise<Case> {
      const { order, ...payment } = await overpaid(testApp, provider);
      await until(order.id, 'PAID');
      return { order, payment };
    },

    /** The provider's own webhook about an abnormal payment, without a class unless one is given. */
    async report(order: Subject, more: object): Promise<Payment> {
      const data = {
        abnormalPaymentNo: `AP${order.id}`,
        orderNo: order.providerReference,
        token: 'ETH_USDT',
        amount: '30',
        pendingAmount: '30',
        ...more,
      };
      expect(await deliver(testApp, provider, 'ABNORMAL_PAYMENT', data)).toBe(200);
      const [payment] = await paymentsOf(order);
      if (payment === undefined) throw new Error('no abnormal payment');
      return payment;
    },

    /** The provider's own number of it. */
    async numberOf({ id }: { id: string }): Promise<string> {
      const record = await abnormalPaymentById(testApp.app.deps.read, id);
      return record?.providerAbnormalPaymentId ?? '';
    },

    /** How many events the order has. */
    async known({ id }: { id: string }): Promise<number> {
      return (await orderOf(testApp, id)).events.nodes.length;
    },

    async eventsOf({ id }: { id: string }, since: number): Promise<string[]> {
      const { events } = await orderOf(testApp, id);
      return events.nodes
        .slice(since)
        .map(({ type, from, to, cause }) => `${type} ${from}→${to} ${cause}`);
    },
  };
}

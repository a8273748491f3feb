import type { Connection } from '../provider.ts';
import { createReply, queryReply, mustBe, requestedIn } from './account.ts';
import type { Account } from './account.ts';
import { createdPaymentObservation, failureOf, paymentObservation } from './mapping.ts';
import { paymentBody } from './requests.ts';

type OrderMethods = Pick<Connection, 'createOrder' | 'queryOrder' | 'cancelOrder'>;

export function orderMethods(account: Account): OrderMethods {
  const { client, config, unknown } = account;
  return {
    async createOrder(order, call) {
      const { providerReference, amount } = order;
      const answered = await client.createPayment(paymentBody(order), call, (created) => {
        mustBe(providerReference, created.merchantTradeNo, 'payment');
        return { ...createdPaymentObservation(created, order), ...requestedIn(created, amount) };
      });
      return createReply(answered, { subject: 'ORDER', providerReference }, { status: null });
    },

    async queryOrder({ providerReference }, call) {
      const body = { merchantTradeNo: providerReference };
      const answered = await client.queryPayment(body, call, (payment) => {
        mustBe(providerReference, payment.merchantTradeNo, 'payment');
        return paymentObservation(payment, unknown);
      });
      return queryReply(answered, { of: 'ORDER', providerReference });
    },

    ...(config.closeEnabled ? { cancelOrder: closing(account) } : {}),
  };
}

/**
 * ExamplePay does not document this call, so the account has to switch it on (docs/providers/examplepay.md#close).
 */
function closing({ client, unknown }: Account): NonNullable<Connection['cancelOrder']> {
  return async ({ providerReference }, call) => {
    const body = { merchantTradeNo: providerReference };
    const answered = await client.closePayment(body, call, ({ merchantTradeNo, status }) => {
      mustBe(providerReference, merchantTradeNo, 'payment');
      const isClosed = status === 'CLOSED';
      if (!isClosed) unknown('status of a closed payment', status);
      return {
        subject: 'ORDER',
        providerReference,
        status: isClosed ? 'CANCELED' : null,
        occurredAt: null,
      } as const;
    });
    if (answered.ok) return { observations: [answered.data], refused: null };
    return { observations: [], refused: failureOf(answered) };
  };
}

import { NotSent } from '../provider.ts';
import type { Connection, Reply } from '../provider.ts';
import { cancellation, creation, finding, listPage, mustBe, pageBody } from './account.ts';
import type { GatewayAccount } from './account.ts';
import type { GatewayConfig } from './brand.ts';
import { abnormalPaymentObservation, refundObservation } from './mapping.ts';
import * as replies from './replies.ts';

type RefundMethods = Required<
  Pick<
    Connection,
    | 'createRefund'
    | 'queryRefund'
    | 'cancelRefund'
    | 'listRefunds'
    | 'listAbnormalPayments'
    | 'refundAbnormalPayment'
  >
>;

export function refundMethods<Config extends GatewayConfig>(
  account: GatewayAccount<Config>,
): RefundMethods {
  const { brand, client, unknown } = account;
  const readEcho = (providerReference: string) => (refund: replies.Refund) => {
    mustBe(providerReference, refund.refundOrderNo, 'refund');
    return refundObservation(refund, null, unknown);
  };

  return {
    async createRefund(refund, call) {
      const { providerReference, order } = refund;
      const body = brand.refundBody(refund);
      const answered = await client.createRefund(body, call, readEcho(providerReference));
      const orderProviderReference = order.providerReference;
      const refused = { subject: 'REFUND', providerReference, orderProviderReference } as const;
      return creation(answered, brand.title, refused);
    },

    async queryRefund({ providerReference }, call) {
      const answered = await client.getRefundInfo(
        providerReference,
        call,
        readEcho(providerReference),
      );
      return finding(answered, brand.title, { of: 'REFUND', providerReference });
    },

    async cancelRefund({ providerReference }, call): Promise<Reply> {
      const answered = await client.cancelRefund(
        providerReference,
        call,
        () =>
          ({ subject: 'REFUND', providerReference, status: 'CANCELED', occurredAt: null }) as const,
      );
      return cancellation(answered, brand.title);
    },

    async listRefunds(range, call) {
      const answered = await client.getRefundList(pageBody(range), call, (page) => page);
      return listPage(answered, range.page, account, (record) =>
        refundObservation(replies.refund.parse(record), null, unknown),
      );
    },

    async listAbnormalPayments(filter, call) {
      const body = {
        ...pageBody(filter),
        orderNo: filter.orderProviderReference,
        abnormalPaymentNo: filter.providerAbnormalPaymentId,
      };
      const answered = await client.getAbnormalPaymentList(body, call, (page) => page);
      return listPage(answered, filter.page ?? 1, account, (record) =>
        abnormalPaymentObservation(replies.abnormalPayment.parse(record), null, unknown),
      );
    },

    async refundAbnormalPayment(refund, call) {
      const { providerReference, order, transactionHash, providerAbnormalPaymentId } = refund;
      // The gateway finds the abnormal payment by its transaction, which the list call tells.
      if (transactionHash === null) throw new NotSent('the transaction is not known');
      const answered = await client.createAbnormalPaymentRefund(
        brand.abnormalPaymentRefundBody(refund, transactionHash),
        call,
        readEcho(providerReference),
      );
      const orderProviderReference = order.providerReference;
      return creation(answered, brand.title, {
        subject: 'REFUND',
        providerReference,
        orderProviderReference,
        providerAbnormalPaymentId,
      });
    },
  };
}

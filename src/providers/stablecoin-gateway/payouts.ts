import { NotSent } from '../provider.ts';
import type { Connection, RefundHandle, Reply } from '../provider.ts';
import { cancelReply, createReply, queryReply, listPage, mustBe, pageBody } from './account.ts';
import type { GatewayAccount } from './account.ts';
import type { GatewayConfig } from './brand.ts';
import { abnormalPaymentObservation, refundObservation, settlementObservation } from './mapping.ts';
import type { UnknownValue } from './mapping.ts';
import * as replies from './replies.ts';

type RefundMethods = Required<
  Pick<Connection, 'createRefund' | 'queryRefund' | 'cancelRefund' | 'listRefunds'>
>;

export function refundMethods<Config extends GatewayConfig>(
  account: GatewayAccount<Config>,
): RefundMethods {
  const { brand, client, unknown } = account;
  return {
    async createRefund(refund, call) {
      const { providerReference, order } = refund;
      const body = brand.refundBody(refund);
      const answered = await client.createRefund(body, call, refundEcho(refund, unknown));
      const orderProviderReference = order.providerReference;
      const refused = { subject: 'REFUND', providerReference, orderProviderReference } as const;
      return createReply(answered, brand.title, refused);
    },

    async queryRefund(refund, call) {
      const { providerReference } = refund;
      const answered = await client.getRefundInfo(
        providerReference,
        call,
        refundEcho(refund, unknown),
      );
      return queryReply(answered, brand.title, { of: 'REFUND', providerReference });
    },

    async cancelRefund({ providerReference }, call): Promise<Reply> {
      const answered = await client.cancelRefund(
        providerReference,
        call,
        () =>
          ({ subject: 'REFUND', providerReference, status: 'CANCELED', occurredAt: null }) as const,
      );
      return cancelReply(answered, brand.title);
    },

    async listRefunds(range, call) {
      const answered = await client.getRefundList(pageBody(range), call, (page) => page);
      return listPage(answered, range.page, account, (record) =>
        refundObservation(replies.refund.parse(record), null, unknown),
      );
    },
  };
}

type AbnormalPaymentMethods = Required<
  Pick<Connection, 'listAbnormalPayments' | 'refundAbnormalPayment'>
>;

export function abnormalPaymentMethods<Config extends GatewayConfig>(
  account: GatewayAccount<Config>,
): AbnormalPaymentMethods {
  const { brand, client, unknown } = account;
  return {
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
      // The gateway identifies the abnormal payment by its transaction, which the list call returns.
      if (transactionHash === null) throw new NotSent('the transaction is not known');
      const answered = await client.createAbnormalPaymentRefund(
        brand.abnormalPaymentRefundBody(refund, transactionHash),
        call,
        refundEcho(refund, unknown),
      );
      const orderProviderReference = order.providerReference;
      return createReply(answered, brand.title, {
        subject: 'REFUND',
        providerReference,
        orderProviderReference,
        providerAbnormalPaymentId,
      });
    },
  };
}

type RefundNumbers = Pick<RefundHandle, 'providerReference' | 'order'>;

const refundEcho =
  ({ providerReference, order }: RefundNumbers, unknown: UnknownValue) =>
  (refund: replies.Refund) => {
    mustBe(providerReference, refund.refundOrderNo, 'refund');
    mustBe(order.providerReference, refund.orderNo ?? order.providerReference, 'order');
    return refundObservation(refund, null, unknown);
  };

type SettlementMethods = Required<
  Pick<Connection, 'createSettlement' | 'querySettlement' | 'cancelSettlement' | 'listSettlements'>
>;

export function settlementMethods<Config extends GatewayConfig>(
  account: GatewayAccount<Config>,
): SettlementMethods {
  const { brand, client, config, unknown } = account;
  const readEcho = (providerReference: string) => (settlement: replies.Settlement) => {
    mustBe(providerReference, settlement.settlementOrderNo, 'settlement');
    return settlementObservation(settlement, null, unknown);
  };

  return {
    async createSettlement(settlement, call) {
      const { providerReference, destination } = settlement;
      const body = brand.settlementBody(settlement, config);
      const send =
        destination.type === 'REGISTERED_BANK_ACCOUNT'
          ? client.createFiatSettlement
          : client.createSettlement;
      const answered = await send(body, call, readEcho(providerReference));
      return createReply(answered, brand.title, { subject: 'SETTLEMENT', providerReference });
    },

    async querySettlement({ providerReference }, call) {
      const answered = await client.getSettlementInfo(
        providerReference,
        call,
        readEcho(providerReference),
      );
      return queryReply(answered, brand.title, { of: 'SETTLEMENT', providerReference });
    },

    async cancelSettlement({ providerReference }, call): Promise<Reply> {
      const answered = await client.cancelSettlement(
        providerReference,
        call,
        () =>
          ({
            subject: 'SETTLEMENT',
            providerReference,
            status: 'CANCELED',
            occurredAt: null,
          }) as const,
      );
      return cancelReply(answered, brand.title);
    },

    async listSettlements(range, call) {
      const answered = await client.getSettlementList(pageBody(range), call, (page) => page);
      return listPage(answered, range.page, account, (record) =>
        settlementObservation(replies.settlement.parse(record), null, unknown),
      );
    },
  };
}

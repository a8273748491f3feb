import type {
  AbnormalPaymentRefundToSend,
  OrderToSend,
  ProviderName,
  RefundToSend,
  SettlementToSend,
} from '../provider.ts';
import type { QueryPrefix } from './signature.ts';

export interface GatewayConfig {
  apiKey: string;
  apiSecret: string;
  signKey: string;
}

/** How responses of a brand are signed. */
export interface Wire {
  /** Header names that may carry the signature. Where several are there, they must be equal. */
  signatureHeaders: readonly string[];
  /** The first that is there counts; without any, the request's own timestamp does. */
  timestampHeaders: readonly string[];
  queryPrefix: QueryPrefix;
}

/** A request body. Members that are undefined are not sent: the gateway refuses null (C6). */
export type Body = Record<string, unknown>;

/** In what the two brands of the gateway differ. */
export interface Brand<Config extends GatewayConfig> {
  name: ProviderName;
  title: string;
  wire: Wire;
  orderBody(order: OrderToSend, config: Config): Body;
  refundBody(refund: RefundToSend): Body;
  abnormalPaymentRefundBody(refund: AbnormalPaymentRefundToSend, transactionHash: string): Body;
  settlementBody(settlement: SettlementToSend, config: Config): Body;
}

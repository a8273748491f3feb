/**
 * The contract between Paygraph and a payment provider (docs/adding-a-provider.md#the-contract).
 *
 * A provider is a folder of five files (`index`, `config`, `client`, `mapping`, `webhook`) and one line in
 * `registry.ts`. Its `index.ts` exports one `ProviderModule`. Only that folder uses the provider's own terms:
 * everything that crosses this contract is in Paygraph's terms.
 * - `ProviderModule` describes the provider and checks input without any call.
 * - `Connection` calls the provider for one account.
 * - `WebhookReceiver` verifies and translates what the provider sends.
 *
 * Times are epoch milliseconds unless stated otherwise. Amounts are exact decimals (`Money`), never floats.
 */
import type { z } from 'zod';
import type { Answer } from '../domain/instructions/attempt.ts';
import type { ValidationIssue } from '../domain/errors.ts';
import type { Money } from '../domain/money.ts';
import type { Observation } from '../domain/observation.ts';
import type { ReadSigned } from '../domain/signatures/how-signed.ts';
import type { OrderStatus } from '../domain/order.ts';
import type { PayoutStatus } from '../domain/payout.ts';
import type {
  OrderFit,
  OrderRequest,
  PaymentMethodType,
  RefundedOrder,
  RefundRequest,
  SettlementDestinationType,
  SettlementRequest,
} from '../domain/request.ts';
import type { EagerPoll } from '../domain/instructions/schedule.ts';
import type { ConfigInput } from './config-input.ts';
import type { ConnectionTools } from './connection-tools.ts';
import type { Priority } from './egress.ts';

export type { RefundedOrder } from '../domain/request.ts';
export { NotSent, OutcomeUnknown, RefusedForNow } from './outcomes.ts';
export type { ConnectionTools, GrantedToken, SharedToken } from './connection-tools.ts';

/** A value of GraphQL's enum `Provider`: ACME_PAY for the folder acme-pay. The registry decides which exist. */
export type ProviderName = Uppercase<string>;

/** One provider, independent of any account. Everything but `connect` is data or a pure function. */
export interface ProviderModule<Config = unknown> {
  readonly name: ProviderName;
  /** The name for people: "ANexPay XCheckout". */
  readonly title: string;
  /** Checks the credentials and switches of an account. Paths of its issues are relative to the config input. */
  readonly config: z.ZodType<Config>;
  /** The fields of `config` in the GraphQL schema. The compiler compares the two (`ConfigInputOf`). */
  readonly configInput: ConfigInput;
  /** A well-formed configuration with every switch at its default. It describes the provider without an account. */
  readonly sampleConfig: Config;
  /** The production address; null where the provider publishes none. */
  readonly defaultBaseUrl: string | null;
  readonly methods: readonly PaymentMethodType[];
  /** Currencies in which orders can be priced. */
  readonly currencies: readonly string[];
  /** By method, the paths into CreateOrderInput that the provider requires and the GraphQL schema does not. */
  readonly requiredInputs: readonly { method: PaymentMethodType; paths: readonly string[] }[];
  /** Every order status that this provider can bring about. Taken from the status table of the mapping. */
  readonly orderStatuses: readonly OrderStatus[];
  readonly settlementDestinations: readonly SettlementDestinationType[];
  /** Whether a refund may be less than what is refundable. */
  readonly partialRefund: boolean;
  /** Whether an order may have a second refund while one is under way (docs/rules.md#one-refund-at-a-time). */
  concurrentRefunds(config: Config): boolean;
  /** Seconds until an order expires where the merchant gives no `expiresIn`; null where orders do not expire. */
  readonly defaultExpiresIn: number | null;
  /** The default in seconds for one order, where it depends on the method. It outranks `defaultExpiresIn`. */
  expiresInOf?(order: Pick<OrderRequest, 'method'>, config: Config): number;
  /** Polls new orders more often than every 30 s. For a provider that does not push every change. */
  readonly eagerPoll?: EagerPoll;
  /** Least time between two "not found" that count, in milliseconds (docs/rules.md#when-not-found-counts). */
  readonly absenceSpanMs: number;
  /** What differs for one account, where its configuration picks a country or limits methods. */
  accountTerms?(config: Config): Partial<AccountTerms>;

  /** Pure. Whether the account can take the order. An order that this refuses is not sent. */
  checkOrder(request: OrderRequest, config: Config): OrderFit;
  /** Pure. Empty where the refund may be sent. Paths are into CreateRefundInput. */
  checkRefund(
    request: RefundRequest,
    config: Config,
    order: RefundedOrder,
  ): readonly ValidationIssue[];
  /** Pure. Empty where the settlement may be sent. Paths are into CreateSettlementInput. */
  checkSettlement(request: SettlementRequest, config: Config): readonly ValidationIssue[];
  /** Pure. Tells how the account's messages are signed. Left out where the provider signs nothing. */
  signedReader?(this: void, config: Config): ReadSigned;
  /** Makes the connection of one account. Opens no socket and makes no call: it also runs with `sampleConfig`. */
  connect(config: Config, tools: ConnectionTools): Connection;
}

export type AccountTerms = Pick<ProviderModule, 'methods' | 'currencies' | 'requiredInputs'>;

/**
 * One account at one provider. A method that the provider's API does not offer is left out, and Paygraph's
 * capabilities follow from the methods that are there.
 *
 * Every call ends in exactly one of three ways:
 * - It returns a believable answer: readable, rightly signed where the provider signs, and about the request.
 * - It throws `NotSent`: nothing left this process, or the provider refused it for now without looking at it (429).
 * - It throws `OutcomeUnknown`: the request may have arrived. Paygraph queries and never repeats blindly.
 *
 * A provider that declines or refuses is an answer, not a throw. Reporting a failure in place of
 * `OutcomeUnknown` loses money or moves it twice.
 */
export interface Connection {
  createOrder(order: OrderToSend, call: Call): Promise<Reply>;
  queryOrder(order: OrderHandle, call: Call): Promise<Reply>;
  cancelOrder?(order: OrderHandle, call: Call): Promise<Reply>;
  listOrders?(range: ListRange, call: Call): Promise<ListPage>;

  createRefund?(refund: RefundToSend, call: Call): Promise<Reply>;
  queryRefund?(refund: RefundHandle, call: Call): Promise<Reply>;
  /** `queryRefund` reads one status that the provider has for all refunds of an order together. */
  readonly hasOneRefundStatus?: boolean;
  cancelRefund?(refund: RefundHandle, call: Call): Promise<Reply>;
  listRefunds?(range: ListRange, call: Call): Promise<ListPage>;

  listAbnormalPayments?(filter: AbnormalPaymentRange, call: Call): Promise<ListPage>;
  refundAbnormalPayment?(refund: AbnormalPaymentRefundToSend, call: Call): Promise<Reply>;

  createSettlement?(settlement: SettlementToSend, call: Call): Promise<Reply>;
  querySettlement?(settlement: SettlementHandle, call: Call): Promise<Reply>;
  cancelSettlement?(settlement: SettlementHandle, call: Call): Promise<Reply>;
  listSettlements?(range: ListRange, call: Call): Promise<ListPage>;

  balances?(call: Call): Promise<readonly AccountBalance[]>;

  readonly webhook: WebhookReceiver;
  /** Ends the connection's sockets. */
  close(): Promise<void>;
}

/** The context of one operation, which may take several exchanges. */
export interface Call {
  /** Called after every exchange, however it ended. */
  record: (exchange: Exchange) => void;
  /** Default: SEND. */
  priority?: Priority;
  /** Called right before a request leaves. Its answer states nothing older than this moment. */
  leaving?: () => void;
}

/** One request and its answer, with secrets masked. */
export interface Exchange {
  operation: string;
  outcome: 'ANSWERED' | 'NOT_SENT' | 'UNKNOWN';
  httpStatus: number | null;
  durationMs: number;
  request: string;
  response: string | null;
  /** Epoch milliseconds. */
  at: number;
}

/**
 * A believable answer: the observations that it proves, and whether the provider refused the request. "Not found" is
 * an `AbsenceObservation`. A refused create proves FAILED, unless the reference is or may be taken (`referenceTaken`).
 */
export type Reply = Answer;

export interface ListRange {
  /** Times of creation in epoch milliseconds. Both ends are included. */
  from: number;
  to: number;
  /** The first page is 1. */
  page: number;
}

export interface AbnormalPaymentRange extends Partial<ListRange> {
  providerAbnormalPaymentId?: string;
  orderProviderReference?: string;
}

export interface ListPage {
  observations: readonly Observation[];
  hasMore: boolean;
}

export interface OrderHandle {
  providerReference: string;
  providerOrderId: string | null;
}

export interface OrderToSend extends OrderRequest {
  providerReference: string;
  /** Where the provider delivers webhooks about this order, for providers that take the address with each request. */
  notifyUrl: string;
  /** Where the payer's browser returns to: the merchant's page, or ours. */
  returnUrl: string;
}

export interface RefundHandle {
  providerReference: string;
  providerRefundId: string | null;
  order: OrderHandle;
  /** Set while this is the only refund of the order under way. */
  underWay?: RefundUnderWay;
}

/** Our record of a refund, for a provider that reports one status for all refunds of an order together. */
export interface RefundUnderWay {
  status: PayoutStatus;
  amount: Money;
  /** What all refunds of the order may take together. */
  refundable: Money;
  /** What the other refunds of the order have given back. */
  refundedBefore: Money;
  /** Epoch milliseconds of the last send. */
  sentAt: number | null;
  /** The order may have refunds that are not known here (docs/rules.md#refunds-that-a-restore-has-lost). */
  mayHaveOthers: boolean;
}

export interface RefundToSend extends RefundRequest {
  providerReference: string;
  order: OrderHandle;
  notifyUrl: string;
}

export interface AbnormalPaymentRefundToSend {
  providerReference: string;
  order: OrderHandle;
  providerAbnormalPaymentId: string;
  transactionHash: string | null;
  amount: Money;
  reason: string | null;
}

export interface SettlementHandle {
  providerReference: string;
  providerSettlementId: string | null;
}

export interface SettlementToSend extends SettlementRequest {
  providerReference: string;
  orderProviderReferences: readonly string[];
  notifyUrl: string;
}

export interface AccountBalance {
  available: Money;
  frozen: Money | null;
  unsettled: Money | null;
}

/** The address a webhook came in at; null: the one entered in the portal (docs/rules.md#where-providers-deliver). */
export type WebhookTopic = 'orders' | 'refunds' | 'settlements' | null;

export interface RawDelivery {
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  topic: WebhookTopic;
  /** The full address as the provider was given it. Some providers sign it. */
  url?: string;
  /** Epoch milliseconds. `verify` judges the age against this time; nothing judges it again later. */
  receivedAt: number;
}

export type Verdict =
  /** `eventId`: the provider's id, or null if it gives none (docs/rules.md#which-delivery-is-a-repetition). */
  | { genuine: true; eventId: string | null }
  /** `reason`: one word for the counter and the log, such as "signature", "stale", "headers" or "body". */
  | { genuine: false; reason: string };

export interface WebhookReceiver {
  /** Checks signature and age over the raw bytes, before anything is stored. Compares in constant time. */
  verify(delivery: RawDelivery): Verdict;
  /** Turns a genuine body into observations. Pure: a delivery may be replayed much later. Throws if unreadable. */
  translate(delivery: Pick<RawDelivery, 'body' | 'topic'>): Translation;
  /** The response that the provider takes as an acknowledgement. */
  readonly ack: WebhookAck;
}

export interface Translation {
  observations: readonly Observation[];
  /**
   * What the message leaves open or does not prove. The provider is queried, and the answer is applied with the
   * delivery. Without an answer about an order, refund or settlement the delivery is tried again.
   */
  queries: readonly ProviderQuery[];
}

export type ProviderQuery =
  | { about: 'ABNORMAL_PAYMENT'; filter: AbnormalPaymentRange }
  | { about: 'ORDER' | 'REFUND' | 'SETTLEMENT'; providerReference: string };

export interface WebhookAck {
  status: number;
  contentType: string;
  body: string;
}

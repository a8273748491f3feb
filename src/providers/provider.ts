/**
 * The contract between Paygraph and a payment provider. A provider is a folder of five files (`index`,
 * `config`, `client`, `mapping`, `webhook`) and one line in `registry.ts`; `index.ts` exports one
 * `ProviderModule`. Nothing outside that folder knows the provider's words.
 */
import type { z } from 'zod';
import type { Answer } from '../domain/instructions/attempt.ts';
import type { ValidationIssue } from '../domain/errors.ts';
import type { Money } from '../domain/money.ts';
import type { Observation } from '../domain/observation.ts';
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
import type { Priority, Egress } from './egress.ts';

export type { RefundedOrder } from '../domain/request.ts';
export { NotSent, OutcomeUnknown } from './outcomes.ts';

/** Of GraphQL's `Provider`: EXAMPLE_PAY for the folder example-pay. Those there are follow from the registry. */
export type ProviderName = Uppercase<string>;

export interface ProviderModule<Config = unknown> {
  readonly name: ProviderName;
  /** As people write it: "ANexPay XCheckout". */
  readonly title: string;
  /** Checks the credentials and switches of an account; issues are paths into the provider's config input. */
  readonly config: z.ZodType<Config>;
  /** The same as GraphQL takes it; `ConfigInputOf` holds the two together. */
  readonly configInput: ConfigInput;
  /** A well-formed configuration with every switch at its default, to describe the provider without an account. */
  readonly sampleConfig: Config;
  /** The production address, where the provider publishes one. */
  readonly defaultBaseUrl: string | null;
  readonly methods: readonly PaymentMethodType[];
  /** Currencies that orders can be priced in. */
  readonly currencies: readonly string[];
  /** Paths into CreateOrderInput that must be given, beyond what the schema itself requires. */
  readonly requiredInputs: readonly { method: PaymentMethodType; paths: readonly string[] }[];
  /** Every order status that the mapping can bring about, read off its table. */
  readonly orderStatuses: readonly OrderStatus[];
  readonly settlementDestinations: readonly SettlementDestinationType[];
  readonly partialRefund: boolean;
  /** Whether a second refund of an order may be asked for while one is under way. */
  concurrentRefunds(config: Config): boolean;
  /** Seconds until an order expires when the merchant does not say; null where the provider has no expiry. */
  readonly defaultExpiresIn: number | null;
  /** The same for one order, where it depends on how the payer pays. */
  expiresInOf?(order: Pick<OrderRequest, 'method'>, config: Config): number;
  /** Asks for new orders more often than every 30 s, where the provider does not push all there is to tell. */
  readonly eagerPoll?: EagerPoll;
  /** How far apart "not found" must be said twice to count, in milliseconds (docs/rules.md#when-not-found-counts). */
  readonly absenceSpanMs: number;
  /** What is different for one account, where its configuration picks a country or limits methods. */
  accountTerms?(config: Config): Partial<AccountTerms>;

  /** Pure: may an order like this be sent? Nothing is sent that this refuses. */
  checkOrder(request: OrderRequest, config: Config): OrderFit;
  /** Paths into CreateRefundInput. */
  checkRefund(
    request: RefundRequest,
    config: Config,
    order: RefundedOrder,
  ): readonly ValidationIssue[];
  /** Paths into CreateSettlementInput. */
  checkSettlement(request: SettlementRequest, config: Config): readonly ValidationIssue[];
  /** Opens no socket and makes no call: cheap, and safe with a sample configuration. */
  connect(config: Config, tools: ConnectionTools): Connection;
}

export type AccountTerms = Pick<ProviderModule, 'methods' | 'currencies' | 'requiredInputs'>;

export interface ConnectionTools {
  baseUrl: string;
  /** Epoch milliseconds. Signatures carry it, so tests and the sandbox must share one clock. */
  now: () => number;
  /** Milliseconds of a clock that never goes back; left out, the machine's own. */
  monotonic?: () => number;
  /** Never sees a secret: bodies and headers are masked before they get here. */
  log: (level: 'debug' | 'warn', message: string, details: Record<string, unknown>) => void;
  /** For tests and the sandbox, which need not wait as long as production does. */
  limits?: { timeoutMs?: number; requestsPerSecond?: number; longestWaitMs?: number };
  /** The way out: where it may lead, whether it is open, how many calls go at once. For `http.ts`. */
  egress?: Egress;
}

/**
 * One account at one provider. Every method makes the calls that its name says, and ends in exactly one of
 * three ways: it returns what was answered and could be believed, or throws `NotSent` or `OutcomeUnknown`.
 * An operation that the provider's API does not have is a method that is not there.
 */
export interface Connection {
  createOrder(order: OrderToSend, call: Call): Promise<Reply>;
  queryOrder(order: OrderHandle, call: Call): Promise<Reply>;
  cancelOrder?(order: OrderHandle, call: Call): Promise<Reply>;
  listOrders?(range: ListRange, call: Call): Promise<ListPage>;

  createRefund?(refund: RefundToSend, call: Call): Promise<Reply>;
  queryRefund?(refund: RefundHandle, call: Call): Promise<Reply>;
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

/** Follows one operation: every signed exchange is told, whatever became of it. */
export interface Call {
  record: (exchange: Exchange) => void;
  /** Left out: SEND. */
  priority?: Priority;
  /** A request is about to leave: what its answer tells is from now on. */
  leaving?: () => void;
}

/** What was sent and what came back, secrets masked. */
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

/** A believable answer. */
export type Reply = Answer;

export interface ListRange {
  /** Epoch milliseconds, of creation; both ends belong to the range. */
  from: number;
  to: number;
  /** From 1. */
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
  /** Where the provider is to send news of this order, for providers that are told with each request. */
  notifyUrl: string;
  /** Where the payer returns to; the merchant's own page, or ours. */
  returnUrl: string;
}

export interface RefundHandle {
  providerReference: string;
  providerRefundId: string | null;
  order: OrderHandle;
  /** Given while it is the order's only refund under way. */
  underWay?: RefundUnderWay;
}

/** What is known here of a refund, for a provider that tells of all refunds of an order in one word. */
export interface RefundUnderWay {
  status: PayoutStatus;
  amount: Money;
  /** What refunds of the order may take in all, and what the others have given back. */
  refundable: Money;
  refundedBefore: Money;
  /** Epoch milliseconds of the last send. */
  sentAt: number | null;
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

/** Which of our addresses a webhook came in at: told with a request, or the one in the provider's portal. */
export type WebhookTopic = 'orders' | 'refunds' | 'settlements' | null;

export interface RawDelivery {
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  topic: WebhookTopic;
  /** That address in full, as providers are given it: some sign it. */
  url?: string;
  /** Epoch milliseconds at which it came in: freshness is judged once, against this. */
  receivedAt: number;
}

export type Verdict =
  | { genuine: true; eventId: string | null }
  /** A word for the counter and the log: "signature", "stale", "headers", "body". */
  | { genuine: false; reason: string };

export interface WebhookReceiver {
  /** Over the raw bytes, before anything is parsed or stored. */
  verify(delivery: RawDelivery): Verdict;
  /** A genuine body in our words. Pure, and repeatable at any later time. Throws where it cannot be read. */
  translate(delivery: Pick<RawDelivery, 'body' | 'topic'>): Translation;
  /** What the provider takes for "received". */
  readonly ack: WebhookAck;
}

export interface Translation {
  observations: readonly Observation[];
  /**
   * What the message leaves open, or does not prove: the provider is asked, and the answer is applied with
   * the delivery. Without an answer about an order, refund or settlement the delivery is tried again.
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

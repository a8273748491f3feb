/**
 * The contract between Paygraph and a payment provider (docs/adding-a-provider.md#the-contract).
 *
 * A provider is a folder of six files (`index`, `config`, `client`, `operations`, `mapping`, `webhook`) and one line in
 * `registry.ts`. Its `index.ts` exports one `ProviderModule`. Only that folder uses the provider's own terms:
 * everything that crosses this contract is in Paygraph's terms.
 * - `ProviderModule` describes the provider and checks input without any call.
 * - `Connection` calls the provider for one account.
 * - `WebhookReceiver` verifies and translates what the provider sends.
 *
 * Times are epoch milliseconds unless stated otherwise. Amounts are exact decimals (`Money`), never floats.
 */
import type { z } from 'zod';
import type { ValidationIssue } from '../domain/errors.ts';
import type { ReadSigned } from '../domain/signatures/how-signed.ts';
import type { OrderStatus } from '../domain/order.ts';
import type {
  CaptureRequest,
  OrderFit,
  OrderRequest,
  PaymentMethodType,
  RefundedOrder,
  RefundRequest,
  SettlementDestinationType,
  SettlementRequest,
} from '../domain/request.ts';
import type { EagerPoll } from '../domain/instructions/schedule.ts';
import type { AccountMode } from '../domain/routing.ts';
import type { ConfigInput } from './config-input.ts';
import type { ConnectionTools } from './connection-tools.ts';
import type { Call, Reply } from './kit/contract/calls.ts';
import type {
  AbnormalPaymentRange,
  AbnormalPaymentRefundToSend,
  AccountBalance,
  CaptureToSend,
  ListPage,
  ListRange,
  OrderHandle,
  OrderToSend,
  RefundHandle,
  RefundToSend,
  SettlementHandle,
  SettlementToSend,
} from './kit/contract/requests.ts';
import type { NumberQuery, WebhookReceiver } from './kit/contract/webhooks.ts';

export type * from './kit/contract/calls.ts';
export type * from './kit/contract/requests.ts';
export type * from './kit/contract/webhooks.ts';
export type { RefundedOrder } from '../domain/request.ts';
export { sampleInput } from './config-input.ts';
export { NotMade, NotSent, OutcomeUnknown, RefusedForNow } from './outcomes.ts';
export type { ConnectionTools, GrantedToken, SharedToken } from './connection-tools.ts';

/** A value of GraphQL's enum `Provider`: ACME_PAY for the folder acme-pay. What is loaded decides which exist. */
export type ProviderName = Uppercase<string>;

/** One provider, independent of any account. Everything but `connect` is data or a pure function. */
export interface ProviderModule<Config = unknown> {
  readonly name: ProviderName;
  /** The name for people: "Acme Pay". */
  readonly title: string;
  /** Checks the credentials and switches of an account. Paths of its issues are relative to the config input. */
  readonly config: z.ZodType<Config>;
  /** The fields of `config` in the GraphQL schema. `defineConfig` of the kit makes both. */
  readonly configInput: ConfigInput;
  /** A well-formed configuration with every switch at its default. It describes the provider without an account. */
  readonly sampleConfig: Config;
  /** The production address; null where the provider publishes none. */
  readonly defaultBaseUrl: string | null;
  readonly methods: readonly PaymentMethodType[];
  /** Names of methods that only this provider has. It has the method OTHER for them. */
  readonly otherMethods?: readonly string[];
  /** Currencies in which orders can be priced. */
  readonly currencies: readonly string[];
  /** By method, the paths into CreateOrderInput that the provider requires and the GraphQL schema does not. */
  readonly requiredInputs: readonly { method: PaymentMethodType; paths: readonly string[] }[];
  /** Every order status that this provider can bring about. Taken from the status table of the mapping. */
  readonly orderStatuses: readonly OrderStatus[];
  readonly settlementDestinations: readonly SettlementDestinationType[];
  /** Whether a refund may be less than what is refundable. */
  readonly partialRefund: boolean;
  /** Whether a capture may be less than what is authorised. Left out: it may not. */
  readonly partialCapture?: boolean;
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
  /**
   * For how long after the first send a create may be repeated under the same reference, in milliseconds: the provider
   * answers it as it answered the first, and makes nothing a second time. A lost create is then repeated, which costs
   * less than to query until it is found or proven absent. So is a lost capture. Left out: never.
   */
  readonly repeatableForMs?: number;
  /** Pure. Whether the credentials are of a test environment or move money; null where they do not tell. */
  modeOf?(config: Config): AccountMode | null;
  /** What differs for one account, where its configuration picks a country or limits methods. */
  accountTerms?(config: Config): Partial<AccountTerms>;

  /** Pure. Whether the account can take the order. An order that this refuses is not sent. */
  checkOrder(request: OrderRequest, config: Config): OrderFit;
  /** Pure. Empty where the capture may be sent. Paths are into CaptureOrderInput. Left out: any may. */
  checkCapture?(request: CaptureRequest, config: Config): readonly ValidationIssue[];
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

export type ProviderModules = ReadonlyMap<ProviderName, ProviderModule>;

export type AccountTerms = Pick<
  ProviderModule,
  'methods' | 'otherMethods' | 'currencies' | 'requiredInputs'
>;

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
  /**
   * Takes what the payer has authorised, or a part of it, once. An order is created with `capture: 'MANUAL'` only where
   * this is there. An observation of it with PAID states what was taken in `paid`.
   */
  captureOrder?(capture: CaptureToSend, call: Call): Promise<Reply>;
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

  /** Queries by the provider's own number. For a provider whose webhooks have nothing else (`NumberQuery`). */
  queryByNumber?(query: NumberQuery, call: Call): Promise<Reply>;

  balances?(call: Call): Promise<readonly AccountBalance[]>;

  readonly webhook: WebhookReceiver;
  /** Ends the connection's sockets. */
  close(): Promise<void>;
}

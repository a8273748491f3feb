import { signingKey } from '../../src/providers/stablecoin-gateway/signature.ts';
import type { QueryPrefix } from '../../src/providers/stablecoin-gateway/signature.ts';
import { derived, Refusal } from '../double/index.ts';
import type { Account, Entity, Decimal, EntityKind, Platform } from '../double/index.ts';

export const orderStatuses = [
  'PAYING',
  'PAID',
  'CANCELLED',
  'REFUNDING',
  'PARTIAL_REFUNDED',
  'REFUNDED',
  'TIMEOUT',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export interface Credentials {
  apiKey: string;
  apiSecret: string;
  signKey: string;
  merchantId: string;
}

export type StablecoinAccount = Account<Credentials> & {
  /** Tokens whose orders get `depositAddress:"-1"`. */
  readonly disabledTokens: readonly string[];
};

export interface Switches {
  /** Whether all is refused that a strict provider would (docs/providers/stablecoin-gateway.md#strict-requests). */
  strict: boolean;
  /** docs/providers/stablecoin-gateway.md#request-signatures */
  queryPrefix: QueryPrefix;
  fiatSettlement: boolean;
  /** Whether a webhook is sent for a new order too. */
  announcesOrders: boolean;
  /** Whether the pending amount of an abnormal payment excludes what open refunds will take. */
  showsUnreserved: boolean;
}

export type StablecoinPlatform = Platform<StablecoinAccount, Switches, { apiKey: string }>;
export type Kind<E extends Entity> = EntityKind<E, StablecoinPlatform>;

export type EventType =
  | 'CHECKOUT_ORDER_CHANGED'
  | 'REFUND_ORDER_CHANGED'
  | 'SETTLEMENT_ORDER_CHANGED'
  | 'ABNORMAL_PAYMENT';

/** All amounts of money are in the order's token. Its number is the orderNo. */
export interface Order extends Entity<OrderStatus, StablecoinAccount> {
  readonly sysid: string;
  readonly customerId: string;
  readonly merchantId: string | null;
  readonly token: string;
  readonly depositAddress: string;
  readonly paymentUrl: string;
  readonly pcCallbackUrl: string | null;
  readonly appCallbackUrl: string | null;
  /** In USD. */
  readonly orderAmount: Decimal;
  readonly payingAmount: Decimal;
  readonly exchangeRate: Decimal;
  /** The requested lifetime in seconds. */
  readonly expiredIn: number;
  expiresAt: number;
  /** What was received in time, with a surplus. */
  received: Decimal;
  refunded: Decimal;
  everPaid: boolean;
  /** The transaction of the latest payment that counted. */
  txHash: string | null;
  payer: string | null;
  readonly transfers: Transfer[];
}

export interface Transfer {
  orderNo: string;
  depositAddress: string;
  token: string;
  amount: string;
  txHash: string;
  from: string;
  at: number;
}

export const keyOf = derived(({ credentials }: StablecoinAccount) =>
  signingKey(credentials.signKey),
);

/** Sends a webhook to the address that the account has at the time of the attempt. */
export function publish(
  platform: StablecoinPlatform,
  account: StablecoinAccount,
  type: EventType,
  data: object,
): void {
  const timestamp = Math.floor(platform.clock.now() / 1000);
  platform.publish(account, {
    type,
    about: { apiKey: account.id },
    body: (eventId) => JSON.stringify({ eventId, eventType: type, timestamp, data }),
  });
}

/** Codes that start with 9 are the sandbox's own (docs/providers/stablecoin-gateway.md#refusals). */
const retcodes = {
  ACCESS_DENIED: '00006',
  PARAMETER_ERROR: '00008',
  UNAUTHORIZED: '90401',
  NOT_FOUND: '90404',
  NUMBER_USED: '90409',
  WRONG_STATE: '90422',
  AMOUNT_TOO_HIGH: '90423',
  INTERNAL: '90500',
} as const;

const httpStatus: Readonly<Record<string, number>> = { '90401': 401, '90500': 500 };

export function refused(reason: keyof typeof retcodes, message: string, status?: number): Refusal {
  const retcode = retcodes[reason];
  return new Refusal(retcode, message, status ?? httpStatus[retcode] ?? 200);
}

/** Times without a zone are in Asia/Singapore (docs/providers/stablecoin-gateway.md#amounts-and-times). */
export const singaporeOffsetMs = 8 * 3_600_000;

/** `yyyy-MM-ddTHH:mm:ss.SSSSSS`, without a zone. */
export function isoTime(at: number): string {
  return new Date(at + singaporeOffsetMs).toISOString().replace('Z', '000');
}

/** `yyyy-MM-dd HH:mm:ss`, without a zone. */
export function spacedTime(at: number): string {
  return new Date(at + singaporeOffsetMs).toISOString().slice(0, 19).replace('T', ' ');
}

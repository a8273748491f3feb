export const scopes = [
  'READ',
  'ORDERS_WRITE',
  'REFUNDS_WRITE',
  'SETTLEMENTS_WRITE',
  'MANAGE',
] as const;
export type Scope = (typeof scopes)[number];

/** Who is asking. Every request has one; without one it is refused with 401. */
export type Principal =
  | { kind: 'ADMINISTRATOR' }
  | { kind: 'API_KEY'; keyId: string; merchantId: string; scopes: readonly Scope[] }
  /** The payer's browser: one order and nothing else. */
  | {
      kind: 'CLIENT';
      merchantId: string;
      orderId: string;
      /** When its token runs out; epoch milliseconds. */
      expiresAt?: number;
    };

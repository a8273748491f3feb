export const scopes = [
  'READ',
  'ORDERS_WRITE',
  'REFUNDS_WRITE',
  'SETTLEMENTS_WRITE',
  'MANAGE',
] as const;
export type Scope = (typeof scopes)[number];

/** The caller. Every request has one; a request without one is refused with 401. */
export type Principal =
  | { kind: 'ADMINISTRATOR' }
  | { kind: 'API_KEY'; keyId: string; merchantId: string; scopes: readonly Scope[] }
  /** The payer's browser: one order and nothing else, until `expiresAt` in epoch milliseconds. */
  | { kind: 'CLIENT'; merchantId: string; orderId: string; expiresAt: number };

/** The merchant whose records the caller sees; null: all merchants. */
export function ownerOf(principal: Principal): string | null {
  return principal.kind === 'ADMINISTRATOR' ? null : principal.merchantId;
}

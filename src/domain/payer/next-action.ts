import type { Money } from '../money.ts';
import type { OrderEvidence, OrderStatus } from '../order.ts';

export type NextAction =
  | { kind: 'REDIRECT'; url: string }
  | { kind: 'QR_CODE'; payload: string; expiresAt: number | null }
  | {
      kind: 'DEPOSIT_ADDRESS';
      address: string;
      amount: Money;
      tokenContract: string | null;
      checkoutUrl: string | null;
    };

/** What the payer has to do now; null where there is nothing to do, or the provider has not said what. */
export function nextAction(evidence: OrderEvidence, status: OrderStatus): NextAction | null {
  if (status !== 'AWAITING_PAYMENT' && status !== 'PARTIALLY_PAID') return null;
  if (evidence.isFinal) return null;
  const { depositAddress, tokenContract, qrPayload, qrExpiresAt, ...more } = evidence.instructions;
  const checkoutUrl = opensElsewhere(more.checkoutUrl) ? more.checkoutUrl : undefined;
  if (depositAddress !== undefined && evidence.payable !== null) {
    return {
      kind: 'DEPOSIT_ADDRESS',
      address: depositAddress,
      amount: evidence.payable,
      tokenContract: tokenContract ?? null,
      checkoutUrl: checkoutUrl ?? null,
    };
  }
  if (qrPayload !== undefined) {
    return { kind: 'QR_CODE', payload: qrPayload, expiresAt: qrExpiresAt ?? null };
  }
  return checkoutUrl === undefined ? null : { kind: 'REDIRECT', url: checkoutUrl };
}

/**
 * Schemes of what providers have payers open: their pages, some of which are plain http, and UPI apps. Any other may
 * run something: javascript: in the page of the shop, ms-msdt: and intent: on the device.
 */
const payerSchemes: readonly string[] = ['https:', 'http:', 'upi:'];

/** Whether the address opens a web page or an app, whatever a provider's mapping let through. */
function opensElsewhere(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && payerSchemes.includes(new URL(url).protocol);
}

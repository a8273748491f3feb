import type { StablecoinBrand } from '../../sandbox/stablecoin-platform/brands.ts';
import type { TestApp } from './app.ts';
import * as documents from './documents.ts';
import { mutate, newKey, paid, refundAddress, settlementInput } from './operations.ts';
import type { Subject } from './operations.ts';

/** A refund of all that is left of the order. */
export async function refunded(
  testApp: TestApp,
  provider: StablecoinBrand,
  order: { id: string },
): Promise<Subject> {
  const input = { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) };
  const result = await mutate(testApp, documents.createRefund, { input });
  if (!result.refund) throw new Error(JSON.stringify(result));
  return result.refund;
}

/** A settlement, taken from an order that is paid for it. */
export async function settled(testApp: TestApp, provider: StablecoinBrand): Promise<Subject> {
  await paid(testApp, provider);
  const input = settlementInput(testApp, provider);
  const result = await mutate(testApp, documents.createSettlement, { input });
  if (!result.settlement) throw new Error(JSON.stringify(result));
  return result.settlement;
}

import type { OrderRecord } from '../store/records.ts';
import type { Deps } from './deps.ts';
import type { CreateOrderInput } from './inputs.ts';

export async function createOrder(
  _deps: Deps,
  _merchantId: string,
  _input: CreateOrderInput,
): Promise<{ order: OrderRecord; replayed: boolean; clientToken: string }> {
  throw new Error('not written yet');
}

import type { OrderRecord } from '../store/records.ts';
import type { Deps } from './deps.ts';
import type { CancelInput } from './inputs.ts';

export async function cancelOrder(
  _deps: Deps,
  _merchantId: string,
  _input: CancelInput,
): Promise<OrderRecord> {
  throw new Error('not written yet');
}

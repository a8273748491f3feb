import type { RefundRecord } from '../store/records.ts';
import type { Deps } from './deps.ts';
import type { CancelInput } from './inputs.ts';

export async function cancelRefund(
  _deps: Deps,
  _merchantId: string,
  _input: CancelInput,
): Promise<RefundRecord> {
  throw new Error('not written yet');
}

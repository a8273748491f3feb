import type { SettlementRecord } from '../store/records.ts';
import type { Deps } from './deps.ts';
import type { CancelInput } from './inputs.ts';

export async function cancelSettlement(
  _deps: Deps,
  _merchantId: string,
  _input: CancelInput,
): Promise<SettlementRecord> {
  throw new Error('not written yet');
}

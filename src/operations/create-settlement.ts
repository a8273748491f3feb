import type { SettlementRecord } from '../store/records.ts';
import type { Deps } from './deps.ts';
import type { CreateSettlementInput } from './inputs.ts';

export async function createSettlement(
  _deps: Deps,
  _merchantId: string,
  _input: CreateSettlementInput,
): Promise<{ settlement: SettlementRecord; replayed: boolean }> {
  throw new Error('not written yet');
}

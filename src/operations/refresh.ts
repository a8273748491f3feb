import type { OrderRecord, RefundRecord, SettlementRecord } from '../store/records.ts';
import type { Deps } from './deps.ts';

export async function refreshOrder(
  _deps: Deps,
  _merchantId: string,
  _id: string,
): Promise<OrderRecord> {
  throw new Error('not written yet');
}

export async function refreshRefund(
  _deps: Deps,
  _merchantId: string,
  _id: string,
): Promise<RefundRecord> {
  throw new Error('not written yet');
}

export async function refreshSettlement(
  _deps: Deps,
  _merchantId: string,
  _id: string,
): Promise<SettlementRecord> {
  throw new Error('not written yet');
}

import type { RefundRecord } from '../store/records.ts';
import type { Deps } from './deps.ts';
import type { CreateRefundInput, RefundAbnormalPaymentInput } from './inputs.ts';

export async function createRefund(
  _deps: Deps,
  _merchantId: string,
  _input: CreateRefundInput,
): Promise<{ refund: RefundRecord; replayed: boolean }> {
  throw new Error('not written yet');
}

export async function refundAbnormalPayment(
  _deps: Deps,
  _merchantId: string,
  _input: RefundAbnormalPaymentInput,
): Promise<{ refund: RefundRecord; replayed: boolean }> {
  throw new Error('not written yet');
}

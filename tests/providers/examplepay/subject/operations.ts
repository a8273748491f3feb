import type { ExamplepayProvider } from '../../../../sandbox/examplepay/provider.ts';
import type { Subject } from '../../conformance/subject.ts';
import { orderRefusals, orderSamples } from './orders.ts';
import { refundRefusals, refundSamples } from './refunds.ts';
import { settlementRefusals, settlementSamples } from './settlements.ts';
import { reported } from './shared.ts';

type Expected = ReturnType<typeof reported>;
const taken =
  (expected: Expected) =>
  (handle: Parameters<Expected>[0]): object => ({
    ...expected(handle),
    referenceTaken: 'SURELY',
  });

type Part = Pick<Subject, 'operations' | 'refusals' | 'duplicates' | 'unbelievable'>;

export function examplepayOperations(provider: ExamplepayProvider, isAll: boolean): Part {
  return {
    operations: {
      ...orderSamples(provider, isAll),
      ...refundSamples(provider, isAll),
      ...settlementSamples(),
    },
    refusals: [
      ...orderRefusals(provider, isAll),
      ...refundRefusals(provider, isAll),
      ...settlementRefusals(),
    ],
    // A duplicate is what an earlier sending of ours has made (docs/providers/examplepay.md#refunds).
    duplicates: [
      { operation: 'createOrder', expected: taken(reported('ORDER', null)) },
      { operation: 'createRefund', expected: taken(reported('REFUND', 'PENDING')) },
      { operation: 'createSettlement', expected: taken(reported('SETTLEMENT', 'PENDING')) },
    ],
    unbelievable: [
      {
        operation: 'createOrder',
        name: 'an unsigned no',
        answer: { body: '{"code":"Common.InvalidParameter","errorMessage":"no","data":null}' },
      },
      {
        operation: 'queryOrder',
        name: 'an unsigned "not found"',
        answer: { body: '{"code":"Common.OrderNotFound","errorMessage":"no","data":null}' },
      },
      { operation: 'queryOrder', name: 'HTTP 429', answer: { status: 429, body: '{}' } },
    ],
  };
}

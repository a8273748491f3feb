import { openReasons } from '../../../domain/attention/attention.ts';
import { isReturned } from '../../../domain/payout.ts';
import { providerCallsOf } from '../../../store/queries/provider-calls.ts';
import type { RefundRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { listPaging, readListPage } from '../../connections.ts';
import type { Context } from '../../context.ts';
import { loadExisting } from '../../loaders.ts';
import { ProviderCall, Resolution, resolutionOf } from '../work.ts';
import { shared } from '../descriptions.ts';
import { Refund } from './refund.ts';

/** Fields about the refund at its provider: references, calls, and whether a person has to look. */
builder.objectFields(Refund, (t) => ({
  providerReference: t.exposeString('providerReference', {
    description: shared.providerReference,
  }),
  providerRefundId: t.string({
    nullable: true,
    description: "The provider's own number of it; null until the provider reports one.",
    resolve: ({ evidence }) => evidence.providerId,
  }),
  transactionHash: t.string({
    nullable: true,
    description: shared.transactionHash,
    resolve: ({ evidence }) => evidence.transactionHash,
  }),
  resolution: t.field({
    type: Resolution,
    nullable: true,
    description: shared.resolution,
    resolve: async (refund, _args, { loaders }) => {
      const needsAttention = refund.needsAttention || (await isTooMuch(refund, loaders));
      const { status, unknownSince, updatedAt, checks, lastCheckAt, checkAt } = refund;
      const work = { status, unknownSince, updatedAt, checks, lastCheckAt, checkAt };
      return resolutionOf({ ...work, needsAttention });
    },
  }),
  providerCalls: t.field({
    type: [ProviderCall],
    description:
      'Every signed call to the provider for this refund, oldest first. Secrets are masked. Hidden from client tokens.',
    args: listPaging,
    resolve: ({ id }, args, { deps }) => providerCallsOf(deps.read, id, readListPage(args, 'cal_')),
  }),
}));

/** Whether the refund is one of several that together exceed what was paid, which nobody has acknowledged. */
async function isTooMuch(
  { status, orderId, abnormalPaymentId }: RefundRecord,
  loaders: Context['loaders'],
): Promise<boolean> {
  if (isReturned(status)) return false;
  const { attention } =
    abnormalPaymentId === null
      ? await loadExisting(loaders.orders, orderId)
      : await loadExisting(loaders.abnormalPayments, abnormalPaymentId);
  return openReasons(attention).includes('OVER_REFUNDED');
}

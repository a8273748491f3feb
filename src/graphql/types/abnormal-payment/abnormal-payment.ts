import type { AbnormalPaymentResolution as Resolution } from '../../../domain/abnormal-payment.ts';
import { needsAttention } from '../../../domain/aggregates/abnormal-payment.ts';
import { countsTowards } from '../../../domain/aggregates/refund-rules.ts';
import type { AbnormalPaymentRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import type { Context } from '../../context.ts';
import { loadExisting } from '../../loaders.ts';
import { ProviderAccount } from '../account/account.ts';
import {
  AbnormalPaymentAction,
  AbnormalPaymentResolutionKind,
  AbnormalPaymentType,
  abnormalPaymentActions,
} from '../enums/decision.ts';
import { AbnormalPaymentStatus } from '../enums/status.ts';
import { ApiKey } from '../merchant.ts';
import { Money } from '../money.ts';
import { Node } from '../node.ts';
import { Order } from '../order/order.ts';
import { shared } from '../descriptions.ts';

const AbnormalPaymentResolution = builder
  .objectRef<Resolution>('AbnormalPaymentResolution')
  .implement({
    description: 'A decision of a person about all that was pending.',
    fields: (t) => ({
      kind: t.expose('kind', {
        type: AbnormalPaymentResolutionKind,
        description: 'Whether it was accepted or dismissed.',
      }),
      amount: t.expose('amount', { type: Money, description: 'What was pending then.' }),
      note: t.exposeString('note', {
        description: 'Why, in the words of whoever decided: 1 to 500 characters.',
      }),
      by: t.exposeString('by', { description: "The API key's name at the time." }),
      key: t.field({
        type: ApiKey,
        description: 'The API key with which it was decided, as it is now.',
        resolve: ({ keyId }, _args, { loaders }) => loadExisting(loaders.apiKeys, keyId),
      }),
      at: t.expose('at', { type: 'DateTime', description: 'When it was decided.' }),
    }),
  });

export const AbnormalPayment = builder
  .objectRef<AbnormalPaymentRecord>('AbnormalPayment')
  .implement({
    description: 'Money that was received and does not fit its order. One order may have several.',
    interfaces: [Node],
    fields: (t) => ({
      order: t.field({
        type: Order,
        nullable: true,
        description:
          'The order that it was meant for; null where the provider names none that is known here.',
        resolve: ({ orderId }, _args, { loaders }) =>
          orderId === null ? null : loadExisting(loaders.orders, orderId),
      }),
      account: t.field({
        type: ProviderAccount,
        description: 'The account at whose provider it came in. Hidden from client tokens.',
        resolve: ({ accountId }, _args, { loaders }) => loadExisting(loaders.accounts, accountId),
      }),
      type: t.field({
        type: AbnormalPaymentType,
        description: 'How it does not fit. UNCLASSIFIED changes once the provider says more.',
        resolve: ({ evidence }) => evidence.type,
      }),
      status: t.expose('status', {
        type: AbnormalPaymentStatus,
        description: 'Whether something is still pending.',
      }),
      needsAttention: t.boolean({
        description:
          'A person has to look: more of it was refunded, accepted or dismissed than was ever pending, or reconciliation could not mend a difference. Hidden from client tokens.',
        resolve: needsAttention,
      }),
      received: t.field({
        type: Money,
        description: 'The whole amount of the transaction.',
        resolve: ({ evidence }) => evidence.received,
      }),
      pending: t.expose('pending', {
        type: Money,
        description:
          'The part that does not fit and is still to be refunded, accepted or dismissed (of an over-payment: the surplus).',
      }),
      transactionHash: t.string({
        nullable: true,
        description: shared.transactionHash,
        resolve: ({ evidence }) => evidence.transactionHash,
      }),
      providerAbnormalPaymentId: t.exposeString('providerAbnormalPaymentId', {
        nullable: true,
        description: "The provider's own number of it.",
      }),
      version: t.exposeInt('version', { description: shared.version }),
      createdAt: t.expose('createdAt', {
        type: 'DateTime',
        description: 'When it was first recorded here.',
      }),
      updatedAt: t.expose('updatedAt', { type: 'DateTime', description: shared.updatedAt }),
    }),
  });

builder.objectFields(AbnormalPayment, (t) => ({
  resolution: t.field({
    type: AbnormalPaymentResolution,
    nullable: true,
    description: 'Null until a person resolves it. Hidden from client tokens.',
    resolve: ({ evidence }) => evidence.resolution,
  }),
  availableActions: t.field({
    type: [AbnormalPaymentAction],
    description:
      'What can be done with it now; empty unless it is OPEN. Hidden from client tokens.',
    resolve: (payment, _args, context) => actionsOf(payment, context),
  }),
}));

async function actionsOf(
  { status, orderId, accountId, pending }: AbnormalPaymentRecord,
  { deps, loaders }: Context,
): Promise<readonly (typeof abnormalPaymentActions)[number][]> {
  if (status !== 'OPEN') return [];
  if (orderId === null) return ['DISMISS'];
  const { connection } = deps.connections.of(await loadExisting(loaders.accounts, accountId));
  const order = await loadExisting(loaders.orders, orderId);
  const possible = {
    REFUND: connection.refundAbnormalPayment !== undefined,
    ACCEPT: countsTowards(order, pending),
    DISMISS: true,
  };
  return abnormalPaymentActions.filter((action) => possible[action]);
}

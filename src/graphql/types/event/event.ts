import type {
  AbnormalPaymentRecord,
  EventRecord,
  OrderRecord,
  RefundRecord,
  SettlementRecord,
} from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import type { Context } from '../../context.ts';
import { AbnormalPayment } from '../abnormal-payment/abnormal-payment.ts';
import { EventCause, EventType } from '../enums/event.ts';
import { SubjectStatus } from '../enums/status.ts';
import type { SubjectStatusName } from '../enums/status.ts';
import { Node, findNode, typeOfNode } from '../node.ts';
import { Order } from '../order/order.ts';
import { Refund } from '../refund/refund.ts';
import { Settlement } from '../settlement/settlement.ts';

type Subject = OrderRecord | RefundRecord | SettlementRecord | AbnormalPaymentRecord;

export const EventSubject = builder.unionType('EventSubject', {
  description: 'What an event is about. Members may be added.',
  types: [Order, Refund, Settlement, AbnormalPayment],
  resolveType: (subject) => typeOfNode(subject) as 'Order',
});

export async function subjectOf(
  { subjectId }: Pick<EventRecord, 'subjectId'>,
  context: Context,
): Promise<Subject> {
  const subject = await findNode(context, subjectId);
  if (subject === null) throw new Error(`${subjectId} is referred to and does not exist`);
  return subject as Subject;
}

export const Event = builder.objectRef<EventRecord>('Event').implement({
  description:
    "One line of the merchant's log: written in the transaction that made the change, never altered.",
  interfaces: [Node],
  fields: (t) => ({
    cursor: t.field({
      type: 'EventCursor',
      description:
        'Its position in the log: pass it as `after` to read or follow from the next event on.',
      resolve: async ({ merchantId, seq }, _args, { deps, loaders }) =>
        deps.cursors.encode({ timeline: await loaders.timelineOf(merchantId), seq }),
    }),
    type: t.expose('type', {
      type: EventType,
      description: 'What happened, and to which kind of subject.',
    }),
    subject: t.field({
      type: EventSubject,
      description: 'As it is now.',
      resolve: (event, _args, context) => subjectOf(event, context),
    }),
    version: t.exposeInt('version', {
      description: "The subject's version right after this event.",
    }),
    fromStatus: t.field({
      type: SubjectStatus,
      nullable: true,
      description:
        'The status before; null for *_CREATED and *_RECEIVED. The same as toStatus where something else changed.',
      resolve: ({ from }) => from as SubjectStatusName | null,
      extensions: { pothosExposedField: 'from' },
    }),
    toStatus: t.field({
      type: SubjectStatus,
      nullable: true,
      description:
        'The status after: following fromStatus and toStatus, the events of a subject tell every status it ever had.',
      resolve: ({ to }) => to as SubjectStatusName | null,
      extensions: { pothosExposedField: 'to' },
    }),
    from: t.exposeString('from', {
      nullable: true,
      description: 'The status before; null for *_CREATED and *_RECEIVED.',
      deprecationReason: 'Use `fromStatus`, an enum with the same values.',
    }),
    to: t.exposeString('to', {
      nullable: true,
      description:
        'The status after: following from and to, the events of a subject tell every status it ever had.',
      deprecationReason: 'Use `toStatus`, an enum with the same values.',
    }),
    cause: t.expose('cause', { type: EventCause, description: 'What brought it about.' }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it happened, where the provider reports a time.',
    }),
    recordedAt: t.expose('recordedAt', {
      type: 'DateTime',
      description: 'When it was written here. The order of the log is that of its cursors.',
    }),
  }),
});

export const EventFilter = builder.inputType('EventFilter', {
  description:
    'An event must match all members that are set. Members that are left out or null do not restrict.',
  fields: (t) => ({
    types: t.field({ type: [EventType], description: 'Any of these types.' }),
    order: t.id({
      description: 'Events of the order with this id, of its refunds and of its abnormal payments.',
    }),
    settlement: t.id({ description: 'Events of the settlement with this id.' }),
  }),
});

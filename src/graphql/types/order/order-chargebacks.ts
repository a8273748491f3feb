import { chargedBack, chargebackStates } from '../../../domain/chargebacks/chargeback.ts';
import type { ChargebackState } from '../../../domain/chargebacks/chargeback.ts';
import { countedIn } from '../../../domain/request.ts';
import { builder } from '../../builder.ts';
import { ChargebackStatus } from '../enums/status.ts';
import { Money } from '../money.ts';
import { Order } from './order.ts';

const Chargeback = builder.objectRef<ChargebackState>('Chargeback').implement({
  description:
    'Money of a payment that the provider has taken back, all of it or a part, because the payer disputes it with the bank. It is contested or accepted at the provider.',
  fields: (t) => ({
    providerChargebackId: t.exposeString('providerChargebackId', {
      description: "The provider's own number of it.",
    }),
    status: t.expose('status', {
      type: ChargebackStatus,
      description: 'Where it stands. A later report of the provider can change each status.',
    }),
    amount: t.expose('amount', {
      type: Money,
      description: 'What it takes, or took, of the payment, as its status was reported with.',
    }),
    occurredAt: t.expose('firstAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When it took its status, by the first time that the provider reports for that; null where it reports none.',
    }),
    createdAt: t.expose('firstRecordedAt', {
      type: 'DateTime',
      description: 'When it was first recorded here.',
    }),
    updatedAt: t.expose('recordedAt', {
      type: 'DateTime',
      description: 'When its status was first recorded here.',
    }),
  }),
});

builder.objectFields(Order, (t) => ({
  chargebacks: t.field({
    type: [Chargeback],
    description: `Charge-backs of its payment, in the order in which they were first recorded; empty where the provider has
reported none. Hidden from client tokens.`,
    resolve: ({ evidence }) =>
      chargebackStates(evidence.chargebacks).toSorted(
        (a, b) => a.firstRecordedAt - b.firstRecordedAt,
      ),
  }),
  chargedBack: t.field({
    type: Money,
    description:
      'What charge-backs take of it at present: the sum of those that are OPEN or LOST. `paid` stays what was paid. Hidden from client tokens.',
    resolve: ({ evidence, request }) => chargedBack(evidence.chargebacks, countedIn(request)),
  }),
}));

import { payoutPhase } from '../../../domain/payout.ts';
import type { SettlementDestination } from '../../../domain/request.ts';
import type { SettlementRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { maxPageSize, pageOf, readListPage, shortListPaging } from '../../connections.ts';
import { loadExisting } from '../../loaders.ts';
import { SettlementDestinationType } from '../enums/payment.ts';
import { Phase, SettlementStatus } from '../enums/status.ts';
import { Money } from '../money.ts';
import { Node } from '../node.ts';
import { Order } from '../order/order.ts';
import { Failure, failureOf } from '../work.ts';
import { shared } from '../descriptions.ts';

export const Settlement = builder.objectRef<SettlementRecord>('Settlement').implement({
  description:
    'Collected money on its way out of the provider: to a chain address, a bank account, a PIX key…',
  interfaces: [Node],
  fields: (t) => ({
    reference: t.exposeString('reference', {
      description: "The merchant's own reference. Need not be unique.",
    }),
    status: t.expose('status', {
      type: SettlementStatus,
      description: 'Where it stands. Clients that only wait look at `phase`.',
    }),
    phase: t.field({
      type: Phase,
      description: shared.phase,
      resolve: ({ status }) => payoutPhase(status),
    }),
    amount: t.field({
      type: Money,
      description: 'The requested amount, in the currency of the balance that it is taken from.',
      resolve: ({ request }) => request.amount,
    }),
    destinationType: t.field({
      type: SettlementDestinationType,
      description: 'What kind of destination it is paid out to.',
      resolve: ({ request }) => request.destination.type,
    }),
    destination: t.string({
      description: 'The destination. All but its last four characters are masked.',
      resolve: ({ request }) => masked(targetOf(request.destination)),
    }),
    fee: t.field({
      type: Money,
      nullable: true,
      description: 'What the provider charges for it; null while it reports nothing.',
      resolve: ({ evidence }) => evidence.fee,
    }),
    orders: t.field({
      type: [Order],
      description: 'In the order of the input.',
      args: shortListPaging,
      resolve: ({ orderIds }, args, { loaders }) => {
        // A caller may list the same order twice.
        const page = pageOf([...new Set(orderIds)], readListPage(args, 'ord_', maxPageSize));
        return Promise.all(page.map((id) => loadExisting(loaders.orders, id)));
      },
    }),
    failure: t.field({
      type: Failure,
      nullable: true,
      description: shared.failure,
      resolve: failureOf,
    }),
    version: t.exposeInt('version', { description: shared.version }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: shared.createdAt }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: shared.updatedAt }),
  }),
});

function targetOf(destination: SettlementDestination): string {
  switch (destination.type) {
    case 'ON_CHAIN':
      return destination.address;
    case 'BANK_ACCOUNT':
    case 'WALLET':
      return destination.accountNumber;
    case 'REGISTERED_BANK_ACCOUNT':
      return destination.remitId;
    case 'PIX':
      return destination.key;
    case 'UPI':
      return destination.vpa;
  }
}

const shown = 4;

/** Shows the last four characters. A text of four or fewer is masked whole. */
export function masked(text: string): string {
  return `••••${text.length > shown ? text.slice(-shown) : ''}`;
}

import type { Order } from '../aggregates/aggregate.ts';
import type { EventSubject } from '../aggregates/transition.ts';
import { captureOf, captureStatus } from '../capture/authorization.ts';
import { publicChargebacks } from '../chargebacks/chargeback.ts';
import { failureOf } from '../instructions/submission.ts';
import { orderPhase } from '../order.ts';
import { authorizedOf, paidSoFar } from '../order-money.ts';
import { nextAction } from '../payer/next-action.ts';
import { stateOfOrder } from './event-state.ts';
import { movedByOrder, movementsBetween } from './movement.ts';

/** What callers see of an order beside its status. A change of it is an event. */
export function publicState(order: Order): readonly unknown[] {
  const { evidence, status } = order;
  const capture = captureOf(order);
  return [
    evidence.payable,
    paidSoFar(evidence, status),
    // It may take the place of as much, and moves all the same.
    evidence.accepted,
    publicChargebacks(evidence.chargebacks),
    evidence.fees,
    nextAction(evidence, status),
    orderPhase(status, evidence) === 'OPEN' ? evidence.expiresAt : null,
    status === 'FAILED' ? failureOf(order) : null,
    authorizedOf(order),
    status === 'AUTHORIZED' ? evidence.authorization?.until : null,
    capture && [capture.providerReference, captureStatus(order, capture)],
  ];
}

/** The order as the subject of an event, with what it has moved since `before`. */
export function subjectOf(order: Order, before: Order | null): EventSubject {
  return {
    merchantId: order.merchantId,
    subjectId: order.id,
    orderId: order.id,
    settlementId: null,
    version: order.version,
    to: order.status,
    state: stateOfOrder(order),
    movements: movementsBetween(before && movedByOrder(before), movedByOrder(order)),
  };
}

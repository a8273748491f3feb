import type { ASTVisitor, ValidationContext, ValidationRule } from 'graphql';
import type { Principal } from '../domain/principal.ts';
import { refusal } from './refusals.ts';

const every = Symbol('every field');
const names = (list: string): readonly string[] => list.split(' ');

/**
 * What a payer's client token may select: a field that is not in here is hidden, new ones too. Which
 * objects it may see is for the resolvers to decide.
 */
export const clientView: Readonly<Record<string, readonly string[] | typeof every>> = {
  Query: ['node', 'order'],
  Subscription: ['orderUpdates'],
  OrderUpdate: every,
  Node: ['id'],
  Order: names(
    'id reference status phase method amount payable paid refunded refundable fees ' +
      'provider providerOrderId nextAction failure availableActions description refunds ' +
      'abnormalPayments events version expiresAt paidAt createdAt updatedAt',
  ),
  Refund: names(
    'id order abnormalPayment reference status phase amount reason providerRefundId ' +
      'transactionHash failure version createdAt updatedAt',
  ),
  AbnormalPayment: names(
    'id order type status received pending transactionHash providerAbnormalPaymentId ' +
      'refunds version createdAt updatedAt',
  ),
  // No event of an order is about one; a fragment shared with the back office may name it.
  Settlement: ['id', 'reference', 'status', 'phase', 'version'],
  Failure: ['code', 'message'],
  Money: every,
  Fee: every,
  RedirectAction: every,
  QrCodeAction: every,
  DepositAddressAction: every,
  Event: every,
  EventConnection: every,
  EventEdge: every,
  RefundConnection: every,
  RefundEdge: every,
  PageInfo: every,
};

function isShown(type: string, field: string): boolean {
  if (field === '__typename') return true;
  const fields = clientView[type];
  return fields === every || (fields?.includes(field) ?? false);
}

function refuseHidden(context: ValidationContext): ASTVisitor {
  let refused = false;
  return {
    Field(node) {
      const parent = context.getParentType();
      if (refused || !parent || isShown(parent.name, node.name.value)) return;
      refused = true;
      const message = `A client token does not show ${parent.name}.${node.name.value}.`;
      context.reportError(refusal('FORBIDDEN', message, node));
    },
  };
}

/** Validation rules: a client token's document that asks for more than it may is refused whole. */
export function rulesFor({ kind }: Principal): readonly ValidationRule[] {
  return kind === 'CLIENT' ? [refuseHidden] : [];
}

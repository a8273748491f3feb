import { getNamedType, isObjectType, isUnionType } from 'graphql';
import type {
  ASTNode,
  ASTVisitor,
  GraphQLSchema,
  ValidationContext,
  ValidationRule,
} from 'graphql';
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

/** Types that a fragment or a variable may name: those shown, unions of them, and what their fields are given. */
function namesShown(schema: GraphQLSchema): ReadonlySet<string> {
  const shown = new Set(Object.keys(clientView));
  for (const type of Object.values(schema.getTypeMap())) {
    if (isUnionType(type) && type.getTypes().every(({ name }) => name in clientView)) {
      shown.add(type.name);
    }
    if (!isObjectType(type)) continue;
    const fields = Object.values(type.getFields()).filter(({ name }) => isShown(type.name, name));
    for (const { args } of fields) for (const arg of args) shown.add(getNamedType(arg.type).name);
  }
  for (const { args } of schema.getDirectives()) {
    for (const arg of args) shown.add(getNamedType(arg.type).name);
  }
  return shown;
}

let shownNames: ReadonlySet<string> | null = null;

/** The same words for what is hidden and for what does not exist. */
function refuseHidden(context: ValidationContext): ASTVisitor {
  shownNames ??= namesShown(context.getSchema());
  const shown = shownNames;
  let refused = false;
  const refuse = (node: ASTNode, what: string): void => {
    if (refused) return;
    refused = true;
    context.reportError(refusal('FORBIDDEN', `A client token does not show ${what}.`, node));
  };
  return {
    Field(node) {
      const parent = context.getParentType();
      if (!parent || isShown(parent.name, node.name.value)) return;
      refuse(node, `${parent.name}.${node.name.value}`);
    },
    NamedType(node) {
      if (!shown.has(node.name.value)) refuse(node, node.name.value);
    },
  };
}

/** Validation rules: a client token's document that asks for more than it may is refused whole. */
export function rulesFor({ kind }: Principal): readonly ValidationRule[] {
  return kind === 'CLIENT' ? [refuseHidden] : [];
}

import { getNamedType, isObjectType, isUnionType, visit } from 'graphql';
import type {
  ASTNode,
  ASTVisitor,
  GraphQLResolveInfo,
  GraphQLSchema,
  ValidationContext,
  ValidationRule,
} from 'graphql';
import type { Principal } from '../../domain/principal.ts';
import { refusal } from '../refusals.ts';

const names = (list: string): readonly string[] => list.split(' ');

/**
 * The fields that a payer's client token may select. A field that is not listed is hidden, also a new one. Resolvers
 * decide which objects the token may see.
 */
export const clientView: Readonly<Record<string, readonly string[]>> = {
  // The last one is only in a subgraph.
  Query: ['node', 'order', '_entities'],
  Subscription: ['orderUpdates'],
  OrderUpdate: names('kind cursor order event'),
  Node: ['id'],
  Order: names(
    'id reference status phase method amount payable paid refunded refundable fees ' +
      'provider providerOrderId nextAction failure availableActions description refunds ' +
      'abnormalPayments events version expiresAt paidAt createdAt updatedAt checkoutPageUrl',
  ),
  Refund: names(
    'id order abnormalPayment reference status phase amount reason providerRefundId ' +
      'transactionHash failure version createdAt updatedAt',
  ),
  AbnormalPayment: names(
    'id order type status received pending transactionHash providerAbnormalPaymentId ' +
      'refunds version createdAt updatedAt',
  ),
  // No event of an order has a settlement as its subject, but a fragment shared with the back office may name the type.
  Settlement: ['id', 'reference', 'status', 'phase', 'version'],
  Failure: ['code', 'message'],
  Money: names('amount currency network'),
  Fee: names('type amount'),
  RedirectAction: names('url'),
  QrCodeAction: names('payload expiresAt'),
  DepositAddressAction: names('address amount tokenContract checkoutUrl expiresAt'),
  Event: names(
    'id cursor type subject version fromStatus toStatus from to cause occurredAt recordedAt',
  ),
  EventConnection: names('edges nodes pageInfo'),
  EventEdge: names('cursor node'),
  RefundConnection: names('edges nodes pageInfo'),
  RefundEdge: names('cursor node'),
  PageInfo: names('hasNextPage hasPreviousPage startCursor endCursor'),
};

function isShown(type: string, field: string): boolean {
  if (field === '__typename') return true;
  return clientView[type]?.includes(field) ?? false;
}

const shownFields = new Set(['__typename', ...Object.values(clientView).flat()]);

/** Whether the operation selects only fields that a client token may see too. */
export function isForPayers({ operation, fragments }: GraphQLResolveInfo): boolean {
  const definitions = [operation, ...Object.values(fragments)];
  let isShown = true;
  const Field = ({ name }: { name: { value: string } }): void => {
    isShown &&= shownFields.has(name.value);
  };
  for (const definition of definitions) visit(definition, { Field });
  return isShown;
}

/**
 * Types that a fragment or a variable may name: the listed types, unions of them, and the types of their fields'
 * arguments.
 */
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

const shownNames = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

/** The message is the same for what is hidden and for what does not exist. */
function refuseHidden(context: ValidationContext): ASTVisitor {
  const schema = context.getSchema();
  const shown = shownNames.get(schema) ?? namesShown(schema);
  shownNames.set(schema, shown);
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

/** Validation rules that refuse the whole document of a client token that selects more than it may. */
export function rulesFor({ kind }: Principal): readonly ValidationRule[] {
  return kind === 'CLIENT' ? [refuseHidden] : [];
}

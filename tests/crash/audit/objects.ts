import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { Client } from '../testbed/client.ts';

/** The objects as the merchant sees them, over the API. */

export interface Money {
  amount: string;
}

export interface Shared {
  id: string;
  status: string;
  phase: string;
  providerReference: string;
  amount: Money;
  version: number;
  failure: { code: string } | null;
}

export interface RefundView extends Shared {
  abnormalPayment: { id: string } | null;
}

export interface AbnormalPaymentView {
  id: string;
  type: string;
  status: string;
  received: Money;
  pending: Money;
  providerAbnormalPaymentId: string;
}

export interface OrderView extends Shared {
  provider: SandboxProvider;
  nextAction: { __typename: string } | null;
  paid: Money | null;
  refunded: Money | null;
  refundable: Money | null;
  refunds: { nodes: RefundView[] };
  abnormalPayments: AbnormalPaymentView[];
}

export interface SettlementView extends Shared {
  provider: SandboxProvider;
}

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const shared = 'id status phase providerReference amount { amount } version failure { code }';
const page = 'pageInfo { hasNextPage endCursor }';

const ordersQuery = `query ($filter: OrderFilter, $after: String) {
  orders(first: 50, after: $after, filter: $filter) {
    ${page}
    nodes {
      ${shared}
      provider
      nextAction { __typename }
      paid { amount }
      refunded { amount }
      refundable { amount }
      refunds { nodes { ${shared} abnormalPayment { id } } }
      abnormalPayments {
        id type status providerAbnormalPaymentId received { amount } pending { amount }
      }
    }
  }
}`;

const settlementsQuery = `query ($filter: SettlementFilter, $after: String) {
  settlements(first: 50, after: $after, filter: $filter) { ${page} nodes { ${shared} provider } }
}`;

/** All orders that were created since an instant of the shared clock. */
export const ordersSince = (client: Client, from: number): Promise<OrderView[]> =>
  readAll<OrderView>(client, 'orders', ordersQuery, from);

export const settlementsSince = (client: Client, from: number): Promise<SettlementView[]> =>
  readAll<SettlementView>(client, 'settlements', settlementsQuery, from);

async function readAll<Node>(
  client: Client,
  name: string,
  query: string,
  from: number,
): Promise<Node[]> {
  const filter = { createdFrom: new Date(from).toISOString() };
  const nodes: Node[] = [];
  let after: string | null = null;
  do {
    // Each page begins where the previous one ended.
    const read = (await client.execute(name, query, {
      filter,
      after,
    })) as unknown as Page<Node> | null;
    if (read === null) throw new Error(`${name} could not be read`);
    nodes.push(...read.nodes);
    after = read.pageInfo.hasNextPage ? read.pageInfo.endCursor : null;
  } while (after !== null);
  return nodes;
}

import { onTestFinished, vi } from 'vitest';
import { orderFields } from '../../clients/typescript/src/documents.ts';
import type { Order } from '../../clients/typescript/src/types.ts';
import { eventually } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { newKey } from '../support/operations.ts';
import { newOrder, pay } from './following.ts';

/** What the caches of urql and Apollo Client are tried with. */
export const shownOrder = /* GraphQL */ `
  query ShownOrder($id: ID!) {
    order(id: $id) {
      ...OrderFields
      refundable {
        ...MoneyFields
      }
    }
  }
  ${orderFields}
`;

/** Of what is followed, no more than the items have. */
export const shownStatus = /* GraphQL */ `
  query ShownStatus($id: ID!) {
    order(id: $id) {
      id
      status
    }
  }
`;

export interface ShownOrder {
  order: (Order & { refundable: { amount: string } }) | null;
}

export const pageOfOrders = /* GraphQL */ `
  query PageOfOrders($after: String) {
    orders(first: 2, after: $after) {
      edges {
        cursor
        node {
          id
          status
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`;

export interface PageOfOrders {
  orders: {
    edges: { node: { id: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

export const refund = /* GraphQL */ `
  mutation RefundShown($input: CreateRefundInput!) {
    createRefund(input: $input) {
      __typename
      ... on CreateRefundSuccess {
        refund {
          id
          status
          order {
            id
            refundable {
              amount
              currency
              network
            }
          }
        }
      }
      ... on Error {
        message
      }
    }
  }
`;

export interface Refunded {
  createRefund: { __typename: string; message?: string };
}

export const refundInput = (order: string) => ({
  input: { idempotencyKey: newKey(), order },
});

/** Three orders, newest first: two pages. */
export async function threeOrders(testApp: TestApp): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < 3; made += 1) ids.unshift((await newOrder(testApp)).id);
  return ids;
}

export async function paidOrder(testApp: TestApp): Promise<string> {
  const order = await newOrder(testApp);
  await pay(testApp, order);
  return order.id;
}

/** Counts the requests with the documents above, until the end of the test. */
export function watchRequests(): { count(): number } {
  let count = 0;
  const send = globalThis.fetch;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (address, init) => {
    const body = typeof init?.body === 'string' ? init.body : '';
    if (/\b(?:ShownOrder|ShownStatus|PageOfOrders|RefundShown)\b/.test(body)) count += 1;
    return send(address, init);
  });
  onTestFinished(() => spy.mockRestore());
  return { count: () => count };
}

/** What `read` returns, once it is there. */
export async function when<Value>(read: () => Value | null | undefined | false): Promise<Value> {
  return eventually(async () => read());
}

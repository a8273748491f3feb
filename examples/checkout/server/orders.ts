import { Client, fetchExchange } from '@urql/core';
import { graphql } from '../gql/gql.ts';
import type { CreateOrderInput, ShopOrderMutation } from '../gql/graphql.ts';
import type { OrderAnswer, OrderRequest } from '../api.ts';
import { fields, products, ways } from './catalogue.ts';
import type { Field } from './catalogue.ts';

/** Paygraph, as the backend sees it. The API key never leaves the backend. */
export interface Paygraph {
  /** `http://…/graphql` */
  url: string;
  apiKey: string;
}

const ShopOrder = graphql(`
  mutation ShopOrder($input: CreateOrderInput!) {
    createOrder(input: $input) {
      __typename
      ... on CreateOrderSuccess {
        clientToken
        order {
          id
        }
      }
      ... on ValidationError {
        issues {
          path
          message
        }
      }
      ... on NoRouteError {
        reasons
      }
      ... on Error {
        code
        message
        retry
      }
    }
  }
`);

/** Milliseconds. A provider may take 30 s to answer. */
const patienceMs = 45_000;

/** The backend's client, which needs no cache. */
export function clientOf({ url, apiKey }: Paygraph): Client {
  return new Client({
    url,
    preferGetMethod: false,
    fetchOptions: () => ({
      headers: { authorization: `Bearer ${apiKey}` },
      signal: AbortSignal.timeout(patienceMs),
    }),
    exchanges: [fetchExchange],
  });
}

const isDown = 'The payment service does not answer right now.';

/** Orders what the payer has chosen. The price comes from the catalogue and never from the browser. */
export async function order(
  client: Client,
  request: OrderRequest,
  ipAddress: string,
): Promise<OrderAnswer> {
  const input = inputOf(request, ipAddress);
  if (input === null) return { kind: 'REFUSED', message: 'That is not for sale.' };
  const result = await send(client, input);
  return result === null ? { kind: 'TRY_AGAIN', message: isDown } : answerOf(result);
}

function inputOf(request: OrderRequest, ipAddress: string): CreateOrderInput | null {
  const way = ways.find(({ id }) => id === request.way);
  const product = products.find(({ id }) => id === request.product);
  const price = product?.prices[way?.currency ?? ''];
  if (way === undefined || product === undefined || price === undefined) return null;
  const filledIn = way.fields.flatMap((field): [Field, string][] => {
    const text = request.customer[field]?.trim() ?? '';
    return text === '' ? [] : [[field, text]];
  });
  return {
    idempotencyKey: request.key,
    // The shop's own number of the sale. One key is one sale.
    reference: `sale-${request.key}`,
    description: product.name,
    amount: { amount: price, currency: way.currency },
    method: way.method,
    // Some providers want to know where the payer is.
    customer: { ...Object.fromEntries(filledIn), ipAddress },
  };
}

type CreateOrder = ShopOrderMutation['createOrder'];

/** Null where there is no answer, so that nothing is known of the outcome. */
async function send(client: Client, input: CreateOrderInput): Promise<CreateOrder | null> {
  const { data } = await client.mutation(ShopOrder, { input }).toPromise();
  return data?.createOrder ?? null;
}

function answerOf(result: CreateOrder): OrderAnswer {
  switch (result.__typename) {
    case 'CreateOrderSuccess': {
      const { order, clientToken } = result;
      return { kind: 'ORDERED', purchase: { orderId: order.id, clientToken } };
    }
    case 'ValidationError':
      return { kind: 'INVALID', issues: result.issues.map(issueOf) };
    case 'OperationInProgressError':
      return { kind: 'TRY_AGAIN', message: 'Your order is still being placed.' };
    case 'NoRouteError':
    case 'IdempotencyConflictError':
    case 'NotFoundError':
      return {
        kind: 'REFUSED',
        message: 'This way to pay is not available. Please choose another.',
      };
  }
}

/** The last part of `["customer", "phone"]` names the field. */
function issueOf({ path, message }: { path: readonly string[]; message: string }) {
  const field = path.at(-1) ?? '';
  return { field: field in fields ? field : '', message };
}

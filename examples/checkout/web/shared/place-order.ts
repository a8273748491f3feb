import { idempotencyKey } from '@paygraph/client';
import type { OrderAnswer, OrderRequest } from '../../api.ts';
import { keepPurchase } from './purchase.ts';

export type Choice = Omit<OrderRequest, 'key'>;

/**
 * Places the order. The key is kept in the tab until the outcome is known: who reloads the page or presses the button
 * again after a lost answer gets the order that is there.
 */
export async function placeOrder(choice: Choice): Promise<OrderAnswer> {
  const intent = idempotencyKey(sessionStorage, `shop.key.${JSON.stringify(choice)}`);
  const answer = await post({ ...choice, key: intent.key });
  if (answer.kind === 'ORDERED') keepPurchase(answer.purchase);
  if (answer.kind !== 'TRY_AGAIN') intent.done();
  return answer;
}

async function post(request: OrderRequest): Promise<OrderAnswer> {
  try {
    const response = await fetch('/api/orders', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    return (await response.json()) as OrderAnswer;
  } catch {
    return { kind: 'TRY_AGAIN', message: 'The shop does not answer right now.' };
  }
}

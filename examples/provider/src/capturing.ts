import { NotSent, OutcomeUnknown } from '@paygraph/provider-kit';
import type {
  Accept,
  Answered,
  Call,
  CaptureToSend,
  OrderHandle,
  RestRequest,
} from '@paygraph/provider-kit';
import { toUnits } from './amounts.ts';
import type { StripeClient } from './client.ts';
import { paymentIntentOf } from './mapping.ts';
import type { PaymentIntent } from './replies.ts';

type IntentEndpoint = StripeClient['captureIntent'];

/**
 * Does something with the PaymentIntent of an order, which its session names. Where the session cannot be read, nothing
 * was sent.
 */
const withIntentOf =
  <Sent>(
    client: StripeClient,
    endpoint: IntentEndpoint,
    orderOf: (sent: Sent) => OrderHandle,
    requestOf: (sent: Sent) => RestRequest,
  ) =>
  async <Meaning>(
    sent: Sent,
    call: Call,
    accept: Accept<PaymentIntent, Meaning>,
  ): Promise<Answered<Meaning>> => {
    const intent = await intentIdOf(client, orderOf(sent), call);
    if (!intent.ok) return intent;
    const { id, queriedAt } = intent.data;
    if (id === null) {
      return {
        ok: false,
        status: 200,
        code: 'unpaid',
        message: 'It is not authorised.',
        queriedAt,
      };
    }
    return endpoint({ ...requestOf(sent), parameters: { id } }, call, accept);
  };

/** The number of the PaymentIntent; null where the payer has not confirmed yet. */
export async function intentIdOf(
  client: StripeClient,
  { providerOrderId: id }: OrderHandle,
  call: Call,
): Promise<Answered<{ id: string | null; queriedAt: number }>> {
  if (id === null) throw new NotSent('the number of the session is not known');
  try {
    return await client.getSession({ parameters: { id } }, call, (found, queriedAt) => ({
      id: paymentIntentOf(found),
      queriedAt,
    }));
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error;
    throw new NotSent(`the session could not be read: ${error.message}`);
  }
}

export const capturingOf = (client: StripeClient) =>
  withIntentOf(
    client,
    client.captureIntent,
    ({ order }: CaptureToSend) => order,
    ({ amount, providerReference }) => ({
      body: { amount_to_capture: toUnits(amount) },
      idempotencyKey: providerReference,
    }),
  );

export const lettingGoOf = (client: StripeClient) =>
  withIntentOf(
    client,
    client.cancelIntent,
    (order: OrderHandle) => order,
    () => ({}),
  );

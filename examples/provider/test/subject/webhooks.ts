import { money } from '@paygraph/provider-kit';
import type { WebhookSample } from '@paygraph/provider-kit/conformance';

const created = 1_764_000_000;
const at = created * 1000;
const brl = (amount: string) => money(amount, 'BRL');

const eventOf = (type: string, object: object): string =>
  JSON.stringify({ id: 'evt_1', object: 'event', type, created, data: { object } });

const session = (changes: object = {}) => ({
  id: 'cs_test_1',
  object: 'checkout.session',
  status: 'complete',
  payment_status: 'paid',
  amount_total: 2500,
  currency: 'brl',
  created,
  expires_at: created + 86_400,
  url: null,
  metadata: { paygraph_reference: 'T1' },
  payment_intent: 'pi_1',
  ...changes,
});
const refund = (changes: object = {}) => ({
  id: 're_1',
  object: 'refund',
  status: 'succeeded',
  amount: 1000,
  currency: 'brl',
  metadata: { paygraph_reference: 'R1', paygraph_order: 'T1' },
  payment_intent: 'pi_1',
  ...changes,
});

const dispute = (status: string) => ({
  id: 'dp_1',
  object: 'dispute',
  status,
  amount: 1000,
  currency: 'brl',
  created,
  payment_intent: 'pi_1',
  balance_transactions: [],
});

const intent = (changes: object = {}) => ({
  id: 'pi_1',
  object: 'payment_intent',
  status: 'requires_capture',
  amount: 2500,
  amount_capturable: 2500,
  amount_received: 0,
  currency: 'brl',
  capture_method: 'manual',
  latest_charge: 'ch_1',
  metadata: { paygraph_reference: 'T1', paygraph_capture: 'manual' },
  ...changes,
});

const nothing = { observations: [], queries: [] };
const stating = (observation: object): WebhookSample['expected'] => ({
  observations: [{ occurredAt: at, ...observation }],
  queries: [],
});
const ofOrder = (status: string | null, more: object = {}) =>
  stating({
    subject: 'ORDER',
    providerReference: 'T1',
    providerOrderId: 'cs_test_1',
    status,
    ...more,
  });

const sample = (
  name: string,
  body: string,
  expected: WebhookSample['expected'],
  warnsOf?: string,
): WebhookSample => ({
  name,
  topic: null,
  body,
  eventId: 'evt_1',
  expected,
  ...(warnsOf === undefined ? {} : { warnsOf }),
});

const completed = 'checkout.session.completed';

const ofLaterOrder = (status: string, more: object = {}) =>
  stating({ subject: 'ORDER', providerReference: 'T1', status, payable: brl('25.00'), ...more });

const captureSamples: readonly WebhookSample[] = [
  sample(
    'a payment that is authorised',
    eventOf('payment_intent.amount_capturable_updated', intent()),
    ofLaterOrder('AUTHORIZED', { authorized: brl('25.00') }),
  ),
  sample(
    'a payment of which a part was captured',
    eventOf(
      'payment_intent.succeeded',
      intent({ status: 'succeeded', amount_capturable: 0, amount_received: 1000 }),
    ),
    ofLaterOrder('PAID', { paid: brl('10.00') }),
  ),
  sample(
    'an authorisation that was let go',
    eventOf(
      'payment_intent.canceled',
      intent({ status: 'canceled', cancellation_reason: 'requested_by_customer' }),
    ),
    ofLaterOrder('CANCELED'),
  ),
  sample(
    'an authorisation that has lapsed',
    eventOf(
      'payment_intent.canceled',
      intent({ status: 'canceled', cancellation_reason: 'automatic' }),
    ),
    ofLaterOrder('EXPIRED'),
  ),
  sample(
    'a payment in a status that nobody has heard of',
    eventOf('payment_intent.succeeded', intent({ status: 'half_captured' })),
    stating({ subject: 'ORDER', providerReference: 'T1', status: null }),
    'half_captured',
  ),
  sample(
    'a payment that is not captured later',
    eventOf(
      'payment_intent.succeeded',
      intent({ status: 'succeeded', capture_method: 'automatic' }),
    ),
    nothing,
  ),
  sample(
    "another system's payment",
    eventOf('payment_intent.succeeded', intent({ metadata: {} })),
    nothing,
  ),
  sample(
    'a session that is authorised, which its PaymentIntent tells more of',
    eventOf(
      completed,
      session({
        payment_status: 'unpaid',
        metadata: { paygraph_reference: 'T1', paygraph_capture: 'manual' },
      }),
    ),
    { observations: [], queries: [{ about: 'ORDER', providerReference: 'T1' }] },
  ),
];

export const samples: readonly WebhookSample[] = [
  ...captureSamples,
  sample(
    'a session that is paid',
    eventOf(completed, session()),
    ofOrder('PAID', { paid: brl('25.00') }),
  ),
  sample(
    'a session whose money is under way',
    eventOf(completed, session({ payment_status: 'unpaid' })),
    ofOrder('PROCESSING'),
  ),
  sample(
    'a delayed payment that came',
    eventOf('checkout.session.async_payment_succeeded', session()),
    ofOrder('PAID'),
  ),
  sample(
    'a delayed payment that failed',
    eventOf('checkout.session.async_payment_failed', session({ payment_status: 'unpaid' })),
    ofOrder('FAILED', { failure: { code: 'DECLINED' } }),
  ),
  sample(
    'a session that has expired',
    eventOf(
      'checkout.session.expired',
      session({ status: 'expired', payment_status: 'unpaid', payment_intent: null }),
    ),
    ofOrder('EXPIRED'),
  ),
  sample(
    'a session in a status that nobody has heard of',
    eventOf(completed, session({ payment_status: 'half_paid' })),
    ofOrder(null),
    'half_paid',
  ),
  sample("another system's session", eventOf(completed, session({ metadata: {} })), nothing),
  ...['refund.created', 'refund.updated'].map((type) =>
    sample(
      `a refund that is done (${type})`,
      eventOf(type, refund()),
      stating({
        subject: 'REFUND',
        providerReference: 'R1',
        orderProviderReference: 'T1',
        providerRefundId: 're_1',
        status: 'SUCCEEDED',
        amount: brl('10.00'),
      }),
    ),
  ),
  sample(
    'a refund that failed',
    eventOf('refund.failed', refund({ status: 'failed', failure_reason: 'lost_or_stolen_card' })),
    stating({
      subject: 'REFUND',
      status: 'FAILED',
      failure: { code: 'OTHER', providerCode: 'lost_or_stolen_card' },
    }),
  ),
  sample('a refund made in the Dashboard', eventOf('refund.created', refund({ metadata: {} })), {
    observations: [],
    queries: [{ about: 'REFUND', providerId: 're_1' }],
  }),
  ...['created', 'updated', 'funds_withdrawn', 'funds_reinstated', 'closed'].map((what) =>
    sample(`a dispute (${what})`, eventOf(`charge.dispute.${what}`, dispute('needs_response')), {
      observations: [],
      queries: [{ about: 'ORDER', providerId: 'dp_1' }],
    }),
  ),
  sample(
    'an inquiry, which moves no money',
    eventOf('charge.dispute.created', dispute('warning_needs_response')),
    nothing,
  ),
  sample(
    'a dispute in a status that nobody has heard of',
    eventOf('charge.dispute.updated', dispute('half_won')),
    { observations: [], queries: [{ about: 'ORDER', providerId: 'dp_1' }] },
  ),
  sample(
    'an event of a type that nobody has heard of',
    eventOf('customer.created', { id: 'cus_1' }),
    nothing,
    'customer.created',
  ),
];

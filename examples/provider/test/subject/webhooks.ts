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

export const samples: readonly WebhookSample[] = [
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

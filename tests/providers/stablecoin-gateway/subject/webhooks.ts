import { money } from '../../../../src/domain/money.ts';
import type { WebhookSample } from '../../conformance/subject.ts';

const usdt = (amount: string) => money(amount, 'USDT', 'ETHEREUM');
const event = (eventType: string, data: string): string =>
  `{"eventId":"evt_0123456789ab","eventType":"${eventType}","timestamp":1767225600,"data":${data}}`;

const sample = (
  name: string,
  body: string,
  observation: object | null,
  queries: readonly object[] = [],
): WebhookSample => ({
  name,
  topic: null,
  body,
  eventId: 'evt_0123456789ab',
  expected: { observations: observation === null ? [] : [observation], queries },
});
const order = (status: string) =>
  event(
    'CHECKOUT_ORDER_CHANGED',
    `{"sysid":"OR1","orderNo":"T1","token":"ETH_USDT","payingAmount":124.680000,"orderStatus":"${status}"}`,
  );
const refund = (status: string) =>
  event(
    'REFUND_ORDER_CHANGED',
    `{"sysid":"RF1","refundOrderNo":"R1","orderNo":"T1","token":"ETH_USDT","amount":10.5,"refundStatus":"${status}"}`,
  );
const settlement = (status: string) =>
  event(
    'SETTLEMENT_ORDER_CHANGED',
    `{"sysid":"ST1","settlementOrderNo":"S1","token":"ETH_USDT","amount":"100.25","settlementStatus":"${status}"}`,
  );

/** docs/providers/stablecoin-gateway.md#webhooks */
export const webhookSamples: readonly WebhookSample[] = [
  sample('a paid order', order('PAID'), {
    subject: 'ORDER',
    providerReference: 'T1',
    status: 'PAID',
    paid: usdt('124.68'),
    occurredAt: 1_767_225_600_000,
  }),
  sample('an expired order', order('TIMEOUT'), { subject: 'ORDER', status: 'EXPIRED' }),
  sample(
    'an order that nobody has heard of, with its number and status alone,',
    event('CHECKOUT_ORDER_CHANGED', '{"orderNo":"NEVER_MADE","orderStatus":"PAID"}'),
    { subject: 'ORDER', providerReference: 'NEVER_MADE', status: 'PAID' },
  ),
  {
    ...sample('an order in a status that nobody has heard of', order('FROZEN'), {
      subject: 'ORDER',
      status: null,
    }),
    warnsOf: 'FROZEN',
  },
  sample('a refund that is done', refund('REFUNDED'), {
    subject: 'REFUND',
    providerReference: 'R1',
    orderProviderReference: 'T1',
    status: 'SUCCEEDED',
    amount: usdt('10.5'),
  }),
  sample('a settlement that is done', settlement('SETTLED'), {
    subject: 'SETTLEMENT',
    providerReference: 'S1',
    status: 'SUCCEEDED',
    amount: usdt('100.25'),
  }),
  sample(
    'an abnormal payment, of which it does not say the type,',
    event(
      'ABNORMAL_PAYMENT',
      '{"abnormalPaymentNo":"A1","orderNo":"T1","token":"ETH_USDT","amount":"818.89","hash":"0x1","pendingAmount":"739.00"}',
    ),
    {
      subject: 'ABNORMAL_PAYMENT',
      providerAbnormalPaymentId: 'A1',
      type: 'UNCLASSIFIED',
      received: usdt('818.89'),
      pending: usdt('739'),
    },
    [{ about: 'ABNORMAL_PAYMENT' }],
  ),
  {
    ...sample(
      'an event of a type that nobody has heard of',
      event('SOMETHING_NEW', '{"a":1}'),
      null,
    ),
    warnsOf: 'SOMETHING_NEW',
  },
];

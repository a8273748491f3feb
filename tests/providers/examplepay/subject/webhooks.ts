import { money } from '../../../../src/domain/money.ts';
import type { WebhookSample } from '../../conformance/subject.ts';
import { bodies } from '../vectors.ts';

const payment = (status: string): string =>
  bodies.E5.replace('"status":"PAID"', `"status":"${status}"`);
const payout = (status: string): string =>
  `{"code":"OK","errorMessage":null,"data":{"payoutNo":"W1","merchantTradeNo":"S1","amount":"250.00","currency":"INR","totalFee":"2.50","status":"${status}","rrn":"413507123456","paidTime":"2024-05-14T15:13:02+08:00","errorCode":null,"errorInfo":null}}`;
const paidAt = Date.UTC(2024, 4, 14, 7, 13, 2);

const sample = (
  name: string,
  body: string,
  observation: object,
  topic: 'orders' | 'settlements' = 'orders',
): WebhookSample => ({ name, topic, body, expected: { observations: [observation], queries: [] } });

/** docs/providers/examplepay.md#notifications */
export const webhookSamples: readonly WebhookSample[] = [
  sample('a payment that is made, as documented,', bodies.E5, {
    subject: 'ORDER',
    providerReference: 'ORD-20240514-0001',
    providerOrderId: 'P20240514151238000001',
    status: 'PAID',
    paid: money('100.05', 'BRL'),
    requested: money('100.05', 'BRL'),
    occurredAt: paidAt,
  }),
  sample('a payment that has failed', payment('FAILED'), { status: 'FAILED' }),
  sample(
    'a payment that nobody has heard of',
    bodies.E5.replace('ORD-20240514-0001', 'NEVER_MADE'),
    { subject: 'ORDER', providerReference: 'NEVER_MADE', status: 'PAID' },
  ),
  {
    ...sample('a payment in a status that nobody has heard of', payment('FROZEN'), {
      subject: 'ORDER',
      status: null,
    }),
    warnsOf: 'FROZEN',
  },
  sample(
    'a payout that is made',
    payout('PAID'),
    {
      subject: 'SETTLEMENT',
      providerReference: 'S1',
      status: 'SUCCEEDED',
      amount: money('250', 'INR'),
      fee: money('2.5', 'INR'),
      occurredAt: paidAt,
    },
    'settlements',
  ),
];

/** NexaPay for the conformance suite. */
import { money } from '../../../src/domain/money.ts';
import { canonicalForms } from '../../../src/providers/nexapay/canonical-json.ts';
import { sign, signingKey } from '../../../src/providers/nexapay/signature.ts';
import { signWebhook } from '../../../src/providers/nexapay/webhook.ts';
import { createSandboxClock } from '../../../sandbox/double/clock.ts';
import { startDouble } from '../../../sandbox/double/start.ts';
import { nexapay } from '../../../sandbox/nexapay/double.ts';
import { sandboxOf } from '../conformance/sandbox.ts';
import type { OpenSubject, Subject, Vector, WebhookSample } from '../conformance/subject.ts';
import { payer } from './requests.ts';
import { nexapayOperations } from './subject/operations.ts';
import { nexapayUnfit } from './subject/unfit.ts';
import { nexapayCodes } from './subject/codes.ts';
import { vectors as published, V6 } from './vectors.ts';

export const openNexapay: OpenSubject = async (): Promise<Subject> => {
  const clock = createSandboxClock();
  const running = await startDouble(nexapay, {
    host: '127.0.0.1',
    port: 0,
    clock,
    autoAdvanceMs: null,
    log: () => undefined,
  });
  const { provider } = running;
  provider.webhooks.mode = 'hold';
  provider.switch({ autoPay: false });
  const config = { ...provider.createMerchantAccount(), refundEnabled: true };
  const key = signingKey(config.secretKey);
  return {
    name: 'NEXAPAY',
    sandbox: sandboxOf(provider.baseUrl, clock, running),
    config,
    wrongConfig: { ...config, secretKey: `${config.secretKey}x` },
    secrets: [config.apiKey, config.secretKey],
    personal: [payer.email, payer.phone, payer.document].filter((text) => text !== null),
    masked: ({ headers }) => [headers['signature'] ?? ''],
    effects: () => provider.effects(),
    wire: {
      forms: (['j', 'p'] as const)
        .map((form) => ({
          name: `in form ${form.toUpperCase()}`,
          sign: (_request: unknown, body: Buffer) => ({
            signature: sign(key, canonicalForms(body.toString('utf8'))[form]),
          }),
          isTrusted: true,
        }))
        .concat([
          { name: 'wrongly', sign: () => ({ signature: 'x'.repeat(44) }), isTrusted: false },
        ]),
    },
    capabilities,
    terms: {
      defaultBaseUrl: null,
      defaultExpiresIn: 600,
      absenceSpanMs: 15_000,
      settlementDestinations: [],
      eagerPoll: { everyMs: 5_000, forMs: 60_000 },
    },
    ...nexapayOperations(provider),
    ...nexapayCodes,
    unfit: nexapayUnfit,
    vectors,
    webhook: {
      ack: { status: 200, contentType: 'application/json', body: '{}' },
      samples,
      sign: ({ body }, _at, account) => ({
        headers: signWebhook(body, (account as typeof config).secretKey),
        body: Buffer.from(body),
      }),
      windowMs: null,
    },
    skips: [
      'webhook: replayed after its time',
      'webhook: signed for a time that is to come',
      'webhook: at either end of its time',
    ].map((title) => ({ case: title, reason: 'notifications carry no time of sending: we ask' })),
  };
};

const capabilities: Subject['capabilities'] = {
  provider: 'NEXAPAY',
  name: 'NexaPay',
  methods: ['PIX'],
  currencies: ['BRL'],
  cancelOrder: false,
  listOrders: false,
  refund: true,
  partialRefund: true,
  concurrentRefunds: true,
  cancelRefund: false,
  settlementDestinations: [],
  cancelSettlement: false,
  abnormalPayments: false,
  balance: false,
  orderStatuses: ['AWAITING_PAYMENT', 'PAID', 'FAILED', 'EXPIRED'],
  requiredInputs: [
    {
      method: 'PIX',
      paths: ['customer.firstName', 'customer.email', 'customer.phone', 'customer.document'],
    },
  ],
};

const vectors: readonly Vector[] = published.flatMap(({ name, input, signatures }) =>
  signatures.map(({ key, form, value }) => ({
    name: `${name}, form ${form}, under ${key}, is signed as published`,
    actual: () => sign(signingKey(key), canonicalForms(input)[form === 'J' ? 'j' : 'p']),
    expected: value,
  })),
);

const queries = (providerReference: string): WebhookSample['expected'] => ({
  observations: [],
  queries: [{ about: 'ORDER', providerReference }],
});
const refund = (status: string): string =>
  `{"notifyType":"REFUND_RESULT","refundStatus":"${status}","merchantId":"225","subMerchantId":"225","orderId":"T1","txId":"X1","refundRequestId":"R1","refundTxId":"RX1","refundAmount":"40.00","refundCurrency":"BRL","refundTime":"2024-12-09 11:37:47"}`;

const samples: readonly WebhookSample[] = [
  {
    name: 'a payment that is said to be made, as documented,',
    topic: 'orders',
    body: V6,
    expected: queries('189897777807097712'),
  },
  ...['P', 'S', 'F'].map((status): WebhookSample => ({
    name: `a payment in status ${status}`,
    topic: 'orders',
    body: V6.replace('"payStatus":"T"', `"payStatus":"${status}"`),
    expected: queries('189897777807097712'),
  })),
  {
    name: 'a payment that nobody has heard of',
    topic: 'orders',
    body: V6.replace('"orderId":"189897777807097712"', '"orderId":"NEVER_MADE"'),
    expected: queries('NEVER_MADE'),
  },
  {
    name: 'a payment in a status that nobody has heard of',
    topic: 'orders',
    body: V6.replace('"payStatus":"T"', '"payStatus":"Z"'),
    warnsOf: 'Z',
    expected: queries('189897777807097712'),
  },
  {
    name: 'a refund that is done',
    topic: 'refunds',
    body: refund('S'),
    expected: {
      observations: [
        {
          subject: 'REFUND',
          providerReference: 'R1',
          orderProviderReference: 'T1',
          providerRefundId: 'RX1',
          status: 'SUCCEEDED',
          amount: money('40', 'BRL'),
          occurredAt: 1_733_715_467_000,
        },
      ],
      queries: [],
    },
  },
  {
    name: 'a refund in a status that nobody has heard of',
    topic: 'refunds',
    body: refund('Z'),
    warnsOf: 'Z',
    expected: { observations: [{ subject: 'REFUND', status: null }], queries: [] },
  },
  {
    name: 'a message of a type that nobody has heard of',
    topic: 'orders',
    body: '{"notifyType":"SOMETHING_NEW","a":"1"}',
    warnsOf: 'SOMETHING_NEW',
    expected: { observations: [], queries: [] },
  },
];

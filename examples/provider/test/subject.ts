import type { OpenSubject, Subject } from '@paygraph/provider-kit/conformance';
import { createSandboxClock } from '@paygraph/provider-kit/double';
import { startStripe } from '../double/index.ts';
import { stripeSignature } from '../double/webhooks.ts';
import { disputeStatuses } from '../src/disputes.ts';
import { intentStatuses } from '../src/intents.ts';
import { paymentStatuses, refundStatuses, sessionStatuses } from '../src/mapping.ts';
import { currencies, methods } from '../src/methods.ts';
import { signerOf } from '../src/signature.ts';
import { codes, disputeCodes, numbers } from './subject/codes.ts';
import { operationsOf } from './subject/operations.ts';
import { unfit } from './subject/unfit.ts';
import { samples } from './subject/webhooks.ts';
import { payer } from './requests.ts';

const tables = {
  sessionStatuses,
  paymentStatuses,
  refundStatuses,
  intentStatuses,
  disputeStatuses,
};

/** Stripe Checkout for the conformance suite. */
export const openStripe: OpenSubject = async (): Promise<Subject> => {
  // Signatures carry whole seconds, so the clock stands at one.
  const clock = createSandboxClock({ frozenAt: Math.floor(Date.now() / 1000) * 1000 });
  const running = await startStripe(clock);
  const { provider: stripe } = running;
  stripe.webhooks.mode = 'hold';
  const config = stripe.createMerchantAccount();
  const now = (): number => clock.now();
  return {
    name: 'STRIPE_CHECKOUT',
    sandbox: { baseUrl: stripe.baseUrl, now, close: () => running.close() },
    config,
    wrongConfig: {
      secretKey: `${config.secretKey}x`,
      webhookSecret: `${config.webhookSecret}x`,
    },
    secrets: [config.secretKey, config.webhookSecret],
    personal: [payer.email],
    callNames: {
      createOrder: 'createSession',
      queryOrder: 'getSession',
      captureOrder: 'captureIntent',
      cancelOrder: 'expireSession',
      listOrders: 'listSessions',
      queryRefund: 'getRefund',
      queryByNumber: 'getRefund',
      balances: 'getBalance',
    },
    effects: () => stripe.effects(),
    wire: {
      // A refund or capture looks up its PaymentIntent. A query has it expanded.
      isLookup: ({ method, target }) => method === 'GET' && /sessions\/\w+$/.test(target),
    },
    capabilities,
    terms: {
      defaultBaseUrl: 'https://api.stripe.com',
      defaultExpiresIn: 86_400,
      absenceSpanMs: 15_000,
      repeatableForMs: 3_600_000,
    },
    ...operationsOf(stripe),
    codes: [...codes, disputeCodes],
    tables,
    numbers,
    unfit,
    vectors: [
      {
        // printf '%s' '1492774577.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test
        name: 'of a delivery, as openssl makes it',
        actual: () => signerOf('whsec_test')('1492774577', Buffer.from('{"id":"evt_1"}')),
        expected: '7656fc2882a7ca0a651666b36bf2f2f22ee204f54f608f227498a2419f2890b2',
      },
    ],
    webhook: {
      ack: { status: 200, contentType: 'application/json', body: '{"received":true}' },
      samples,
      sign: ({ body }, at, account) => ({
        headers: {
          'stripe-signature': stripeSignature((account as typeof config).webhookSecret, body, at),
        },
        body: Buffer.from(body),
      }),
      windowMs: 300_000,
    },
    skips: ['order', 'refund'].map((lost) => ({
      case: `an answer about another number in place of a${lost === 'order' ? 'n' : ''} ${lost} whose number was lost`,
      reason: 'it is looked for in a list, and one that lacks it proves its absence',
    })),
  };
};

const capabilities: Subject['capabilities'] = {
  provider: 'STRIPE_CHECKOUT',
  name: 'Stripe Checkout',
  methods,
  currencies,
  cancelOrder: true,
  captureOrder: true,
  partialCapture: true,
  listOrders: true,
  refund: true,
  partialRefund: true,
  concurrentRefunds: true,
  cancelRefund: false,
  settlementDestinations: [],
  cancelSettlement: false,
  abnormalPayments: false,
  balance: true,
  orderStatuses: [
    'AWAITING_PAYMENT',
    'PROCESSING',
    'EXPIRED',
    'PAID',
    'AUTHORIZED',
    'CANCELED',
    'FAILED',
    'REVERSED',
  ],
};

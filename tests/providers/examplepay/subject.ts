/** ExamplePay for the conformance suite: as documented, and with everything that can be switched on. */
import { randomBytes } from 'node:crypto';
import {
  readAuthorization,
  sign,
  signatureMatches,
  writeAuthorization,
} from '../../../src/providers/examplepay/signature.ts';
import { signWebhook } from '../../../src/providers/examplepay/webhook.ts';
import { createSandboxClock } from '../../../sandbox/double/clock.ts';
import { startExamplepay } from '../../../sandbox/examplepay/start.ts';
import { sandboxOf } from '../conformance/sandbox.ts';
import type { OpenSubject, Subject, Vector, WireRules } from '../conformance/subject.ts';
import type { WireRequest } from '../conformance/wire.ts';
import { payer } from './requests.ts';
import { examplepayOperations } from './subject/operations.ts';
import { examplepayUnfit } from './subject/unfit.ts';
import { webhookSamples } from './subject/webhooks.ts';
import { examplepayCodes } from './subject/codes.ts';
import { notifyUrl, vectors as published } from './vectors.ts';

const windowMs = 300_000;

export function openExamplepay(switches: 'documented' | 'all'): OpenSubject {
  return async (): Promise<Subject> => {
    const clock = createSandboxClock();
    const running = await startExamplepay({
      host: '127.0.0.1',
      port: 0,
      clock,
      autoPayMs: null,
      autoAdvanceMs: null,
      log: () => undefined,
    });
    const { provider } = running;
    provider.webhooks.mode = 'hold';
    const isAll = switches === 'all';
    const keys = provider.createMerchantAccount();
    const config = {
      ...keys,
      pathPrefix: '/pg/v2',
      closeEnabled: isAll,
      refundQueryEnabled: isAll,
    };
    return {
      name: isAll ? 'EXAMPLEPAY' : 'EXAMPLEPAY (as documented)',
      sandbox: sandboxOf(provider.baseUrl, clock, running),
      config,
      wrongConfig: { ...config, appSecret: `${keys.appSecret}x` },
      secrets: [keys.appSecret],
      personal: [payer.email, payer.phone, payer.document].filter((text) => text !== null),
      masked: ({ headers }) => [readAuthorization(headers['authorization'])?.sign ?? ''],
      callNames: {
        createOrder: 'createPayment',
        queryOrder: 'queryPayment',
        cancelOrder: 'closePayment',
        // Without the refund query, the payment shows how its refund ended.
        queryRefund: isAll ? 'queryRefund' : 'queryPayment',
        createSettlement: 'createPayout',
        querySettlement: 'queryPayout',
        balances: 'queryBalance',
      },
      effects: () => provider.effects(),
      wire: wireRules(keys, provider.baseUrl),
      capabilities: { ...capabilities, cancelOrder: isAll, concurrentRefunds: isAll },
      terms: {
        defaultBaseUrl: null,
        defaultExpiresIn: 1_800,
        absenceSpanMs: 30_000,
        settlementDestinations: ['UPI', 'PIX', 'BANK_ACCOUNT', 'WALLET'],
      },
      ...examplepayOperations(provider, isAll),
      ...examplepayCodes(isAll),
      unfit: examplepayUnfit(isAll),
      vectors,
      webhook: {
        ack: { status: 200, contentType: 'application/json', body: '{"code":"OK"}' },
        samples: webhookSamples,
        sign({ body, topic }, at, account) {
          const nonce = randomBytes(16).toString('hex');
          const delivery = { url: addressOf(topic), body, timestamp: at, nonce };
          const { Authorization } = signWebhook(account as typeof config, delivery);
          return { headers: { authorization: Authorization }, body: Buffer.from(body) };
        },
        url: addressOf,
        windowMs,
      },
      skips: [
        {
          case: '(as documented) queryRefund: an answer about another number',
          reason: 'the payment tells of all its refunds in one word, and names none',
        },
      ].slice(isAll ? 1 : 0),
    };
  };
}

const addressOf = (topic: string | null): string => `${notifyUrl}/${topic ?? ''}`;

const payerPaths = ['customer.firstName', 'customer.email', 'customer.phone'];

const capabilities: Subject['capabilities'] = {
  provider: 'EXAMPLEPAY',
  name: 'ExamplePay',
  methods: ['UPI', 'PIX'],
  currencies: ['INR', 'BRL'],
  listOrders: false,
  refund: true,
  partialRefund: true,
  cancelRefund: false,
  settlementDestinations: ['UPI', 'PIX', 'BANK_ACCOUNT', 'WALLET'],
  cancelSettlement: false,
  abnormalPayments: false,
  balance: true,
  orderStatuses: ['AWAITING_PAYMENT', 'PAID', 'FAILED', 'EXPIRED', 'CANCELED'],
  requiredInputs: [
    { method: 'UPI', paths: payerPaths },
    { method: 'PIX', paths: payerPaths },
  ],
};

const urlOf = (origin: string, { target }: WireRequest): string =>
  origin + target.replace(/\/+$/, '');

/** Both directions sign the address, so a request to the provider is signed again for its own address. */
export function wireRules(
  keys: { appId: string; appSecret: string },
  providerUrl: string,
): WireRules {
  const authorize = (message: { method: string; url: string; body: Buffer; timestamp: string }) => {
    const nonce = randomBytes(16).toString('hex');
    const { timestamp } = message;
    const signature = sign({ ...keys, ...message, nonce });
    return writeAuthorization({ appId: keys.appId, sign: signature, timestamp, nonce });
  };
  return {
    readdress(request) {
      const { method, body, headers, origin } = request;
      const parsed = readAuthorization(headers['authorization']);
      if (parsed === null || parsed.appId !== keys.appId) return request;
      const { timestamp, nonce } = parsed;
      const url = urlOf(origin, request);
      const message = { ...keys, method, url, timestamp, nonce, body };
      // A wrong signature stays wrong.
      if (!signatureMatches(message, parsed.sign)) return request;
      const there = urlOf(providerUrl, request);
      const authorization = authorize({ method, url: there, body, timestamp });
      return { ...request, headers: { ...headers, authorization } };
    },
    signAnswer: (request, body, at) => ({
      authorization: authorize({
        method: request.method,
        url: urlOf(request.origin, request),
        body,
        timestamp: String(at),
      }),
    }),
    answerWindowMs: windowMs,
  };
}

const vectors: readonly Vector[] = Object.entries(published).map(([name, vector]) => ({
  name: `${name} is signed as published`,
  actual: () => sign(vector.message),
  expected: vector.sign,
}));

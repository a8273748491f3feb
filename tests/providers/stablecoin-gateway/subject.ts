/** XCheckout and W Checkout for the conformance suite: one platform, and their few differences. */
import { createSandboxClock } from '../../../sandbox/double/clock.ts';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import { signWebhook } from '../../../src/providers/stablecoin-gateway/webhook.ts';
import {
  exchangeStringToSign,
  sign,
  signatureMatches,
  signingKey,
  webhookStringToSign,
} from '../../../src/providers/stablecoin-gateway/signature.ts';
import { sandboxOf } from '../conformance/sandbox.ts';
import type { OpenSubject, Subject, Vector, WireRules } from '../conformance/subject.ts';
import type { WireAnswer, WireRequest } from '../conformance/wire.ts';
import { signKey as vectorKey, vectorTime } from './stub-gateway.ts';
import type { BrandName } from './stub-gateway.ts';
import { gatewayAnswers } from './subject/answers.ts';
import { gatewayOperations } from './subject/operations.ts';
import { payerAddress } from './subject/shared.ts';
import { gatewayUnfit } from './subject/unfit.ts';
import { webhookSamples } from './subject/webhooks.ts';
import { forgedWebhooks, genuineWebhooks, right, wrong } from './vectors.ts';

const responseHeaders = {
  ANEXPAY_XCHECKOUT: [['SIGNATURE'], ['TIMESTAMP']],
  W_CHECKOUT: [
    ['D-Signature', 'SIGNATURE'],
    ['D-Timestamp', 'TIMESTAMP'],
  ],
} as const;

const windowMs = 120_000;

export function openGateway(name: BrandName): OpenSubject {
  return async (): Promise<Subject> => {
    const clock = createSandboxClock();
    const sandbox = await startSandbox({ clock });
    const provider = sandbox.provider(name);
    const { merchantId, ...keys } = provider.createMerchantAccount({
      disabledTokens: ['SOL_USDC'],
    });
    const config = name === 'W_CHECKOUT' ? { ...keys, merchantId } : keys;
    const tokens: string[] = [];
    const gateway = { name, provider };
    return {
      name,
      sandbox: sandboxOf(provider.baseUrl, clock, sandbox),
      config,
      wrongConfig: { ...config, signKey: `${keys.signKey}x` },
      secrets: [keys.apiKey, keys.apiSecret, keys.signKey],
      handedOut: () => tokens,
      personal: [payerAddress],
      masked: ({ headers }) => [headers['signature'] ?? ''],
      callNames: {
        queryOrder: 'getOrderInfo',
        listOrders: 'getOrderList',
        queryRefund: 'getRefundInfo',
        listRefunds: 'getRefundList',
        querySettlement: 'getSettlementInfo',
        listSettlements: 'getSettlementList',
        listAbnormalPayments: 'getAbnormalPaymentList',
        refundAbnormalPayment: 'createAbnormalPaymentRefund',
      },
      effects: () => provider.effects(),
      wire: wireRules(name, keys.signKey, tokens),
      capabilities: {
        provider: name,
        name: name === 'W_CHECKOUT' ? 'W Checkout' : 'ANexPay XCheckout',
        methods: ['STABLECOIN'],
        currencies: ['USD'],
        cancelOrder: true,
        listOrders: true,
        refund: true,
        partialRefund: true,
        concurrentRefunds: false,
        cancelRefund: true,
        settlementDestinations: ['ON_CHAIN', 'REGISTERED_BANK_ACCOUNT'],
        cancelSettlement: true,
        abnormalPayments: true,
        balance: false,
        orderStatuses: ['AWAITING_PAYMENT', 'PAID', 'CANCELED', 'EXPIRED', 'FAILED'],
        requiredInputs: [{ method: 'STABLECOIN', paths: [] }],
      },
      terms: {
        defaultBaseUrl:
          name === 'W_CHECKOUT' ? 'https://openapi.stablelink.app' : 'https://openapi.anexpay.com',
        defaultExpiresIn: 1800,
        absenceSpanMs: 15_000,
      },
      ...gatewayOperations(gateway),
      ...gatewayAnswers,
      unfit: gatewayUnfit(name),
      vectors,
      webhook: {
        ack: {
          status: 200,
          contentType: 'application/json',
          body: '{"retcode":200,"retmsg":"SUCCESS"}',
        },
        samples: webhookSamples,
        sign({ body }, at, account) {
          const { SIGNATURE: signature, TIMESTAMP: timestamp } = signWebhook(
            body,
            (account as typeof keys).signKey,
            at,
          );
          return { headers: { signature, timestamp }, body: Buffer.from(body) };
        },
        windowMs,
      },
      skips: [],
    };
  };
}

export function wireRules(name: BrandName, signKey: string, tokens: string[]): WireRules {
  const key = signingKey(signKey);
  const [signatures, timestamps] = responseHeaders[name];
  const signUnder =
    (names: readonly string[], times: readonly string[]) =>
    ({ method, target }: WireRequest, body: Buffer, at: number): Record<string, string> => {
      const timestamp = String(at);
      const signature = sign(key, exchangeStringToSign({ method, timestamp, target, body }));
      return Object.fromEntries([
        ...names.map((header) => [header, signature]),
        ...times.map((header) => [header, timestamp]),
      ]);
    };
  return {
    isPreliminary: ({ target }) => target.startsWith('/user/auth/oauth2/token'),
    watch: ({ body }) => {
      const issued = body.toString('utf8').matchAll(/"(?:access|refresh)_token":"([^"]+)"/g);
      for (const [, token = ''] of issued) tokens.push(token);
    },
    signAnswer: signUnder(signatures, timestamps),
    withPagesOf(request, size) {
      const { method, target, headers } = request;
      const text = request.body.toString('utf8');
      const body = Buffer.from(text.replace(/"pageSize":\d+/, `"pageSize":${size}`));
      const timestamp = headers['timestamp'] ?? '';
      const signature = sign(key, exchangeStringToSign({ method, timestamp, target, body }));
      return { ...request, body, headers: { ...headers, signature } };
    },
    forms: [
      ...signatures.flatMap((header, at) => ({
        name: `under ${header} alone`,
        sign: signUnder([header], timestamps.slice(at, at + 1)),
        isTrusted: true,
      })),
      {
        name: 'under a name of the other product alone',
        sign: signUnder(['X-Signature'], timestamps),
        isTrusted: false,
      },
      {
        name: 'twice, and differently,',
        sign: (request, body, at) => ({
          ...signUnder(signatures, timestamps)(request, body, at),
          ...signUnder(signatures.slice(1), [])(request, body, at + 1),
        }),
        isTrusted: signatures.length === 1,
      },
    ],
    answerWindowMs: windowMs,
    tokenRefusals: [200, 400, 401, 403].map((status) => refusal(status, 'wrong apiKey')),
    expiredToken: refusal(401, 'expired'),
  };
}

function refusal(status: number, retmsg: string): WireAnswer {
  const body = Buffer.from(JSON.stringify({ retcode: '90401', retdata: null, retmsg }));
  return { status, headers: { 'content-type': 'application/json' }, body };
}

const key = signingKey(vectorKey);
const timestamp = String(vectorTime);

const vectors: readonly Vector[] = [
  ...right.map(([name, exchange, signature]) => ({
    name: `${name} is signed as published`,
    actual: () => sign(key, exchangeStringToSign(exchange)),
    expected: signature,
  })),
  ...wrong.map(([name, exchange, signature]) => ({
    name: `${name} is refused`,
    actual: () => signatureMatches(key, exchangeStringToSign(exchange), signature),
    expected: false,
  })),
  ...genuineWebhooks.map(([name, body, signature]) => ({
    name: `${name} is signed as published`,
    actual: () => sign(key, webhookStringToSign(timestamp, body)),
    expected: signature,
  })),
  ...forgedWebhooks.map(([name, body, signature]) => ({
    name: `${name} is refused`,
    actual: () => signatureMatches(key, webhookStringToSign(timestamp, body), signature),
    expected: false,
  })),
];

/** Vexora for the conformance suite: one subject for each of its countries. */
import { sign, stringToSign } from '../../../src/providers/vexora/signature.ts';
import { signCallback } from '../../../src/providers/vexora/webhook.ts';
import { parseJson } from '../../../src/providers/json.ts';
import { createSandboxClock } from '../../../sandbox/double/clock.ts';
import { startVexora } from '../../../sandbox/vexora/start.ts';
import { sandboxOf } from '../conformance/sandbox.ts';
import type { OpenSubject, Subject, Vector, WebhookSample } from '../conformance/subject.ts';
import { vexoraOperations } from './subject/operations.ts';
import { vexoraRegions } from './subject/regions.ts';
import type { RegionFacts } from './subject/region-facts.ts';
import { vexoraUnfit } from './subject/unfit.ts';
import { vexoraCodes } from './subject/codes.ts';
import { appSecret as vectorSecret, bodies, signatures } from './vector-bodies.ts';
import type { VectorName } from './vector-bodies.ts';

export const openVexora =
  (region: RegionFacts): OpenSubject =>
  async (): Promise<Subject> => {
    const clock = createSandboxClock();
    const running = await startVexora({
      host: '127.0.0.1',
      port: 0,
      clock,
      autoAdvanceMs: null,
      log: () => undefined,
    });
    const { provider } = running;
    provider.webhooks.mode = 'hold';
    const { country, currency, wallets } = region;
    const keys = provider.createMerchantAccount({ country, ipLimits: false });
    const config = {
      ...keys,
      currency,
      eWalletCodes: wallets === null ? null : [...wallets],
    };
    return {
      name: `VEXORA (${currency})`,
      sandbox: sandboxOf(provider.baseUrlOf(country), clock, running),
      config,
      wrongConfig: { ...config, appSecret: `${keys.appSecret}x` },
      secrets: [keys.appSecret],
      // Too short to be masked by their value.
      masked: ({ body }) =>
        body.toString('utf8').match(/"(?:sign|firstname|lastname|address)":"[^"]*"/g) ?? [],
      callNames: {
        createOrder: 'checkout',
        queryOrder: 'queryPayInResult',
        createSettlement: 'disbursements',
        querySettlement: 'queryPayOutResult',
        balances: 'queryBalance',
      },
      effects: () => provider.effects(),
      capabilities: capabilitiesOf(region),
      terms: {
        defaultBaseUrl: null,
        defaultExpiresIn: 86_400,
        absenceSpanMs: 15_000,
        methods: ['BANK_TRANSFER', 'CONVENIENCE_STORE', 'E_WALLET'],
        currencies: ['TWD', 'KRW', 'IDR', 'PHP'],
        settlementDestinations: ['BANK_ACCOUNT'],
        partialRefund: false,
        // Of the sample, which is of Taiwan.
        requiredInputs: vexoraRegions[0]?.requiredInputs ?? [],
      },
      ...vexoraOperations({ provider, region, merchantNo: keys.merchantNo }),
      ...vexoraCodes(region),
      unfit: vexoraUnfit(region),
      vectors,
      webhook: {
        ack: { status: 200, contentType: 'text/plain', body: 'OK' },
        samples,
        sign({ body }, _at, account) {
          const fields = JSON.parse(body) as Record<string, string>;
          const signed = signCallback(fields, (account as typeof config).appSecret);
          return { headers: {}, body: Buffer.from(signed) };
        },
        windowMs: null,
        flat: true,
      },
      skips: [
        'webhook: replayed after its time',
        'webhook: signed for a time that is to come',
        'webhook: at either end of its time',
      ].map((title) => ({
        case: title,
        reason: 'callbacks are sent again as they were for as long as it takes: we ask',
      })),
    };
  };

function capabilitiesOf({
  currency,
  payout,
  requiredInputs,
}: RegionFacts): Subject['capabilities'] {
  return {
    provider: 'VEXORA',
    name: 'Vexora',
    methods: requiredInputs.map(({ method }) => method),
    currencies: [currency],
    cancelOrder: false,
    listOrders: false,
    refund: false,
    partialRefund: false,
    concurrentRefunds: false,
    cancelRefund: false,
    settlementDestinations: payout === null ? [] : ['BANK_ACCOUNT'],
    cancelSettlement: false,
    abnormalPayments: false,
    balance: true,
    orderStatuses: ['PAID', 'PARTIALLY_PAID', 'AWAITING_PAYMENT', 'FAILED', 'EXPIRED'],
    requiredInputs,
  };
}

const vectors: readonly Vector[] = (Object.keys(bodies) as VectorName[]).map((name) => ({
  name: `${name} is signed as published`,
  actual() {
    const fields = Object.entries(parseJson(bodies[name]) as object);
    return sign(
      stringToSign(fields.map(([field, value]) => [field, String(value)] as const)),
      vectorSecret,
    );
  },
  expected: signatures[name],
}));

const queryOf = (about: 'ORDER' | 'SETTLEMENT', providerReference: string) => ({
  observations: [],
  queries: [{ about, providerReference }],
});

/** docs/providers/vexora.md#webhooks */
const samples: readonly WebhookSample[] = [
  {
    name: 'a payment that is said to be made, as documented,',
    topic: 'orders',
    body: bodies.V6,
    expected: queryOf('ORDER', '00000007'),
  },
  {
    name: 'a payment of a part, as documented,',
    topic: 'orders',
    body: bodies.V11,
    expected: queryOf('ORDER', '00000007'),
  },
  {
    name: 'a payment that nobody has heard of',
    topic: 'orders',
    body: bodies.V6.replace('00000007', 'NEVER_MADE'),
    expected: queryOf('ORDER', 'NEVER_MADE'),
  },
  {
    name: 'a payment in a status that nobody has heard of',
    topic: 'orders',
    body: bodies.V6.replace('"0000"', '"7777"'),
    expected: queryOf('ORDER', '00000007'),
  },
  {
    name: 'a payment that is still under way',
    topic: 'orders',
    body: bodies.V6.replace('"0000"', '"0015"'),
    expected: { observations: [], queries: [] },
  },
  {
    name: 'a payout that is said to have failed, as documented,',
    topic: 'settlements',
    body: bodies.V12,
    expected: queryOf('SETTLEMENT', 'tn1740632538919'),
  },
];

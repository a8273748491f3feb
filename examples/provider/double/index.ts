import {
  createSandboxClock,
  decimal,
  declareDouble,
  hex,
  html,
  minorUnits,
  ofMinorUnits,
  operatorTable,
  snapshot,
  startDouble,
  toText,
} from '@paygraph/provider-kit/double';
import type {
  AccountRules,
  CashierRules,
  HandleOf,
  OperatorAction,
  OperatorRules,
  RunningDouble,
  SandboxClock,
} from '@paygraph/provider-kit/double';
import { api } from './api.ts';
import { capture } from './capturing.ts';
import { disputes, openDispute } from './disputes.ts';
import type { StripePlatform, Switches } from './platform.ts';
import { openRefund, refunds } from './refunds.ts';
import { sessions } from './sessions.ts';
import type { Session } from './sessions.ts';
import { webhooks } from './webhooks.ts';

type Button = ReturnType<CashierRules<StripePlatform, Session>['buttons']>[number];

const confirm = (
  action: string,
  label: string,
  to: 'paid' | 'processing' | 'authorized',
): Button => ({
  action,
  label,
  press(platform, session) {
    sessions.move(platform, session, to);
    return session.successUrl;
  },
});

const back: Button = { action: 'back', label: 'Go back', press: (_, { cancelUrl }) => cancelUrl };
const authorizing: readonly Button[] = [confirm('pay', 'Authorize', 'authorized'), back];
const buttons: readonly Button[] = [
  confirm('pay', 'Pay', 'paid'),
  confirm('pay-later', 'Pay later', 'processing'),
  back,
];

/** Checkout, the page to which the payer is sent. */
const cashier: CashierRules<StripePlatform, Session> = {
  of: sessions,
  path: /^\/c\/pay\/(\w+)$/,
  pageOf: ({ number }) => number,
  show: (_, { number, amount, currency, status, methods, cancelUrl }) => ({
    brand: { title: 'Checkout', color: '#635bff' },
    title: `Pay ${number}`,
    about: 'One payment',
    amount: `${toText(amount)} ${currency} in the smallest units`,
    status: { text: status, tone: status === 'open' ? 'wait' : 'good', more: '' },
    how: html`<p>By ${methods.join(', ')}</p>`,
    details: [['Session', number]],
    backTo: cancelUrl,
  }),
  buttons({ status, isManual }) {
    if (status !== 'open') return [];
    return isManual ? authorizing : buttons;
  },
  leadsTo: ({ successUrl }) => successUrl,
};

/** What the payer's bank does with a payment. */
const disputing = (session: Session): readonly OperatorAction<StripePlatform>[] => {
  const action = (label: string, members: Parameters<typeof openDispute>[2]) => ({
    label,
    press: (platform: StripePlatform): void => void openDispute(platform, session, members),
  });
  if (session.status !== 'paid') return [];
  const half = ofMinorUnits(minorUnits(session.amount, 0) / 2n, 0);
  return [
    action('Dispute', {}),
    action('Dispute half', { amount: half }),
    action('Inquire', { inquiry: true }),
  ];
};

const operator: OperatorRules<StripePlatform> = {
  tables: [
    operatorTable(
      'Sessions',
      sessions,
      {
        Session: ({ number }) => number,
        Amount: ({ amount, currency }) => `${toText(amount)} ${currency}`,
      },
      undefined,
      disputing,
    ),
    operatorTable('Disputes', disputes, {
      Dispute: ({ number }) => number,
      Amount: ({ amount, session }) => `${toText(amount)} ${session.currency}`,
      Session: ({ session }) => session.number,
    }),
    operatorTable('Refunds', refunds, {
      Refund: ({ number }) => number,
      Amount: ({ amount, session }) => `${toText(amount)} ${session.currency}`,
    }),
  ],
};

const accounts: AccountRules<StripePlatform, object> = {
  credentials: {
    secretKey: () => `sk_test_${hex(16)()}`,
    webhookSecret: () => `whsec_${hex(16)()}`,
  },
  id: 'secretKey',
  terms: () => ({}),
};

/** Stripe, as far as Checkout needs it. */
export const stripe = declareDouble({
  name: 'STRIPE_CHECKOUT',
  title: 'Stripe Checkout',
  switches: { livesForMs: 86_400_000 } satisfies Switches,
  effects: { sessions: 0, captures: 0, canceled: 0, refunds: 0, disputes: 0, expired: 0 },
  accounts,
  kinds: [sessions, refunds, disputes],
  api,
  webhooks,
  cashier,
  operator,
  controls: (platform: StripePlatform) => ({
    /** The newest first. */
    sessions: () =>
      sessions
        .all(platform)
        .toReversed()
        .map((one) => snapshot(one)),
    refunds: () =>
      refunds
        .all(platform)
        .toReversed()
        .map((one) => snapshot(one)),
    /** What the payer does, or what becomes of a delayed payment. */
    advanceOrder: (
      id: string,
      to?: 'paid' | 'authorized' | 'processing' | 'failed' | 'expired' | 'canceled',
    ) => snapshot(sessions.advance(platform, id, to)),
    /** Takes a part of what is authorised, in the Dashboard. In units. */
    captureInDashboard(id: string, units: string) {
      const session = sessions.get(platform, id);
      capture(platform, session, decimal(units));
      return snapshot(session);
    },
    advanceRefund: (id: string, to?: 'succeeded' | 'failed') =>
      snapshot(refunds.advance(platform, id, to)),
    disputes: () =>
      disputes
        .all(platform)
        .toReversed()
        .map((one) => snapshot(one)),
    /** `units`: what it takes, in the smallest units of the currency; left out: all. */
    dispute(id: string, { units, inquiry = false }: { units?: string; inquiry?: boolean } = {}) {
      const session = sessions.get(platform, id);
      const amount = units === undefined ? session.amount : ofMinorUnits(BigInt(units), 0);
      return snapshot(openDispute(platform, session, { amount, inquiry }));
    },
    /** What becomes of a dispute: `under review`, `win`, `lose`, `escalate`, `close the inquiry`. */
    advanceDispute: (id: string, to: string) => snapshot(disputes.advance(platform, id, to)),
    /** A refund of the whole in the Dashboard, which has no reference of ours. */
    refundInDashboard(id: string) {
      const session = sessions.get(platform, id);
      const { amount } = session;
      return snapshot(openRefund(platform, session, { amount, reference: null, order: null }));
    },
  }),
});

export type StripeDouble = HandleOf<typeof stripe>;

/** On a free port of this machine. */
export const startStripe = (
  clock: SandboxClock = createSandboxClock(),
  port = 0,
): Promise<RunningDouble<StripeDouble>> =>
  startDouble(stripe, {
    host: '127.0.0.1',
    port,
    clock,
    log: () => undefined,
    autoAdvanceMs: null,
  });

import { randomUUID } from 'node:crypto';
import {
  Fields,
  formMembers,
  integerText,
  list,
  once,
  oneOf,
  Refusal,
  rowsAfter,
  text,
} from '@paygraph/provider-kit/double';
import type { Api, Entity, Received } from '@paygraph/provider-kit/double';
import type { StripeAccount, StripePlatform } from './platform.ts';
import { cancelIntent, captureIntent } from './capturing.ts';
import { disputes, disputeView, isDisputed } from './disputes.ts';
import { balanceView, createRefund, refunds, refundView } from './refunds.ts';
import {
  chargeIdOf,
  chargeView,
  createSession,
  intentIdOf,
  intentView,
  sessions,
  sessionView,
} from './sessions.ts';

type Operation =
  | 'createSession'
  | 'listSessions'
  | 'getSession'
  | 'expireSession'
  | 'captureIntent'
  | 'cancelIntent'
  | 'createRefund'
  | 'listRefunds'
  | 'getRefund'
  | 'getDispute'
  | 'listDisputes'
  | 'getBalance';

type Perform = (platform: StripePlatform, received: Received<StripePlatform>) => object;

/** Keys are remembered for a day. */
const day = 86_400_000;

/** Makes something once for an idempotency key. */
const making =
  (make: Perform): Perform =>
  (platform, received) => {
    const { account, exchange } = received;
    const key = exchange.header('idempotency-key') || randomUUID();
    const fingerprint = exchange.path + exchange.text;
    const repeatable = { key, field: 'idempotency-key', fingerprint, forMs: day };
    return once(platform, account, repeatable, () => make(platform, received));
  };

const isExpanded = ({ fields }: Received<StripePlatform>, name = 'payment_intent'): boolean =>
  fields.optional('expand', list(oneOf([name])))?.includes(name) === true;

const withCharge = 'payment_intent.latest_charge';

/** A page of what was made in a range of time, newest first. */
function pageOf<E extends Entity<string, StripeAccount>>(
  { fields }: Received<StripePlatform>,
  all: Iterable<E>,
  view: (entity: E) => object,
): object {
  const created = fields.optionalObject('created');
  const from = created?.optional('gte', integerText()) ?? 0;
  const to = created?.optional('lte', integerText()) ?? Infinity;
  const after = fields.optional('starting_after', text());
  const limit = fields.optional('limit', integerText(1, 100)) ?? 10;
  fields.end();
  const newest = [...all].toReversed().filter(({ createdAt }) => {
    const at = Math.floor(createdAt / 1000);
    return at >= from && at <= to;
  });
  const page = rowsAfter(newest, ({ number }) => number, { after, limit });
  if (page === null) throw fields.invalid('starting_after', 'is not in the list');
  return { object: 'list', data: page.rows.map(view), has_more: page.hasMore };
}

const getSession: Perform = (platform, received) => {
  const session = sessions.find(received.account, received.parameters['id'] ?? '');
  const id = chargeIdOf(session);
  const charge = id === null ? undefined : chargeView(session, isDisputed(session));
  const intent = isExpanded(received, withCharge) ? intentView(session, charge) : undefined;
  return sessionView(platform, session, intent);
};

const getDispute: Perform = (_platform, received) => {
  const dispute = disputes.find(received.account, received.parameters['id'] ?? '');
  return disputeView(dispute, isExpanded(received));
};

const listDisputes: Perform = (_platform, received) => {
  const { account, fields } = received;
  const intent = fields.optional('payment_intent', text());
  const ofIntent = [...disputes.of(account).values()].filter(
    ({ session }) => intent === null || intentIdOf(session) === intent,
  );
  return pageOf(received, ofIntent, (dispute) => disputeView(dispute));
};

const expireSession: Perform = (platform, { account, parameters }) => {
  const session = sessions.find(account, parameters['id'] ?? '');
  sessions.move(platform, session, 'expired');
  return sessionView(platform, session);
};

const listSessions: Perform = (platform, received) => {
  const isWhole = isExpanded(received, 'data.payment_intent');
  return pageOf(received, sessions.of(received.account).values(), (one) =>
    sessionView(platform, one, isWhole ? intentView(one) : undefined),
  );
};

const getRefund: Perform = (_platform, received) =>
  refundView(refunds.find(received.account, received.parameters['id'] ?? ''), isExpanded(received));

const listRefunds: Perform = (_platform, received) => {
  const { account, fields } = received;
  const intent = fields.optional('payment_intent', text());
  const isWhole = isExpanded(received, 'data.payment_intent');
  const ofIntent = [...refunds.of(account).values()].filter(
    ({ session }) => intent === null || intentIdOf(session) === intent,
  );
  return pageOf(received, ofIntent, (refund) => refundView(refund, isWhole));
};

const statusOf = { missing: 400, invalid: 400, unknown: 400, used: 400, absent: 404, state: 400 };
const codeOf = {
  missing: 'parameter_missing',
  invalid: 'parameter_invalid',
  unknown: 'parameter_unknown',
  used: '',
  absent: 'resource_missing',
  state: '',
};

export const api: Api<StripePlatform, Operation> = {
  base: /^\/v1/,
  calls: {
    createSession: { path: '/checkout/sessions', perform: making(createSession) },
    listSessions: { method: 'GET', path: '/checkout/sessions', perform: listSessions },
    getSession: { method: 'GET', path: '/checkout/sessions/{id}', perform: getSession },
    expireSession: { path: '/checkout/sessions/{id}/expire', perform: expireSession },
    captureIntent: { path: '/payment_intents/{id}/capture', perform: making(captureIntent) },
    cancelIntent: { path: '/payment_intents/{id}/cancel', perform: cancelIntent },
    createRefund: { path: '/refunds', perform: making(createRefund) },
    listRefunds: { method: 'GET', path: '/refunds', perform: listRefunds },
    getRefund: { method: 'GET', path: '/refunds/{id}', perform: getRefund },
    getDispute: { method: 'GET', path: '/disputes/{id}', perform: getDispute },
    listDisputes: { method: 'GET', path: '/disputes', perform: listDisputes },
    getBalance: { method: 'GET', path: '/balance', perform: (_, one) => balanceView(one.account) },
  },
  authenticate({ accounts }, { bearer }) {
    const account = accounts.get(bearer);
    if (account === undefined) throw new Refusal('', 'Invalid API Key provided.', 401);
    return account;
  },
  fields(_, exchange) {
    const members = formMembers(exchange.method === 'GET' ? exchange.query : exchange.text);
    if (members === null) throw new Refusal('parameter_invalid', 'The form is malformed.', 400);
    return new Fields(members, { refusesUnknown: true });
  },
  success: (_, data) => JSON.stringify(data),
  successCode: '200',
  failure: (_, { code, message, details }) => {
    const error = { type: 'invalid_request_error', message, ...details };
    return JSON.stringify({ error: code === '' ? error : { code, ...error } });
  },
  refusalOf: ({ kind, subject, message }) =>
    new Refusal(codeOf[kind], message, statusOf[kind], {
      param: subject,
      ...(kind === 'used' ? { type: 'idempotency_error' } : {}),
    }),
  refusals: {
    unknownPath: new Refusal('', 'Unrecognized request URL.', 404),
    wrongMethod: new Refusal('', 'Unrecognized request method.', 405),
    systemError: new Refusal('', 'Something went wrong.', 500, { type: 'api_error' }),
  },
  unreadable: '{"id":"cs_',
  otherMoney: { currencies: { brl: 'jpy', jpy: 'brl' }, amounts: ['amount_total', 'amount'] },
};

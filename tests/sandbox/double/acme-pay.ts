/**
 * A provider of another family, written with nothing but the vocabulary: REST paths, bearer keys, form-encoded
 * bodies, idempotency keys, lists by cursor, and webhooks that are signed with their time.
 */
import { createHmac, randomUUID } from 'node:crypto';
import {
  declareDouble,
  decimalField,
  EntityKind,
  Fields,
  formMembers,
  hex,
  html,
  integerText,
  once,
  oneOf,
  operatorTable,
  Refusal,
  rowsAfter,
  snapshot,
  text,
  toText,
  url,
} from '../../../sandbox/double/index.ts';
import type {
  Account,
  AccountRules,
  Api,
  CashierRules,
  Decimal,
  Entity,
  OperatorRules,
  Platform,
  Received,
  Unsigned,
  WebhookRules,
} from '../../../sandbox/double/index.ts';

type AcmeAccount = Account<{ secretKey: string; signingSecret: string }>;
type AcmePlatform = Platform<AcmeAccount, { expiresAfterMs: number }, { session: string }>;

interface Session extends Entity<'open' | 'complete' | 'expired', AcmeAccount> {
  readonly amount: Decimal;
  readonly currency: string;
  readonly successUrl: string;
}

const sessions: EntityKind<Session, AcmePlatform> = new EntityKind({
  name: 'session',
  numberedBy: 'id',
  moves: { open: ['complete', 'expired'], complete: [], expired: [] },
  counts: { created: 'ordersCreated', complete: 'ordersPaid' },
  due: [
    {
      while: 'open',
      at: ({ createdAt }, { switches }) => createdAt + switches.expiresAfterMs,
      run: (platform, session) => sessions.move(platform, session, 'expired'),
    },
  ],
  next: ({ status }) => (status === 'open' ? 'complete' : null),
  targets: { complete: 'complete' },
  moved(platform, session) {
    const { account, number, status } = session;
    const type = `session.${status}`;
    const body = (id: string): string => JSON.stringify({ id, type, data: view(session) });
    platform.publish(account, { type, about: { session: number }, body });
  },
});

const view = ({ number: id, amount, currency, status }: Session): object => ({
  id,
  object: 'session',
  amount: toText(amount),
  currency,
  status,
});

function create(platform: AcmePlatform, received: Received<AcmePlatform>): object {
  const { account, fields, exchange } = received;
  const key = exchange.header('idempotency-key') || randomUUID();
  const fingerprint = exchange.path + exchange.text;
  return once(platform, account, { key, field: 'idempotency-key', fingerprint }, () => {
    const amount = fields.required(
      'amount',
      decimalField({ pattern: /^\d{1,12}$/, positive: true }),
    );
    const currency = fields.required('currency', oneOf(['usd', 'jpy']));
    const successUrl = fields.required('success_url', url());
    fields.optionalObject('metadata')?.required('order', text());
    fields.end();
    const number = `cs_${randomUUID()}`;
    return view(sessions.open(platform, 'open', { number, account, amount, currency, successUrl }));
  });
}

function list(_: AcmePlatform, { account, fields }: Received<AcmePlatform>): object {
  const after = fields.optional('starting_after', text());
  const limit = fields.optional('limit', integerText(1, 100)) ?? 10;
  const newest = [...sessions.of(account).values()].toReversed();
  const page = rowsAfter(newest, ({ number }) => number, { after, limit });
  if (page === null) throw fields.invalid('starting_after', 'is of no session');
  return { object: 'list', data: page.rows.map(view), has_more: page.hasMore };
}

const find = ({ account, parameters }: Received<AcmePlatform>): Session =>
  sessions.find(account, parameters['id'] ?? '');

const statusOf = { missing: 400, invalid: 400, unknown: 400, used: 409, absent: 404, state: 400 };

const api: Api<AcmePlatform, 'createSession' | 'listSessions' | 'getSession' | 'expireSession'> = {
  base: /^\/v1/,
  calls: {
    createSession: { path: '/sessions', perform: create },
    listSessions: { method: 'GET', path: '/sessions', perform: list },
    getSession: { method: 'GET', path: '/sessions/{id}', perform: (_, one) => view(find(one)) },
    expireSession: {
      path: '/sessions/{id}/expire',
      perform(platform, received) {
        const session = find(received);
        sessions.move(platform, session, 'expired');
        return view(session);
      },
    },
  },
  authenticate({ accounts }, { bearer }) {
    const account = accounts.get(bearer);
    if (account === undefined) throw new Refusal('unauthorized', 'wrong key', 401);
    return account;
  },
  fields(_, exchange) {
    const members = formMembers(exchange.method === 'GET' ? exchange.query : exchange.text);
    if (members === null) throw new Refusal('invalid', 'the form is malformed', 400);
    return new Fields(members, { refusesUnknown: true });
  },
  success: (_, data) => JSON.stringify(data),
  successCode: '200',
  failure: (_, { code, message, details }) =>
    JSON.stringify({ error: { code, message, ...details } }),
  refusalOf: ({ kind, subject, message }) =>
    new Refusal(kind, message, statusOf[kind], { param: subject }),
  refusals: {
    unknownPath: new Refusal('absent', 'no such path', 404),
    wrongMethod: new Refusal('method', 'no such method', 405),
    systemError: new Refusal('system', 'try again', 500),
  },
  unreadable: '{"id":"cs_',
  otherMoney: { currencies: { usd: 'jpy', jpy: 'usd' }, amounts: ['amount'] },
};

const signed = ({ account, body, at }: Unsigned<AcmePlatform>) => {
  const time = Math.floor(at / 1000);
  const { signingSecret } = account.credentials;
  const v1 = createHmac('sha256', signingSecret).update(`${time}.${body}`).digest('hex');
  return { headers: { 'acme-signature': `t=${time},v1=${v1}` }, body };
};

const webhooks: WebhookRules<AcmePlatform, 'unsigned' | 'tampered-body'> = {
  retriesAfterS: [60, 3_600],
  timeoutMs: 10_000,
  acknowledged: ({ status }) => status >= 200 && status < 300,
  sign: signed,
  forgeries: {
    unsigned: ({ body }) => ({ headers: {}, body }),
    'tampered-body': (message) => ({ ...signed(message), body: message.body.replace('{', '{ ') }),
  },
  stale: 300_001,
};

const cashier: CashierRules<AcmePlatform, Session> = {
  of: sessions,
  path: /^\/pay\/(.+)$/,
  pageOf: ({ number }) => number,
  show: (_, { number, amount, currency, status }) => ({
    brand: { title: 'Acme Pay', color: '#333' },
    title: `Pay ${number}`,
    about: 'An order',
    amount: `${toText(amount)} ${currency}`,
    status: { text: status, tone: status === 'open' ? 'wait' : 'good', more: '' },
    how: html`<p>By card</p>`,
    details: [['Session', number]],
    backTo: null,
  }),
  buttons: ({ status }) => (status === 'open' ? [pay] : []),
  leadsTo: ({ successUrl }) => successUrl,
};

const pay: ReturnType<typeof cashier.buttons>[number] = {
  action: 'pay',
  label: 'Pay',
  press(platform, session) {
    sessions.move(platform, session, 'complete');
    return session.successUrl;
  },
};

const operator: OperatorRules<AcmePlatform> = {
  tables: [
    operatorTable('Sessions', sessions, {
      Session: ({ number }) => number,
      Amount: ({ amount, currency }) => `${toText(amount)} ${currency}`,
    }),
  ],
};

const accounts: AccountRules<AcmePlatform, object> = {
  credentials: { secretKey: hex(16), signingSecret: hex(16) },
  id: 'secretKey',
  terms: () => ({}),
};

export const acmePay = declareDouble({
  name: 'ACME_PAY',
  title: 'Acme Pay',
  switches: { expiresAfterMs: 86_400_000 },
  effects: { ordersCreated: 0, ordersPaid: 0 },
  accounts,
  kinds: [sessions],
  api,
  webhooks,
  cashier,
  operator,
  controls: (platform: AcmePlatform) => ({
    order: (id: string) => snapshot(sessions.get(platform, id)),
    advanceOrder: (id: string, to?: 'complete') => snapshot(sessions.advance(platform, id, to)),
  }),
  controlCalls: (acme) => ({
    order: (args) => acme.order(args.text('id')),
  }),
});

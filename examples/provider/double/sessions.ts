import { randomBytes } from 'node:crypto';
import {
  decimalField,
  EntityKind,
  Fields,
  integerText,
  invalid,
  isJsonObject,
  list,
  minorUnits,
  oneOf,
  text,
  url,
} from '@paygraph/provider-kit/double';
import type { Decimal, Entity, Received } from '@paygraph/provider-kit/double';
import type { StripeAccount, StripePlatform } from './platform.ts';
import { publish } from './webhooks.ts';

/** Where a session and its PaymentIntent are together. */
type Status = 'open' | 'processing' | 'paid' | 'failed' | 'expired';

export interface Session extends Entity<Status, StripeAccount> {
  readonly amount: Decimal;
  readonly currency: string;
  readonly expiresAt: number;
  readonly reference: string | null;
  readonly intentReference: string | null;
  readonly clientReferenceId: string | null;
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly methods: readonly string[];
}

const events: Readonly<Partial<Record<Status, string>>> = {
  processing: 'checkout.session.completed',
  paid: 'checkout.session.completed',
  failed: 'checkout.session.async_payment_failed',
  expired: 'checkout.session.expired',
};

export const sessions: EntityKind<Session, StripePlatform> = new EntityKind({
  name: 'checkout.session',
  numberedBy: 'id',
  moves: {
    open: ['paid', 'processing', 'expired'],
    processing: ['paid', 'failed'],
    paid: [],
    failed: [],
    expired: [],
  },
  counts: { created: 'sessions', expired: 'expired' },
  due: [
    {
      while: 'open',
      at: ({ expiresAt }) => expiresAt,
      run: (platform, session) => sessions.move(platform, session, 'expired'),
    },
  ],
  next: ({ status }) => (status === 'open' || status === 'processing' ? 'paid' : null),
  targets: { paid: 'paid', processing: 'processing', failed: 'failed', expired: 'expired' },
  moved(platform, session, from) {
    const isLate = from === 'processing' && session.status === 'paid';
    const type = isLate ? 'checkout.session.async_payment_succeeded' : events[session.status];
    if (type !== undefined) publish(platform, session, type, sessionView(platform, session));
  },
});

const seconds = (at: number): number => Math.floor(at / 1000);
const isComplete = ({ status }: Session): boolean => !['open', 'expired'].includes(status);

/** A PaymentIntent is made when the payer confirms. */
export const intentIdOf = ({ number }: Session): string => number.replace(/^cs_test/, 'pi');

export const chargeIdOf = ({ number, status }: Session): string | null =>
  status === 'paid' ? number.replace(/^cs_test/, 'ch') : null;

const intentStatuses: Readonly<Record<Status, string>> = {
  open: 'requires_payment_method',
  expired: 'canceled',
  processing: 'processing',
  paid: 'succeeded',
  failed: 'requires_payment_method',
};

/** `charge`: its charge, where that is expanded. */
export const intentView = (session: Session, charge?: object): object => ({
  id: intentIdOf(session),
  object: 'payment_intent',
  status: intentStatuses[session.status],
  metadata: metadataOf({ paygraph_reference: session.intentReference }),
  latest_charge: charge ?? chargeIdOf(session),
  last_payment_error:
    session.status === 'failed'
      ? { code: 'payment_intent_payment_attempt_failed', message: 'No money came.' }
      : null,
});

export const sessionView = (
  platform: StripePlatform,
  session: Session,
  intent: string | object = intentIdOf(session),
): object => {
  const isOpen = session.status === 'open';
  return {
    id: session.number,
    object: 'checkout.session',
    status: isComplete(session) ? 'complete' : session.status,
    payment_status: session.status === 'paid' ? 'paid' : 'unpaid',
    amount_total: Number(minorUnits(session.amount, 0)),
    currency: session.currency,
    created: seconds(session.createdAt),
    expires_at: seconds(session.expiresAt),
    url: isOpen ? `${platform.baseUrl}/c/pay/${session.number}` : null,
    client_reference_id: session.clientReferenceId,
    metadata: metadataOf({ paygraph_reference: session.reference }),
    payment_method_types: session.methods,
    payment_intent: isComplete(session) ? intent : null,
  };
};

/** Members that were not given are not there. */
export const metadataOf = (known: Readonly<Record<string, string | null>>): object =>
  Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null));

const knownMethods = ['alipay', 'card', 'grabpay', 'konbini', 'pix', 'wechat_pay'] as const;
/** Whole numbers of at most eight digits. */
export const unitsOf = decimalField({ pattern: /^\d{1,8}$/, positive: true });
const longText = text({ max: 500 });

export function createSession(
  platform: StripePlatform,
  { account, fields }: Received<StripePlatform>,
): object {
  fields.required('mode', oneOf(['payment']));
  const price = readPrice(fields);
  const session = sessions.open(platform, 'open', {
    ...price,
    account,
    number: `cs_test_${randomBytes(12).toString('hex')}`,
    methods: fields.optional('payment_method_types', list(oneOf(knownMethods))) ?? ['card'],
    clientReferenceId: fields.optional('client_reference_id', text({ max: 200 })),
    reference: readReference(fields.optionalObject('metadata')),
    intentReference: readIntentReference(fields),
    successUrl: fields.required('success_url', url()),
    cancelUrl: fields.required('cancel_url', url()),
    expiresAt: readExpiry(platform, fields),
  });
  fields.optional('customer_email', longText);
  fields.optionalObject('payment_method_options');
  fields.end();
  return sessionView(platform, session);
}

/** Items of a list that are objects. */
const objects = list((value, path) => {
  if (!isJsonObject(value)) throw invalid(path, 'must be an object');
  return new Fields(value, { refusesUnknown: true }, `${path}.`);
});

function readPrice(fields: Fields): Pick<Session, 'amount' | 'currency'> {
  const [item] = fields.required('line_items', objects);
  if (item === undefined) throw fields.missing('line_items[0]');
  const price = item.object('price_data');
  item.required('quantity', oneOf(['1']));
  price.object('product_data').required('name', longText);
  const pattern = /^[a-z]{3}$/;
  return {
    currency: price.required('currency', text({ pattern })),
    amount: price.required('unit_amount', unitsOf),
  };
}

export const readReference = (metadata: Fields | null): string | null =>
  metadata?.optional('paygraph_reference', longText) ?? null;

const readIntentReference = (fields: Fields): string | null =>
  readReference(fields.optionalObject('payment_intent_data')?.optionalObject('metadata') ?? null);

/** Between half an hour and a day from now, in whole seconds. */
function readExpiry({ clock, switches }: StripePlatform, fields: Fields): number {
  const now = clock.now();
  const at = fields.optional(
    'expires_at',
    integerText(seconds(now) + 1_800, seconds(now) + 86_400),
  );
  return at === null ? now + switches.livesForMs : at * 1000;
}

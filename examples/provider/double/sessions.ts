import { randomBytes } from 'node:crypto';
import {
  decimal,
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
type Status = 'open' | 'processing' | 'authorized' | 'paid' | 'failed' | 'expired' | 'canceled';

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
  /** The payer only authorises it. */
  readonly isManual: boolean;
  /** What was captured; null where that is the whole, or nothing yet. */
  captured: Decimal | null;
  cancellationReason: 'automatic' | 'requested_by_customer' | null;
}

/** For how long the bank of the payer holds what is authorised. */
const heldForMs = 7 * 86_400_000;

const events: Readonly<Partial<Record<Status, string>>> = {
  authorized: 'checkout.session.completed',
  processing: 'checkout.session.completed',
  paid: 'checkout.session.completed',
  failed: 'checkout.session.async_payment_failed',
  expired: 'checkout.session.expired',
};

const intentEvents: Readonly<Partial<Record<Status, string>>> = {
  authorized: 'payment_intent.amount_capturable_updated',
  paid: 'payment_intent.succeeded',
  canceled: 'payment_intent.canceled',
};

export const sessions: EntityKind<Session, StripePlatform> = new EntityKind({
  name: 'checkout.session',
  numberedBy: 'id',
  moves: {
    open: ['paid', 'processing', 'authorized', 'expired'],
    authorized: ['paid', 'canceled'],
    canceled: [],
    processing: ['paid', 'failed'],
    paid: [],
    failed: [],
    expired: [],
  },
  counts: { created: 'sessions', expired: 'expired', canceled: 'canceled' },
  due: [
    {
      while: 'open',
      at: ({ expiresAt }) => expiresAt,
      run: (platform, session) => sessions.move(platform, session, 'expired'),
    },
  ],
  on: {
    authorized(platform, session) {
      platform.clock.schedule(session.updatedAt + heldForMs, () => {
        if (session.status !== 'authorized') return;
        session.cancellationReason = 'automatic';
        sessions.move(platform, session, 'canceled');
      });
    },
  },
  next({ status, isManual }) {
    if (status === 'open') return isManual ? 'authorized' : 'paid';
    return status === 'processing' ? 'paid' : null;
  },
  targets: {
    paid: 'paid',
    authorized: 'authorized',
    processing: 'processing',
    failed: 'failed',
    expired: 'expired',
    canceled: 'canceled',
  },
  moved(platform, session, from) {
    const intentEvent = intentEvents[session.status];
    if (intentEvent !== undefined) {
      const about = { ...session, number: intentIdOf(session) };
      publish(platform, about, intentEvent, intentView(session));
    }
    const isLate = from === 'processing' && session.status === 'paid';
    const type = isLate ? 'checkout.session.async_payment_succeeded' : events[session.status];
    // A capture is told by the PaymentIntent alone.
    if (type === undefined || from === 'authorized') return;
    publish(platform, session, type, sessionView(platform, session));
  },
});

const seconds = (at: number): number => Math.floor(at / 1000);
const isComplete = ({ status }: Session): boolean => !['open', 'expired'].includes(status);

/** A PaymentIntent is made when the payer confirms. */
export const intentIdOf = ({ number }: Session): string => number.replace(/^cs_test/, 'pi');

/** Money that was authorised, or taken, has a charge. */
export const chargeIdOf = ({ number, status }: Session): string | null =>
  ['authorized', 'canceled', 'paid'].includes(status) ? number.replace(/^cs_test/, 'ch') : null;

const intentStatuses: Readonly<Record<Status, string>> = {
  open: 'requires_payment_method',
  expired: 'canceled',
  processing: 'processing',
  authorized: 'requires_capture',
  canceled: 'canceled',
  paid: 'succeeded',
  failed: 'requires_payment_method',
};

const unitsIn = (amount: Decimal): number => Number(minorUnits(amount, 0));

/** What was taken. */
export const takenOf = ({ status, captured, amount }: Session): Decimal | null =>
  status === 'paid' ? (captured ?? amount) : null;

/** `charge`: its charge, where that is expanded. */
export const intentView = (session: Session, charge?: object): object => ({
  id: intentIdOf(session),
  object: 'payment_intent',
  status: intentStatuses[session.status],
  amount: unitsIn(session.amount),
  amount_capturable: session.status === 'authorized' ? unitsIn(session.amount) : 0,
  amount_received: unitsIn(takenOf(session) ?? decimal('0')),
  currency: session.currency,
  capture_method: session.isManual ? 'manual' : 'automatic',
  cancellation_reason: session.cancellationReason,
  latest_charge: charge ?? chargeIdOf(session),
  metadata: metadataOf({
    paygraph_reference: session.intentReference,
    paygraph_capture: session.isManual ? 'manual' : null,
  }),
  last_payment_error:
    session.status === 'failed'
      ? { code: 'payment_intent_payment_attempt_failed', message: 'No money came.' }
      : null,
});

export const chargeView = (session: Session, disputed: boolean): object => ({
  id: chargeIdOf(session),
  object: 'charge',
  disputed,
  payment_method_details: {
    type: 'card',
    card: {
      capture_before:
        session.status === 'authorized' ? seconds(session.updatedAt + heldForMs) : null,
    },
  },
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
    metadata: metadataOf({
      paygraph_reference: session.reference,
      paygraph_capture: session.isManual ? 'manual' : null,
    }),
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
    ...readIntentData(fields),
    captured: null,
    cancellationReason: null,
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

export function readReference(metadata: Fields | null): string | null {
  metadata?.optional('paygraph_capture', longText);
  return metadata?.optional('paygraph_reference', longText) ?? null;
}

function readIntentData(fields: Fields): Pick<Session, 'intentReference' | 'isManual'> {
  const data = fields.optionalObject('payment_intent_data');
  return {
    intentReference: readReference(data?.optionalObject('metadata') ?? null),
    isManual: data?.optional('capture_method', oneOf(['automatic', 'manual'])) === 'manual',
  };
}

/** Between half an hour and a day from now, in whole seconds. */
function readExpiry({ clock, switches }: StripePlatform, fields: Fields): number {
  const now = clock.now();
  const at = fields.optional(
    'expires_at',
    integerText(seconds(now) + 1_800, seconds(now) + 86_400),
  );
  return at === null ? now + switches.livesForMs : at * 1000;
}

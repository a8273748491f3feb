import { hash } from 'node:crypto';
import { InvalidStateError, ValidationError } from '../../domain/errors.ts';
import { readPayerDetails } from '../../domain/input/payment-link.ts';
import {
  TooManyLinkOrdersError,
  linkRateMs,
  orderRequestOf,
  paymentLinkStatus,
} from '../../domain/payment-links/payment-link.ts';
import type { PayerDetails, PaymentLink } from '../../domain/payment-links/payment-link.ts';
import { idempotencyKey } from '../../store/queries/idempotency.ts';
import { orderById } from '../../store/queries/orders.ts';
import { insertLinkUse, linkToUse } from '../../store/queries/payment-links/uses.ts';
import type { OrderRecord } from '../../store/records.ts';
import type { Sql } from '../../store/sql.ts';
import { audited } from '../audit/audited.ts';
import type { Deps } from '../deps.ts';
import { existing } from '../find.ts';
import { keyUse } from '../key-use.ts';
import type { KeyUse } from '../key-use.ts';
import { makeOrder } from '../orders/create-order.ts';
import { missingOfPayer } from './payable.ts';

/** What a payer sends to have an order made. */
export interface Opening {
  /** Of `PaymentLink.request.methods`. */
  method: number;
  /** Made at random with the page that the payer sends: what is sent again is for the same order. */
  intent: string;
  details: PayerDetails;
  /** The address that the request comes from. */
  source: string;
  requestId: string;
}

/**
 * Makes the order of a payer, once: another method is another intent, and a link that is used once has one order,
 * whoever opens it. Throws InvalidStateError where the link is not ACTIVE, NoRouteError, ValidationError with paths
 * into `customer`, and TooManyLinkOrdersError beyond `ordersPerHour`.
 */
export async function openPaymentLink(
  deps: Deps,
  link: PaymentLink,
  opening: Opening,
  ordersPerHour: number,
): Promise<OrderRecord> {
  const { id, merchantId, maximumUses } = link;
  const key = maximumUses === 1 ? id : `${id} ${opening.intent} ${opening.method}`;
  const use = keyUse(merchantId, 'openPaymentLink', { idempotencyKey: key });
  const known = async (): Promise<OrderRecord | null> => {
    const made = await idempotencyKey(deps.read, merchantId, use.mutation, key);
    return made && existing(orderById(deps.read, made.objectId));
  };
  // Who sends it twice at once waits for the first, because a browser shows only what answers the second.
  return deps.locks.run(`${use.mutation} ${key}`, async () => {
    const before = await known();
    if (before !== null) return before;
    try {
      return await make(deps, link, opening, ordersPerHour, use);
    } catch (error) {
      // Another process may have made it meanwhile, and so have used the link.
      const meanwhile = error instanceof InvalidStateError ? await known() : null;
      if (meanwhile === null) throw error;
      return meanwhile;
    }
  });
}

async function make(
  deps: Deps,
  link: PaymentLink,
  opening: Opening,
  ordersPerHour: number,
  use: KeyUse,
): Promise<OrderRecord> {
  const { id: paymentLinkId, merchantId } = link;
  await nextUse(deps.read, paymentLinkId, deps.now(), ordersPerHour);
  const request = await requestOf(deps, link, opening, use.key);
  const { order } = await audited(deps, callOf(link, opening), noCode, (audit) =>
    makeOrder(
      audit,
      use,
      { ...request, account: link.request.account },
      {
        id: paymentLinkId,
        async use(tx, { id, createdAt }) {
          const number = await nextUse(tx, paymentLinkId, createdAt, ordersPerHour);
          await insertLinkUse(tx, { id, merchantId, paymentLinkId, number, createdAt });
        },
      },
    ),
  );
  return order;
}

/** The number of the order that the link would make at `now`. Throws where it may make none. */
async function nextUse(sql: Sql, id: string, now: number, ordersPerHour: number): Promise<number> {
  const { link, uses, earlierAt } = await existing(linkToUse(sql, id, ordersPerHour - 1));
  const status = paymentLinkStatus(link, uses, now);
  if (status !== 'ACTIVE') {
    throw new InvalidStateError(status, `The payment link makes no order: it is ${status}.`);
  }
  if (earlierAt !== null && earlierAt > now - linkRateMs) throw new TooManyLinkOrdersError();
  return uses + 1;
}

async function requestOf(deps: Deps, link: PaymentLink, opening: Opening, key: string) {
  const method = link.request.methods[opening.method];
  if (method === undefined) {
    throw new ValidationError([{ path: ['method'], message: 'is none of the methods' }]);
  }
  const { inputs, ipAddress } = await missingOfPayer(deps, link, method);
  const details = Object.fromEntries(
    inputs.flatMap((name) => {
      const value = opening.details[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const payer = readPayerDetails({
    // A provider that looks at how often a customer pays must not take all payers of a link for one.
    ...(link.maximumUses > 1 && { id: hash('sha256', key).slice(0, 16) }),
    ...(ipAddress && { ipAddress: opening.source }),
    ...details,
  });
  return orderRequestOf(link, method, payer);
}

const noCode = (): null => null;

const callOf = ({ id: linkId, merchantId, request }: PaymentLink, opening: Opening) => ({
  mutation: 'createOrder',
  principal: { kind: 'PAYMENT_LINK' as const, linkId, merchantId },
  source: opening.source,
  requestId: opening.requestId,
  arguments: () =>
    JSON.stringify({ paymentLink: linkId, method: request.methods[opening.method]?.type }),
  named: () => [linkId],
});

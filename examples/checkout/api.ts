import type { Field } from './server/catalogue.ts';

/** What the shop's pages and its backend say to each other. */

/** `POST /api/orders` */
export interface OrderRequest {
  /** Made by the page for one intent to buy, so that a repeated request makes no second order. */
  key: string;
  product: string;
  way: string;
  customer: Partial<Record<Field, string>>;
}

/** What the page needs to follow the order. It can read this one order and nothing else. */
export interface Purchase {
  orderId: string;
  clientToken: string;
}

export type OrderAnswer =
  | { kind: 'ORDERED'; purchase: Purchase }
  /** The payer has to correct something. */
  | { kind: 'INVALID'; issues: { field: string; message: string }[] }
  /** Nothing was ordered, and the same request would not be accepted later. A new one needs a new key. */
  | { kind: 'REFUSED'; message: string }
  /** It is not known whether something was ordered. The same request with the same key finds out. */
  | { kind: 'TRY_AGAIN'; message: string };

/** `GET /api/settings` */
export interface Settings {
  /** The address of Paygraph's GraphQL endpoint, for the browser. */
  paygraph: string;
}

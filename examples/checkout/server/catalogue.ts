import type { CreateOrderInput } from '../gql/graphql.ts';

/** What the shop sells. A price is of one currency, and never converted. */
export interface Product {
  id: string;
  name: string;
  description: string;
  /** Exact decimals by currency, as `MoneyInput.amount` wants them. */
  prices: Readonly<Record<string, string>>;
}

export const products: readonly Product[] = [
  {
    id: 'coffee',
    name: 'Coffee beans, 1 kg',
    description: 'Roasted on Monday, on its way on Tuesday.',
    prices: { USD: '24.50', BRL: '129.90', INR: '1990.00', TWD: '780' },
  },
  {
    id: 'mill',
    name: 'Hand mill',
    description: 'Steel burrs, and a crank that does not slip.',
    prices: { USD: '89.00', BRL: '479.00', INR: '7490.00', TWD: '2850' },
  },
];

/** What the payer tells about themselves. The names are those of `CustomerInput`. */
export const fields = {
  firstName: { label: 'First name', autocomplete: 'given-name', type: 'text' },
  lastName: { label: 'Last name', autocomplete: 'family-name', type: 'text' },
  email: { label: 'E-mail', autocomplete: 'email', type: 'email' },
  phone: { label: 'Phone', autocomplete: 'tel', type: 'tel' },
  document: { label: 'CPF', autocomplete: 'off', type: 'text' },
  postcode: { label: 'Postcode', autocomplete: 'postal-code', type: 'text' },
  address: { label: 'Address', autocomplete: 'street-address', type: 'text' },
} as const;
export type Field = keyof typeof fields;

/** A way to pay: one method in one currency. */
export interface Way {
  id: string;
  title: string;
  currency: string;
  method: CreateOrderInput['method'];
  fields: readonly Field[];
}

const name = ['firstName', 'lastName', 'email'] as const;

export const ways: readonly Way[] = [
  {
    id: 'usdt',
    title: 'USDT on Ethereum',
    currency: 'USD',
    method: { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } },
    fields: [],
  },
  {
    id: 'pix',
    title: 'PIX',
    currency: 'BRL',
    method: { pix: { presentation: 'QR_CODE' } },
    fields: [...name, 'phone', 'document'],
  },
  {
    id: 'upi',
    title: 'UPI',
    currency: 'INR',
    method: { upi: { flow: 'HOSTED_PAGE' } },
    fields: [...name, 'phone'],
  },
  {
    id: 'store',
    title: 'At a 7-Eleven',
    currency: 'TWD',
    method: { convenienceStore: { chain: '711' } },
    fields: [...name, 'phone', 'postcode', 'address'],
  },
];

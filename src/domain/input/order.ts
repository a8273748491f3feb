import { z } from 'zod';
import { findCurrency, fitsNetwork, networks } from '../money.ts';
import { captureModes } from '../request.ts';
import type { Customer, PaymentMethod } from '../request.ts';
import {
  browserUrl,
  checkRequest,
  idempotencyKey,
  moneyInput,
  optionalText,
  orNull,
  text,
} from './checks.ts';

const stablecoin = z
  .object({ currency: z.string(), network: z.enum(networks) })
  .superRefine(({ currency: code, network }, context) => {
    const currency = findCurrency(code);
    if (currency?.kind !== 'token') {
      context.addIssue({ code: 'custom', path: ['currency'], message: 'is not a token we know' });
    } else if (!fitsNetwork(currency, network)) {
      const message = `${code} is not on this network`;
      context.addIssue({ code: 'custom', path: ['network'], message });
    }
  });

export const method = z
  .object({
    stablecoin: stablecoin.nullish(),
    pix: z.object({ presentation: z.enum(['QR_CODE', 'HOSTED_PAGE']) }).nullish(),
    upi: z
      .object({ flow: z.enum(['HOSTED_PAGE', 'COLLECT', 'INTENT']), vpa: optionalText(255) })
      .refine(({ flow, vpa }) => flow !== 'COLLECT' || vpa !== null, {
        path: ['vpa'],
        message: 'is needed for COLLECT',
      })
      .nullish(),
    bankTransfer: z
      .object({
        payerAccounts: z
          .array(z.object({ bankCode: text(32), accountNumber: text(64) }))
          .max(20, 'may have at most 20 entries')
          .nullish(),
      })
      .nullish(),
    convenienceStore: z.object({ chain: text(32) }).nullish(),
    eWallet: z.object({ wallet: text(64) }).nullish(),
    hostedCheckout: z
      .object({ methods: z.array(text(64)).max(20, 'may have at most 20 entries').nullish() })
      .nullish(),
    card: z.object({ presentation: z.enum(['HOSTED_PAGE']).nullish() }).nullish(),
    other: z.object({ name: text(64) }).nullish(),
  })
  .transform((value, context): PaymentMethod => {
    if (value.stablecoin) return { type: 'STABLECOIN', ...value.stablecoin };
    if (value.pix) return { type: 'PIX', ...value.pix };
    if (value.upi) return { type: 'UPI', ...value.upi };
    if (value.bankTransfer) {
      return { type: 'BANK_TRANSFER', payerAccounts: value.bankTransfer.payerAccounts ?? [] };
    }
    if (value.convenienceStore) return { type: 'CONVENIENCE_STORE', ...value.convenienceStore };
    if (value.eWallet) return { type: 'E_WALLET', ...value.eWallet };
    if (value.hostedCheckout) {
      return { type: 'HOSTED_CHECKOUT', methods: value.hostedCheckout.methods ?? [] };
    }
    if (value.card) return { type: 'CARD', presentation: value.card.presentation ?? 'HOSTED_PAGE' };
    if (value.other) return { type: 'OTHER', ...value.other };
    context.addIssue({ code: 'custom', message: 'must name one method' });
    return z.NEVER;
  });

export const customer = z
  .object({
    id: optionalText(255),
    firstName: optionalText(255),
    lastName: optionalText(255),
    email: orNull(z.email('must be an e-mail address').max(255)),
    phone: optionalText(32),
    document: optionalText(64),
    documentType: optionalText(32),
    ipAddress: orNull(z.union([z.ipv4(), z.ipv6()], 'must be an IP address')),
    postcode: optionalText(32),
    address: optionalText(500),
  })
  .nullish()
  .transform((value): Customer => value ?? nobody);

const nobody: Customer = {
  id: null,
  firstName: null,
  lastName: null,
  email: null,
  phone: null,
  document: null,
  documentType: null,
  ipAddress: null,
  postcode: null,
  address: null,
};

/** Entries of an order's metadata. */
export const mostMetadata = 50;

export const metadata = z
  .array(
    z.object({
      key: text(64),
      value: z
        .string()
        .max(500, 'must have at most 500 characters')
        .refine((value) => value.isWellFormed(), 'must be well-formed Unicode'),
    }),
  )
  .max(mostMetadata, `may have at most ${mostMetadata} entries`)
  .superRefine((entries, context) => {
    const seen = new Set<string>();
    entries.forEach(({ key }, index) => {
      if (seen.has(key)) {
        context.addIssue({ code: 'custom', path: [index, 'key'], message: 'is given twice' });
      }
      seen.add(key);
    });
  })
  .nullish()
  .transform((entries) => entries ?? []);

const schema = z.object({
  idempotencyKey,
  reference: text(128),
  amount: moneyInput,
  method,
  account: orNull(z.string()),
  customer,
  description: optionalText(255),
  expiresIn: orNull(z.int().positive('must be more than zero')),
  returnUrl: orNull(browserUrl),
  metadata,
  capture: z.enum(captureModes).nullish(),
});

export type CreateOrderInput = z.input<typeof schema>;

export function readOrderInput(input: CreateOrderInput) {
  const { capture, ...order } = checkRequest(schema, input);
  return { ...order, ...(capture === 'MANUAL' && { capture }) };
}

/** The input without what is so anyway: given or left out, it is the same request. */
export function withoutDefaults({ capture, ...rest }: CreateOrderInput): CreateOrderInput {
  return capture === 'MANUAL' ? { ...rest, capture } : rest;
}

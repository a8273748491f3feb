import { z } from 'zod';
import { ValidationError } from '../domain/errors.ts';
import type { ValidationIssue } from '../domain/errors.ts';
import { findCurrency, fitsNetwork, networks, parseMoney } from '../domain/money.ts';
import type { Money } from '../domain/money.ts';

/** The building blocks of input checks. Every refusal names the field and says what would be right. */

/** Not blank and without control characters, which no provider takes and no log should show. */
export const text = (max: number) =>
  z
    .string()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    .regex(/^[^\p{Cc}]*$/u, 'must not contain control characters')
    .refine((value) => value === '' || value.trim() !== '', 'must not be blank');

export const optionalText = (max: number) =>
  text(max)
    .nullish()
    .transform((value) => value ?? null);

export const idempotencyKey = z
  .string()
  .regex(/^[\x20-\x7e]{8,255}$/, 'must have 8 to 255 printable ASCII characters');

/** Far above what anybody pays, far below what a provider would misread: 10^12 of the currency. */
const maxWholeDigits = 12;

const problems = {
  NOT_A_DECIMAL: 'must be a decimal',
  TOO_LARGE: 'is too large',
} as const;

/** An exact amount above zero in a currency that we know. */
export const moneyInput = z
  .object({
    amount: z.string(),
    currency: z.string(),
    network: z.enum(networks).nullish(),
  })
  .transform((input, context): Money => {
    const refuse = (field: string, message: string): never => {
      context.addIssue({ code: 'custom', path: [field], message });
      return z.NEVER;
    };
    const currency = findCurrency(input.currency);
    if (currency === undefined) return refuse('currency', 'is not a currency or token we know');
    const network = input.network ?? null;
    if (!fitsNetwork(currency, network)) {
      return refuse('network', networkAdvice(currency.networks));
    }
    const parsed = parseMoney(input.amount, input.currency, network);
    if (parsed === 'TOO_MANY_DECIMALS') {
      return refuse('amount', `may have at most ${currency.decimals} decimals`);
    }
    if (parsed === 'NOT_A_DECIMAL' || parsed === 'TOO_LARGE') {
      return refuse('amount', problems[parsed]);
    }
    if (typeof parsed === 'string') return refuse('currency', 'is not a currency we know');
    if (parsed.minor <= 0n) return refuse('amount', 'must be more than zero');
    if (parsed.minor >= 10n ** BigInt(maxWholeDigits + currency.decimals)) {
      return refuse('amount', 'is too large');
    }
    return parsed;
  });

function networkAdvice(possible: readonly string[]): string {
  return possible.length === 0
    ? 'must be left out: the currency is not a token'
    : `must be one of ${possible.join(', ')}`;
}

/** An address for a browser: https, or plain http to this very machine (ANSWERS 12). */
export const browserUrl = z
  .string()
  .max(2048, 'must have at most 2048 characters')
  .refine(isHttpsOrLoopback, 'must be an absolute https address');

export function isHttpsOrLoopback(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** The checked value, or a ValidationError with every issue at once. */
export function check<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new ValidationError(issuesOf(result.error));
}

export function issuesOf(error: z.ZodError, prefix: readonly string[] = []): ValidationIssue[] {
  return error.issues.map(({ path, message }) => ({
    path: [...prefix, ...path.map(String)],
    message,
  }));
}

import { z } from 'zod';
import { ValidationError } from '../errors.ts';
import type { ValidationIssue } from '../errors.ts';
import { findCurrency, fitsNetwork, networks, parseMinor, parseMoney } from '../money.ts';
import type { Money } from '../money.ts';
import { isLoopback } from './base-url.ts';

/** The building blocks of input checks. Every refusal names the field and says what is allowed. */

/**
 * Not blank, without control characters, which no provider takes, and without lone surrogates, which no store keeps.
 */
export const text = (max: number) =>
  z
    .string()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    .regex(/^[^\p{Cc}]*$/u, 'must not contain control characters')
    .refine((value) => value.isWellFormed(), 'must be well-formed Unicode')
    .refine((value) => value === '' || value.trim() !== '', 'must not be blank');

/** An optional value; null where it is left out. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value): z.output<Schema> | null => value ?? null);

export const optionalText = (max: number) => orNull(text(max));

export const idempotencyKey = z
  .string()
  .regex(/^[\x20-\x7e]{8,255}$/, 'must have 8 to 255 printable ASCII characters');

/** Far above what anybody pays, far below what a provider would misread: 10^12 units of the currency. */
const maxWholeDigits = 12;
/** More than any amount can have. Where the currency is not known, the decimals are not judged. */
const mostDecimals = 60;

/** An exact amount above zero in a currency that is known here. */
export const moneyInput = z
  .object({
    amount: z.string(),
    currency: z.string(),
    network: z.enum(networks).nullish(),
  })
  .transform((input, context): Money => {
    const issue = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    const currency = findCurrency(input.currency);
    const network = input.network ?? null;
    if (currency === undefined) issue('currency', 'is not a currency or token we know');
    else if (!fitsNetwork(currency, network)) issue('network', networkAdvice(currency.networks));
    const problem = amountProblem(input.amount, currency?.decimals ?? mostDecimals);
    if (problem !== null) issue('amount', problem);
    const parsed = parseMoney(input.amount, input.currency, network);
    return typeof parsed === 'string' || problem !== null ? z.NEVER : parsed;
  });

/** What is wrong with an amount, as far as that can be said without its currency; null where nothing is. */
function amountProblem(amount: string, decimals: number): string | null {
  const minor = parseMinor(amount, decimals);
  switch (minor) {
    case 'NOT_A_DECIMAL':
      return 'must be a decimal';
    case 'TOO_LARGE':
      return 'is too large';
    case 'TOO_MANY_DECIMALS':
      return `may have at most ${decimals} decimals`;
    default:
      if (minor <= 0n) return 'must be more than zero';
      return minor >= 10n ** BigInt(maxWholeDigits + decimals) ? 'is too large' : null;
  }
}

function networkAdvice(possible: readonly string[]): string {
  return possible.length === 0
    ? 'must be left out: the currency is not a token'
    : `must be one of ${possible.join(', ')}`;
}

/** An address for a browser: https, or plain http to this machine (docs/rules.md#addresses-for-browsers). */
export const browserUrl = z
  .string()
  .max(2048, 'must have at most 2048 characters')
  .refine(isHttpsOrLoopback, 'must be an absolute https address');

function isHttpsOrLoopback(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** The result of a check: the value, or every issue at once. */
export type Checked<T> = { ok: true; value: T } | { ok: false; issues: readonly ValidationIssue[] };

export function tryCheck<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  prefix: readonly string[] = [],
): Checked<z.output<Schema>> {
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, issues: issuesOf(result.error, prefix) };
}

/** The checked value. Throws ValidationError with every issue at once. */
export function check<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const checked = tryCheck(schema, input);
  if (checked.ok) return checked.value;
  throw new ValidationError(checked.issues);
}

/** Like `check`, for an input with an idempotency key, which is removed: it is no part of the request. */
export function checkRequest<Schema extends z.ZodType<{ idempotencyKey: string }>>(
  schema: Schema,
  input: unknown,
): Omit<z.output<Schema>, 'idempotencyKey'> {
  const { idempotencyKey: _key, ...request } = check(schema, input);
  return request;
}

type ValuesOf<Checks extends readonly Checked<unknown>[]> = {
  [At in keyof Checks]: Extract<Checks[At], { ok: true }>['value'];
};

/** The values of checks that belong together. Throws ValidationError with the issues of all. */
export function together<Checks extends readonly Checked<unknown>[]>(
  ...checks: Checks
): ValuesOf<Checks> {
  const issues = checks.flatMap((checked) => (checked.ok ? [] : checked.issues));
  if (issues.length > 0) throw new ValidationError(issues);
  return checks.map((checked) => checked.ok && checked.value) as ValuesOf<Checks>;
}

function issuesOf(error: z.ZodError, prefix: readonly string[]): ValidationIssue[] {
  return error.issues.map(({ path, message }) => ({
    path: [...prefix, ...path.map(String)],
    message,
  }));
}

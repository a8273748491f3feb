import type { Money } from './money.ts';

export type RetryAdvice = 'SAME_KEY' | 'NEW_KEY' | 'DO_NOT';

export const errorCodes = [
  'VALIDATION_FAILED',
  'NOT_FOUND',
  'IDEMPOTENCY_CONFLICT',
  'OPERATION_IN_PROGRESS',
  'NO_ROUTE',
  'UNSUPPORTED',
  'INVALID_STATE',
  'REFUND_EXCEEDS_REFUNDABLE',
  'CAPTURE_EXCEEDS_AUTHORIZED',
  'PROVIDER_UNAVAILABLE',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** A failure that a caller may get: expected, typed in the schema, and safe to show. */
export abstract class ExpectedError extends Error {
  abstract readonly code: ErrorCode;
  abstract readonly retry: RetryAdvice;
}

export interface ValidationIssue {
  /** Path into the input: ["customer", "phone"]. */
  path: readonly string[];
  message: string;
}

export class ValidationError extends ExpectedError {
  readonly code = 'VALIDATION_FAILED';
  readonly retry = 'NEW_KEY';
  readonly issues: readonly ValidationIssue[];

  constructor(issues: readonly ValidationIssue[]) {
    super(`The input is not valid: ${issues.map(describe).join('; ')}`);
    this.issues = issues;
  }
}

function describe({ path, message }: ValidationIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

/** The message is the same whether the object does not exist or belongs to another merchant. */
export class NotFoundError extends ExpectedError {
  readonly code = 'NOT_FOUND';
  readonly retry = 'DO_NOT';

  constructor(what: string) {
    super(`There is no such ${what}.`);
  }
}

export class IdempotencyConflictError extends ExpectedError {
  readonly code = 'IDEMPOTENCY_CONFLICT';
  readonly retry = 'NEW_KEY';
  readonly existingId: string;
  readonly differences: readonly string[];

  constructor(existingId: string, differences: readonly string[]) {
    super(`The idempotency key was used with another input: ${differences.join(', ')} differ.`);
    this.existingId = existingId;
    this.differences = differences;
  }
}

export class OperationInProgressError extends ExpectedError {
  readonly code = 'OPERATION_IN_PROGRESS';
  readonly retry = 'SAME_KEY';

  constructor() {
    super('The same idempotency key is being worked on right now.');
  }
}

export class NoRouteError extends ExpectedError {
  readonly code = 'NO_ROUTE';
  readonly retry = 'NEW_KEY';
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super('None of the enabled accounts can do this.');
    this.reasons = reasons;
  }
}

export class UnsupportedOperationError extends ExpectedError {
  readonly code = 'UNSUPPORTED';
  readonly retry = 'DO_NOT';

  constructor(provider: string, operation: string) {
    super(`${provider} has no way to ${operation}.`);
  }
}

export class InvalidStateError extends ExpectedError {
  readonly code = 'INVALID_STATE';
  readonly retry = 'DO_NOT';
  readonly status: string;

  constructor(status: string, message: string) {
    super(message);
    this.status = status;
  }
}

export class RefundExceedsRefundableError extends ExpectedError {
  readonly code = 'REFUND_EXCEEDS_REFUNDABLE';
  readonly retry = 'NEW_KEY';
  readonly refundable: Money;

  constructor(refundable: Money) {
    super('The refund is more than what is still refundable.');
    this.refundable = refundable;
  }
}

export class CaptureExceedsAuthorizedError extends ExpectedError {
  readonly code = 'CAPTURE_EXCEEDS_AUTHORIZED';
  readonly retry = 'NEW_KEY';
  readonly authorized: Money;

  constructor(authorized: Money) {
    super('The capture is more than what the payer has authorised.');
    this.authorized = authorized;
  }
}

export class ProviderUnavailableError extends ExpectedError {
  readonly code = 'PROVIDER_UNAVAILABLE';
  readonly retry = 'SAME_KEY';

  constructor(provider: string) {
    super(`${provider} gave no believable answer. Nothing changed.`);
  }
}

/**
 * Nothing can be written at present. The caller can only try again later. The request has had no effect, unless its
 * intention was written before: then the same idempotency key shows what became of it.
 */
export class UnavailableError extends Error {
  override readonly name: string = 'UnavailableError';
}

/** A backup was restored, and the provider may have been sent the same already. */
export class NotReconciledError extends UnavailableError {
  override readonly name = 'NotReconciledError';

  constructor() {
    super(
      'A backup was restored. Nothing is sent before the account is reconciled with its provider. Try again, with the same idempotency key.',
    );
  }
}

/** Why the process cannot start, in one sentence for the person who started it. */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}

/** The message where the person who started the process can fix it; otherwise the error with its stack. */
export const describeStartError = (error: unknown): unknown =>
  error instanceof StartError || error instanceof UnavailableError ? error.message : error;

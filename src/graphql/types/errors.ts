import {
  CaptureExceedsAuthorizedError,
  IdempotencyConflictError,
  InvalidStateError,
  NoRouteError,
  NotFoundError,
  OperationInProgressError,
  ProviderUnavailableError,
  RefundExceedsRefundableError,
  UnsupportedOperationError,
  ValidationError,
} from '../../domain/errors.ts';
import type { ExpectedError, ValidationIssue as Issue } from '../../domain/errors.ts';
import { builder } from '../builder.ts';
import { ErrorCode, RetryAdvice } from './enums/outcome.ts';
import { SubjectStatus, isSubjectStatus } from './enums/status.ts';
import { Money } from './money.ts';
import { Node, findNode } from './node.ts';

const ErrorInterface = builder.interfaceRef<ExpectedError>('Error').implement({
  description:
    'Every expected failure. Select `... on Error { errorCode message retry }` to be ready for those to come.',
  fields: (t) => ({
    errorCode: t.expose('code', {
      type: ErrorCode,
      description: 'Which failure it is. Types of Error and their codes are one to one.',
    }),
    code: t.exposeString('code', {
      description: 'The same as text.',
      deprecationReason: 'Use `errorCode`, an enum with the same values.',
    }),
    message: t.exposeString('message', {
      description: 'For developers, in English. The text may change: decide by `errorCode`.',
    }),
    retry: t.expose('retry', {
      type: RetryAdvice,
      description: 'Whether it is worth sending again, and with which key.',
    }),
  }),
});

const ValidationIssue = builder.objectRef<Issue>('ValidationIssue').implement({
  description: 'One thing that is wrong with an input.',
  fields: (t) => ({
    path: t.exposeStringList('path', {
      description: 'Into the input: ["customer", "phone"].',
    }),
    message: t.exposeString('message', {
      description:
        'What is wrong with the value at `path`, as the end of a sentence: "must not be empty".',
    }),
  }),
});

builder.objectType(ValidationError, {
  name: 'ValidationError',
  description: `code VALIDATION_FAILED. Nothing was stored and nothing was sent; all issues are listed at once.
(What is not even a Decimal, a URL or the right shape is refused before execution, as a top-level error with extensions.code BAD_USER_INPUT.)`,
  interfaces: [ErrorInterface],
  fields: (t) => ({
    issues: t.expose('issues', {
      type: [ValidationIssue],
      description: 'All of them at once, at least one.',
    }),
  }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: "code NOT_FOUND: no such thing, or not the caller's.",
  interfaces: [ErrorInterface],
});

builder.objectType(IdempotencyConflictError, {
  name: 'IdempotencyConflictError',
  description: 'code IDEMPOTENCY_CONFLICT: the key was used with another input.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    existing: t.field({
      type: Node,
      description: 'What the key has made with the first input, in its present state.',
      resolve: async ({ existingId }, _args, context) => {
        const existing = await findNode(context, existingId);
        if (existing === null) throw new Error(`${existingId} is under a key and does not exist`);
        return existing;
      },
    }),
    differences: t.exposeStringList('differences', {
      description: 'Where the inputs differ: ["amount.amount"].',
    }),
  }),
});

builder.objectType(OperationInProgressError, {
  name: 'OperationInProgressError',
  description: 'code OPERATION_IN_PROGRESS: the same key is being worked on right now.',
  interfaces: [ErrorInterface],
});

builder.objectType(NoRouteError, {
  name: 'NoRouteError',
  description: "code NO_ROUTE: none of the merchant's enabled accounts can do this.",
  interfaces: [ErrorInterface],
  fields: (t) => ({
    reasons: t.exposeStringList('reasons', {
      description: 'Why not, account by account. For people.',
    }),
  }),
});

builder.objectType(UnsupportedOperationError, {
  name: 'UnsupportedOperationError',
  description: "code UNSUPPORTED: the provider's API has no such operation.",
  interfaces: [ErrorInterface],
});

builder.objectType(InvalidStateError, {
  name: 'InvalidStateError',
  description: 'code INVALID_STATE: not possible in the state it is in.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    subjectStatus: t.field({
      type: SubjectStatus,
      nullable: true,
      description: 'The status that it is in; null where its account is disabled.',
      resolve: ({ status }) => (isSubjectStatus(status) ? status : null),
    }),
    status: t.exposeString('status', {
      description: 'The same as text, and DISABLED where its account is disabled.',
      deprecationReason: 'Use `subjectStatus`, an enum.',
    }),
  }),
});

builder.objectType(RefundExceedsRefundableError, {
  name: 'RefundExceedsRefundableError',
  description:
    'code REFUND_EXCEEDS_REFUNDABLE: more than `refundable`. Nothing was stored and nothing was sent.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    refundable: t.expose('refundable', {
      type: Money,
      description: 'What a refund may take at most, at this moment.',
    }),
  }),
});

builder.objectType(CaptureExceedsAuthorizedError, {
  name: 'CaptureExceedsAuthorizedError',
  description:
    'code CAPTURE_EXCEEDS_AUTHORIZED: more than `authorized`. Nothing was stored and nothing was sent.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    authorized: t.expose('authorized', {
      type: Money,
      description: 'What may be captured at most, at this moment.',
    }),
  }),
});

builder.objectType(ProviderUnavailableError, {
  name: 'ProviderUnavailableError',
  description:
    'code PROVIDER_UNAVAILABLE: a refresh, cancel, capture or replay got no believable answer. Nothing changed.',
  interfaces: [ErrorInterface],
});

type ExpectedErrorClass = new (...args: never[]) => ExpectedError;

const resultDescription =
  'A success, or the expected failure. Failures may be added: select `... on Error` too.';

/**
 * The expected errors in a mutation's result union. Any other error is unexpected. Mutations with the same result pass
 * the same name.
 */
export function failing(name: string, ...types: ExpectedErrorClass[]) {
  const union = { name, description: resultDescription };
  return { types: types as (new () => ExpectedError)[], union, result: { name } };
}

/** The expected errors of the mutations that cancel. */
export const cancelFailures = [
  ValidationError,
  NotFoundError,
  InvalidStateError,
  UnsupportedOperationError,
  ProviderUnavailableError,
  IdempotencyConflictError,
  OperationInProgressError,
];

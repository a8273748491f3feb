import { errorCodes } from '../../../domain/errors.ts';
import { failureCodes } from '../../../domain/observation.ts';
import { builder } from '../../builder.ts';
import { described } from './described.ts';

/** How requests end, and what to do then. */

export const FailureCode = builder.enumType('FailureCode', {
  description: 'Why an order, refund or settlement failed.',
  values: described(failureCodes, {
    DECLINED: 'The payer, the bank or a risk check declined the payment or payout.',
    REJECTED: 'The provider refused the request: something in it is wrong or not possible.',
    PROVIDER_UNAVAILABLE:
      'Nothing was sent: the provider could not be reached, or its circuit is open. ' +
      'Or it is proven that nothing arrived. Try again with a new key.',
    PROVIDER_AUTHENTICATION: 'Our credentials or signature were refused.',
    METHOD_NOT_ENABLED:
      'The provider has not enabled the token, method or destination for the account.',
    OTHER: 'Anything else, such as a refund that failed at the provider.',
  }),
});

export const ProviderCallOutcome = builder.enumType('ProviderCallOutcome', {
  description: 'How a call to a provider ended.',
  values: described(['ANSWERED', 'NOT_SENT', 'UNKNOWN'], {
    ANSWERED: 'There was a valid answer.',
    NOT_SENT: 'The request was certainly not sent.',
    UNKNOWN: 'The request may have arrived.',
  }),
});

export const ErrorCode = builder.enumType('ErrorCode', {
  description:
    'Which expected failure it is. Each value belongs to one type of Error. Values may be added: have a default case.',
  values: described(errorCodes, {
    VALIDATION_FAILED: 'The code of ValidationError: the input is well-formed and wrong.',
    NOT_FOUND: "The code of NotFoundError: no such thing, or not the caller's.",
    IDEMPOTENCY_CONFLICT:
      'The code of IdempotencyConflictError: the key was used with another input.',
    OPERATION_IN_PROGRESS:
      'The code of OperationInProgressError: the same key is being worked on right now.',
    NO_ROUTE: "The code of NoRouteError: none of the merchant's enabled accounts can do this.",
    UNSUPPORTED: "The code of UnsupportedOperationError: the provider's API has no such operation.",
    INVALID_STATE: 'The code of InvalidStateError: not possible in the state it is in.',
    REFUND_EXCEEDS_REFUNDABLE: 'The code of RefundExceedsRefundableError: more than is refundable.',
    CAPTURE_EXCEEDS_AUTHORIZED:
      'The code of CaptureExceedsAuthorizedError: more than is authorised.',
    PROVIDER_UNAVAILABLE:
      'The code of ProviderUnavailableError: the provider gave no believable answer. Nothing changed.',
  }),
});

export const RetryAdvice = builder.enumType('RetryAdvice', {
  description: 'Whether and how a mutation is worth sending again.',
  values: described(['SAME_KEY', 'NEW_KEY', 'DO_NOT'], {
    SAME_KEY: 'Send the same input again, with the same idempotency key.',
    NEW_KEY: 'Correct the input and use a new key.',
    DO_NOT: 'Do not repeat it.',
  }),
});

import { GraphQLError } from 'graphql';
import { NotReconciledError, UnavailableError } from '../../domain/errors.ts';

/**
 * The errors that callers may see. An error that was thrown with `extensions.code` passes unchanged. UnavailableError
 * becomes UNAVAILABLE. Everything else becomes "Internal error" with `extensions.requestId`, and the original error
 * goes to `onUnexpected`.
 */
export function maskErrors(
  errors: readonly unknown[],
  requestId: string,
  onUnexpected: (error: unknown, requestId: string) => void,
): GraphQLError[] {
  return errors.map((error) => {
    if (error instanceof GraphQLError) {
      if (isExpected(error)) return error;
      // graphql's message for a variable that is null where the argument is not nullable.
      if (!isForeign(error) && error.message.startsWith('Argument "')) {
        return withExtensions(error, error.message, { code: 'BAD_USER_INPUT' });
      }
    }
    // Not passed to `onUnexpected`: the outage is logged once when it begins, not with every request.
    if (thrown(error) instanceof UnavailableError) return unavailable(requestId, error);
    onUnexpected(thrown(error), requestId);
    return internalError(requestId, error instanceof GraphQLError ? error : undefined);
  });
}

/** The masked form of an unexpected error, with the nodes and the path of `at`. */
export function internalError(requestId: string, at?: GraphQLError): GraphQLError {
  return withExtensions(at, 'Internal error', { code: 'INTERNAL', requestId });
}

/** The message while nothing can be written (docs/rules.md#while-nothing-can-be-written). */
export const unavailableMessage =
  'Nothing can be written at present. Try again, with the same idempotency key.';

function unavailable(requestId: string, error: unknown): GraphQLError {
  const at = error instanceof GraphQLError ? error : undefined;
  const reason = thrown(error);
  const message = reason instanceof NotReconciledError ? reason.message : unavailableMessage;
  return withExtensions(at, message, { code: 'UNAVAILABLE', requestId });
}

export function isExpected(error: unknown): boolean {
  return (
    error instanceof GraphQLError &&
    typeof error.extensions['code'] === 'string' &&
    !isForeign(error)
  );
}

/**
 * Whether graphql wrapped it around something that is not a GraphQLError. Such a value may have `extensions` of its
 * own, which graphql copies.
 */
function isForeign(error: GraphQLError): boolean {
  const { originalError } = error;
  return originalError !== undefined && !(originalError instanceof GraphQLError);
}

/** What was thrown in the first place. */
function thrown(error: unknown): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : error;
}

function withExtensions(
  at: GraphQLError | undefined,
  message: string,
  extensions: Record<string, unknown>,
): GraphQLError {
  return new GraphQLError(message, { nodes: at?.nodes, path: at?.path, extensions });
}

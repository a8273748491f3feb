import { GraphQLError } from 'graphql';
import { UnavailableError } from '../../domain/errors.ts';

/**
 * Errors as callers may see them. What was thrown with `extensions.code` passes; that nothing can be written is
 * UNAVAILABLE; everything else becomes "Internal error" with `extensions.requestId`, and is handed whole to
 * `onUnexpected`.
 */
export function maskErrors(
  errors: readonly unknown[],
  requestId: string,
  onUnexpected: (error: unknown, requestId: string) => void,
): GraphQLError[] {
  return errors.map((error) => {
    if (error instanceof GraphQLError) {
      if (isExpected(error)) return error;
      // graphql's own words for a variable that is null where the argument must not be.
      if (!isForeign(error) && error.message.startsWith('Argument "')) {
        return withExtensions(error, error.message, { code: 'BAD_USER_INPUT' });
      }
    }
    // Told once when it begins, and not with every request.
    if (thrown(error) instanceof UnavailableError) return unavailable(requestId, error);
    onUnexpected(thrown(error), requestId);
    return internalError(requestId, error instanceof GraphQLError ? error : undefined);
  });
}

/** The masked form of an unexpected error, at its place in the document where it has one. */
export function internalError(requestId: string, at?: GraphQLError): GraphQLError {
  return withExtensions(at, 'Internal error', { code: 'INTERNAL', requestId });
}

/** What callers are told while nothing can be written (docs/rules.md#while-nothing-can-be-written). */
export const unavailableMessage =
  'Nothing can be written at present. Try again, with the same idempotency key.';

function unavailable(requestId: string, error: unknown): GraphQLError {
  const at = error instanceof GraphQLError ? error : undefined;
  return withExtensions(at, unavailableMessage, { code: 'UNAVAILABLE', requestId });
}

export function isExpected(error: unknown): boolean {
  return (
    error instanceof GraphQLError &&
    typeof error.extensions['code'] === 'string' &&
    !isForeign(error)
  );
}

/**
 * Wrapped by graphql around something that is no GraphQLError. Such a thing may carry `extensions`
 * of its own, which graphql copies.
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

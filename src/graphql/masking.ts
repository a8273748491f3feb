import { GraphQLError } from 'graphql';

/**
 * Errors as callers may see them. What was thrown with `extensions.code` passes; everything else
 * becomes "Internal error" with `extensions.requestId`, and is handed whole to `onUnexpected`.
 */
export function presentErrors(
  errors: readonly unknown[],
  requestId: string,
  onUnexpected: (error: unknown, requestId: string) => void,
): GraphQLError[] {
  return errors.map((error) => {
    if (error instanceof GraphQLError) {
      if (isExpected(error)) return error;
      // graphql's own words for a variable that is null where the argument must not be.
      if (isOwn(error) && error.message.startsWith('Argument "')) {
        return withExtensions(error, error.message, { code: 'BAD_USER_INPUT' });
      }
    }
    onUnexpected(thrown(error), requestId);
    return internalError(requestId, error instanceof GraphQLError ? error : undefined);
  });
}

/** The masked form of an unexpected error, at its place in the document where it has one. */
export function internalError(requestId: string, at?: GraphQLError): GraphQLError {
  return withExtensions(at, 'Internal error', { code: 'INTERNAL', requestId });
}

export function isExpected(error: unknown): boolean {
  return (
    error instanceof GraphQLError &&
    typeof error.extensions['code'] === 'string' &&
    // A foreign error may carry `extensions` of its own, which graphql copies when it locates it.
    (isOwn(error) || error.originalError instanceof GraphQLError)
  );
}

/** Made as a GraphQLError, not wrapped around something that was thrown. */
function isOwn(error: GraphQLError): boolean {
  return error.originalError === undefined || error.originalError === null;
}

function thrown(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? error.originalError : error;
}

function withExtensions(
  at: GraphQLError | undefined,
  message: string,
  extensions: Record<string, unknown>,
): GraphQLError {
  return new GraphQLError(message, { nodes: at?.nodes, path: at?.path, extensions });
}

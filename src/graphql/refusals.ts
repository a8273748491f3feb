import { GraphQLError } from 'graphql';
import type { ASTNode } from 'graphql';

/**
 * Codes of refused requests, in `errors`. The expected errors of an operation are types of the schema
 * (`types/errors.ts`).
 */
export type RefusalCode =
  'BAD_USER_INPUT' | 'FORBIDDEN' | 'NOT_FOUND' | 'CURSOR_RESET' | 'DOCUMENT_NOT_TRUSTED';

export function refusal(code: RefusalCode, message: string, node?: ASTNode): GraphQLError {
  return new GraphQLError(message, { nodes: node, extensions: { code } });
}

export const badUserInput = (message: string, node?: ASTNode): GraphQLError =>
  refusal('BAD_USER_INPUT', message, node);

export const forbidden = (): GraphQLError =>
  refusal('FORBIDDEN', 'The credentials do not allow this.');

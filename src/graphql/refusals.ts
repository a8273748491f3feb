import { GraphQLError } from 'graphql';
import type { ASTNode } from 'graphql';

/** Refusals of a request as such. What a caller may expect of an operation is typed: see `types/errors.ts`. */
export type RefusalCode =
  'BAD_USER_INPUT' | 'FORBIDDEN' | 'NOT_FOUND' | 'CURSOR_RESET' | 'DOCUMENT_NOT_TRUSTED';

export function refusal(code: RefusalCode, message: string, node?: ASTNode): GraphQLError {
  return new GraphQLError(message, { nodes: node, extensions: { code } });
}

export const badUserInput = (message: string, node?: ASTNode): GraphQLError =>
  refusal('BAD_USER_INPUT', message, node);

export const forbidden = (): GraphQLError =>
  refusal('FORBIDDEN', 'The credentials do not allow this.');

import type { DocumentNode } from 'graphql';

/**
 * A document with the types of its result and variables, as code generators make them: a `TypedDocumentNode` or a
 * `TypedDocumentString`.
 */
export type Document<Result, Variables> = (DocumentNode | string | { toString(): string }) & {
  __apiType?: (variables: Variables) => Result;
};

/** The text of a document. The printer is loaded only for those that are no text already. */
export async function textOf(
  document: Document<never, never> | Document<unknown, never>,
): Promise<string> {
  if (typeof document === 'object' && 'kind' in document) {
    const { print } = await import('graphql');
    return print(document);
  }
  return String(document);
}

import { FollowError } from './errors.ts';

/** A TypedDocumentNode or TypedDocumentString: whatever carries the type of its data. */
export interface TypedDocument<Data> {
  // oxlint-disable-next-line typescript/no-explicit-any
  __apiType?: (variables: any) => Data;
}

/** The text of a document. graphql is loaded only where a DocumentNode does not have its text. */
export async function textOf(document: string | object): Promise<string> {
  if (typeof document === 'string') return document;
  // A TypedDocumentString of the client preset.
  // oxlint-disable-next-line unicorn/no-instanceof-builtins
  if (document instanceof String) return document.toString();
  const { loc } = document as { loc?: { source?: { body?: string } } };
  // A document of several sources, as of fragments by gql, has definitions beyond its text.
  if (loc?.source?.body !== undefined && !hasForeign(document, loc)) return loc.source.body;
  const { print } = await import('graphql');
  return print(document as Parameters<typeof print>[0]);
}

function hasForeign(document: object, loc: { source?: object }): boolean {
  const { definitions = [] } = document as { definitions?: { loc?: { source?: object } }[] };
  return definitions.some((definition) => definition.loc?.source !== loc.source);
}

/** Throws where a subscription could not be resumed with this document. */
export function mustResume(text: string): void {
  const isResumable = /\$after\b/.test(text) && /\bcursor\b/.test(text) && /\bkind\b/.test(text);
  if (isResumable) return;
  throw new FollowError(
    'BAD_DOCUMENT',
    'To be resumed, a subscription selects kind and cursor, and takes $after: EventCursor',
  );
}

import { print } from 'graphql';
import { createClient } from 'graphql-ws/client';
import { graphql } from '../gql/index.ts';
import type { Scope, ViewerQuery } from '../gql/graphql.ts';
import { graphqlUrl } from './endpoint.ts';

const viewerDocument = graphql(/* GraphQL */ `
  query Viewer {
    viewer {
      name
      viewerScopes
    }
  }
`);

export type Verified = { ok: true; viewer: Viewer } | { ok: false; reason: string };

/** Whose key it is, and what it may do. */
export interface Viewer {
  merchant: { name: string };
  scopes: ReadonlySet<Scope>;
}

/**
 * Finds out whose key it is. Over a WebSocket, because browsers write each refusal over HTTP into their log. Never
 * rejects.
 */
export async function verifyKey(key: string): Promise<Verified> {
  const client = createClient({
    url: graphqlUrl.replace(/^http/, 'ws'),
    connectionParams: { authorization: `Bearer ${key}` },
    retryAttempts: 0,
  });
  try {
    const results = client.iterate<ViewerQuery>({ query: print(viewerDocument) });
    const { value } = await results.next();
    return value?.data ? accept(value.data) : refuse('This key may not use the console.');
  } catch (error) {
    const isRefused = (error as { code?: unknown }).code === 4401;
    return refuse(isRefused ? 'This key is not valid.' : 'The server cannot be reached.');
  } finally {
    await client.dispose();
  }
}

function accept({ viewer }: ViewerQuery): Verified {
  if (viewer === null || viewer === undefined) {
    return refuse(
      'This is the key of the administrator. The console takes an API key of a merchant.',
    );
  }
  const scopes = new Set(viewer.viewerScopes);
  if (!scopes.has('READ')) return refuse('This key cannot read: it lacks the scope READ.');
  return { ok: true, viewer: { merchant: viewer, scopes } };
}

const refuse = (reason: string): Verified => ({ ok: false, reason });

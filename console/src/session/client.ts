import { followExchange } from '@paygraph/client/urql';
import type { Connection } from '@paygraph/client';
import { Client, fetchExchange, mapExchange } from '@urql/core';
import type { CombinedError } from '@urql/core';
import { graphqlUrl } from './endpoint.ts';

export interface ClientOptions {
  key: string;
  /** The key is not accepted any more. */
  onRefused: () => void;
  onConnection: (connection: Connection) => void;
}

/** No cache: what is shown is queried, and queried again when the log says that it has changed. */
export function createApiClient({ key, onRefused, onConnection }: ClientOptions): Client {
  const watch = (error: CombinedError): void => {
    if (isRefused(error)) onRefused();
  };
  return new Client({
    url: graphqlUrl,
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetchOptions: {
      headers: {
        authorization: `Bearer ${key}`,
        // Else the answer is an event stream, which urql gives up before its end.
        accept: 'application/graphql-response+json',
      },
    },
    exchanges: [
      mapExchange({ onError: watch }),
      // Over a WebSocket: browsers open few HTTP connections to a host, and each tab would hold one.
      followExchange({ url: graphqlUrl, token: key, transport: 'ws', onConnection }),
      fetchExchange,
    ],
  });
}

function isRefused({ response, graphQLErrors, networkError }: CombinedError): boolean {
  const status = (response as Response | undefined)?.status;
  const code = (networkError as { code?: unknown } | undefined)?.code;
  const codes = [code, ...graphQLErrors.map(({ extensions }) => extensions['code'])];
  return status === 401 || codes.includes('UNAUTHENTICATED');
}

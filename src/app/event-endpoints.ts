import type { Config } from '../config.ts';
import { createContext } from '../graphql/context.ts';
import type { Context } from '../graphql/context.ts';
import { costs } from '../graphql/costs.ts';
import { createEventDocuments } from '../graphql/event-endpoints/event-documents.ts';
import type { GraphqlService } from '../graphql/transports/service.ts';
import type { Deps, Log } from '../operations/deps.ts';
import type { EventDocuments } from '../operations/event-endpoints/documents.ts';
import { EventSending } from '../operations/event-endpoints/sending/event-senders.ts';
import type { EventSenders } from '../operations/event-endpoints/sending/event-senders.ts';
import type { Peers } from '../store/database.ts';

/** What executes the documents of event endpoints. They read with the reader of background work. */
export const eventDocumentsOf = (
  config: Readonly<Config>,
  schema: GraphqlService['schema'],
  log: Log,
  background: () => Deps,
): EventDocuments =>
  createEventDocuments(
    {
      schema,
      costs,
      createContext: (info, beside) =>
        createContext(background(), background().modules, info, beside as Context | undefined),
      onUnexpectedError: (error, requestId) =>
        log.error({ err: error, requestId }, 'the document of an endpoint could not be executed'),
    },
    config.limits,
    config.graphqlEngine,
  );

/** Null for a process that only answers requests. */
export function openEventSenders(
  config: Readonly<Config>,
  background: Deps,
  peers: Peers | null,
): EventSenders | null {
  return config.duties.works ? new EventSending(background, peers) : null;
}

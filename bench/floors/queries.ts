/**
 * Runs as a process: two floors of the queries, on the same rows. `byHand`: the document is a map key and the answer
 * is written by hand. `graphql`: graphql-js runs the cached document over the same objects.
 */
import { readFileSync } from 'node:fs';
import { buildSchema, execute, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import { orderQuery, ordersQuery } from '../support/documents.ts';
import { serveCommands } from '../support/process.ts';
import type { QueryServerCommands } from '../support/query-servers.ts';
import { answerJson, listen } from './http.ts';
import { orderAnswer, pageAnswer } from './order-rows.ts';
import { openReads } from './reads.ts';
import type { Reads } from './reads.ts';

interface Params {
  query: string;
  variables: { id: string };
}

type Answer = (merchant: string, params: Params) => unknown;

const commands: QueryServerCommands = {
  open({ databaseFile, engine }) {
    const reads = openReads(databaseFile);
    const answer = engine === 'byHand' ? handWritten(reads) : byGraphql(reads);
    return listen((request, body, response) => {
      const merchant = reads.merchantOf(request.headers.authorization);
      if (merchant === null) return answerJson(response, 401, unauthenticated);
      const params = JSON.parse(body.toString('utf8')) as Params;
      answerJson(response, 200, JSON.stringify(answer(merchant, params)));
    });
  },
};

const unauthenticated = JSON.stringify({ errors: [{ message: 'Who are you?' }] });

function handWritten(reads: Reads): Answer {
  const known = new Map<string, Answer>([
    [
      orderQuery,
      (merchant, { variables }) => ({
        data: { order: orderAnswer(reads, merchant, variables.id) },
      }),
    ],
    [ordersQuery, (merchant) => ({ data: { orders: pageAnswer(reads, merchant) } })],
  ]);
  return (merchant, params) => known.get(params.query)?.(merchant, params);
}

function byGraphql(reads: Reads): Answer {
  const sdl = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
  const schema = buildSchema(sdl);
  const documents = new Map<string, DocumentNode>();
  const rootValue = {
    order: ({ id }: { id: string }, merchant: string) => orderAnswer(reads, merchant, id),
    orders: (_: unknown, merchant: string) => pageAnswer(reads, merchant),
  };
  return (contextValue, { query, variables }) => {
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    return execute({ schema, document, rootValue, contextValue, variableValues: variables });
  };
}

serveCommands(commands);

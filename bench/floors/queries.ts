/**
 * Runs as a process: two floors of the queries, on the same rows. `byHand`: the document is a map key and the answer
 * is written by hand. `graphql`: graphql-js runs the cached document over the same objects. Neither authenticates.
 */
import { readFileSync } from 'node:fs';
import { buildSchema, execute, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import { orderQuery, ordersQuery } from '../support/documents.ts';
import { serveCommands } from '../support/process.ts';
import { answerJson, listen } from './http.ts';
import { openOrderRows } from './order-rows.ts';
import type { OrderRows } from './order-rows.ts';

export type QueryFloorCommands = typeof commands;

interface Params {
  query: string;
  variables: { id: string };
}

type Answer = (params: Params) => unknown;

const commands = {
  async open({ databaseFile, engine }: { databaseFile: string; engine: 'byHand' | 'graphql' }) {
    const rows = openOrderRows(databaseFile);
    const answer = engine === 'byHand' ? handWritten(rows) : byGraphql(rows);
    return listen((_request, body, response) => {
      const params = JSON.parse(body.toString('utf8')) as Params;
      answerJson(response, 200, JSON.stringify(answer(params)));
    });
  },
};

function handWritten(rows: OrderRows): Answer {
  const known = new Map<string, Answer>([
    [orderQuery, ({ variables }) => ({ data: { order: rows.order(variables.id) } })],
    [ordersQuery, () => ({ data: { orders: rows.orders() } })],
  ]);
  return (params) => known.get(params.query)?.(params);
}

function byGraphql(rows: OrderRows): Answer {
  const sdl = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
  const schema = buildSchema(sdl);
  const documents = new Map<string, DocumentNode>();
  const rootValue = {
    order: ({ id }: { id: string }) => rows.order(id),
    orders: () => rows.orders(),
  };
  return ({ query, variables }) => {
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    return execute({ schema, document, rootValue, variableValues: variables });
  };
}

serveCommands(commands);

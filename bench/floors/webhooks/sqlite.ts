/**
 * Runs as a process: the least that makes a webhook durable. It checks the same signature, writes the same rows to
 * the same tables, and uses one transaction for all webhooks that wait. No folding, no checks, no metrics.
 */
import { createSecretKey } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import { serveCommands } from '../../support/process.ts';
import { answerJson, listen } from '../http.ts';
import { createGroups, openSqlite } from '../sqlite.ts';
import type { Sqlite } from '../sqlite.ts';
import { isGenuine, paid, readWebhook } from './genuine.ts';
import { openWebhookRows } from './rows.ts';

export type WebhookFloorCommands = typeof commands;

const commands = {
  async open(options: { databaseFile: string; accountId: string; signKey: string }) {
    const key = createSecretKey(Buffer.from(options.signKey));
    const write = createWriter(openSqlite(options.databaseFile), options.accountId);
    return listen(({ headers }, body, response) => {
      if (isGenuine(key, headers, body)) write({ headers, body, response });
      else answerJson(response, 401, '{}');
    }, sockets);
  },
  /** What every socket is sent after each commit of a webhook. */
  tell(text: string): void {
    frame = Buffer.from(text);
  },
};

const sockets = new WebSocketServer({ noServer: true });
let frame = Buffer.from('');

interface Delivery {
  headers: IncomingHttpHeaders;
  body: Buffer;
  response: ServerResponse;
}

function createWriter(sqlite: Sqlite, accountId: string): (delivery: Delivery) => void {
  const write = openWebhookRows(sqlite, accountId, { paid, refundable: paid.minor });
  const grouped = createGroups(sqlite);
  return ({ headers, body, response }) =>
    grouped(
      () => write({ headers, body, ...readWebhook(body) }),
      () => {
        answerJson(response, 200, '{"retcode":200,"retmsg":"SUCCESS"}');
        for (const socket of sockets.clients) socket.send(frame, { binary: false });
      },
    );
}

serveCommands(commands);

/**
 * Runs as a process: the least that sends missed events to a socket. It reads the rows of the same document in pages
 * by prepared statements, writes each frame by hand, and seals the same cursors.
 */
import { WebSocketServer } from 'ws';
import { openCursors } from '../../src/store/cursor.ts';
import { configOf } from '../support/template.ts';
import { serveCommands } from '../support/process.ts';
import { listen } from './http.ts';
import { openSqlite } from './sqlite.ts';
import { orderAmount, orderPhase, timeOf } from './views.ts';
import type { OrderRow } from './reads.ts';

export type ResumeFloorCommands = typeof commands;

interface EventRow {
  seq: number;
  id: string;
  type: string;
  subjectId: string;
  fromStatus: string | null;
  toStatus: string;
  recordedAt: number;
}
type SubjectRow = OrderRow & { expiresAt: number | null };

const pageSize = 500;

const commands = {
  open({ databaseFile }: { databaseFile: string }): Promise<{ origin: string }> {
    const { masterKey } = configOf(databaseFile);
    const cursors = openCursors(masterKey);
    const framesAfter = prepare(databaseFile, cursors);
    const sockets = new WebSocketServer({ noServer: true });
    sockets.on('connection', (socket) => {
      socket.on('message', (data: Buffer) => {
        const { type, payload } = JSON.parse(data.toString('utf8')) as {
          type: string;
          payload: { variables: { after: string } };
        };
        if (type === 'connection_init') {
          socket.send('{"type":"connection_ack"}');
          return;
        }
        const position = cursors.decode(payload.variables.after);
        if (position === null || position === 'FOREIGN') throw new Error('not our cursor');
        const sendPage = (seq: number): void => {
          const { frames, last } = framesAfter(seq, position.timeline);
          for (const frame of frames) socket.send(frame);
          if (frames.length === pageSize) setImmediate(sendPage, last);
          else
            socket.send(
              '{"id":"1","type":"next","payload":{"data":{"events":{"kind":"CAUGHT_UP"}}}}',
            );
        };
        sendPage(position.seq);
      });
    });
    return listen((_request, _body, response) => response.end(), sockets);
  },
};

function prepare(databaseFile: string, cursors: ReturnType<typeof openCursors>) {
  const sqlite = openSqlite(databaseFile);
  const events = sqlite.prepare(
    `select seq, id, type, subject_id as subjectId, from_status as "fromStatus", to_status as "toStatus",
       recorded_at as recordedAt from events
     where merchant_id = (select id from merchants) and seq > ? order by seq limit ${pageSize}`,
  );
  const orders = sqlite.prepare(
    `select id, status, request, version, expires_at as expiresAt from orders
     where id in (select value from json_each(?))`,
  );
  return (after: number, timeline: string) => {
    const rows = events.all(after) as EventRow[];
    const ids = new Set(
      rows.map(({ subjectId }) => subjectId).filter((id) => id.startsWith('ord')),
    );
    const found = orders.all(JSON.stringify([...ids])) as SubjectRow[];
    const views = new Map(found.map((row) => [row.id, orderView(row)]));
    const frames = rows.map(({ seq, id, type, subjectId, fromStatus, toStatus, recordedAt }) => {
      const subject = views.get(subjectId) ?? { __typename: kinds[subjectId.slice(0, 3)] };
      const event = { id, type, fromStatus, toStatus, recordedAt: timeOf(recordedAt), subject };
      const item = { kind: 'EVENT', cursor: cursors.encode({ timeline, seq }), event };
      return JSON.stringify({ id: '1', type: 'next', payload: { data: { events: item } } });
    });
    return { frames, last: rows.at(-1)?.seq ?? after };
  };
}

const kinds: Readonly<Record<string, string>> = { rfd: 'Refund', abn: 'AbnormalPayment' };

const orderView = (row: SubjectRow) => ({
  __typename: 'Order',
  id: row.id,
  status: row.status,
  phase: orderPhase(row),
  version: row.version,
  expiresAt: row.expiresAt === null ? null : timeOf(row.expiresAt),
  amount: orderAmount(row),
});

serveCommands(commands);

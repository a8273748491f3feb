import { Socket } from 'node:net';
import { Client } from 'pg';
import type { Transport } from './link.ts';

const channel = 'paygraph';

/**
 * LISTEN and NOTIFY on a connection of its own. NOTIFY is sent after the commit: in the writing transaction it would
 * hold a lock of the whole server until that is committed.
 */
export function postgresTransport(url: string): Transport {
  return {
    connect({ message, lost }) {
      const socket = new Socket();
      const client = new Client({
        connectionString: url,
        application_name: 'paygraph notifier',
        keepAlive: true,
        stream: () => socket,
      });
      client.on('error', lost);
      client.on('end', () => lost(new Error('the connection was closed')));
      client.on('notification', ({ payload }) => message(payload ?? ''));
      const connect = async (): Promise<void> => {
        await client.connect();
        await client.query(`listen ${channel}`);
      };
      return {
        ready: connect(),
        publish: (messages) =>
          client.query({
            name: 'paygraph_notify',
            text: 'select pg_notify($1, message) from unnest($2::text[]) as message',
            values: [channel, messages],
          }),
        end() {
          client.end().catch(() => undefined);
          socket.destroy();
        },
      };
    },
  };
}

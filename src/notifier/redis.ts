import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import type { Transport } from './link.ts';

/** The channel connects again; a client that is lost stays lost. */
const options: RedisOptions = {
  lazyConnect: true,
  enableOfflineQueue: false,
  enableReadyCheck: false,
  autoResubscribe: false,
  disableClientInfo: true,
  maxRetriesPerRequest: 0,
  retryStrategy: () => null,
  keepAlive: 10_000,
};

/** Publish and subscribe of Redis or Valkey, at `redis://…` or, over TLS, `rediss://…`. */
export function redisTransport(url: string, channel: string): Transport {
  return {
    connect({ message, lost }) {
      const publisher = new Redis(url, options);
      // A connection that listens can do nothing else.
      const subscriber = new Redis(url, options);
      for (const client of [publisher, subscriber]) {
        client.on('error', lost);
        client.on('close', () => lost(new Error('the connection was closed')));
      }
      subscriber.on('message', (_channel: string, text: string) => message(text));
      const connect = async (): Promise<void> => {
        await Promise.all([publisher.connect(), subscriber.connect()]);
        await subscriber.subscribe(channel);
      };
      return {
        ready: connect(),
        publish: (messages) =>
          Promise.all(messages.map((text) => publisher.publish(channel, text))),
        end() {
          publisher.disconnect();
          subscriber.disconnect();
        },
      };
    },
  };
}

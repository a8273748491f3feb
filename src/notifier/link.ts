/** What carries the messages: Redis or PostgreSQL. */
export interface Transport {
  /** Begins to connect. That may take for ever, until the connection is ended. */
  connect(listener: TransportListener): TransportConnection;
}

export interface TransportListener {
  message: (text: string) => void;
  lost: (error: Error) => void;
}

export interface TransportConnection {
  /** Resolves once it listens. */
  ready: Promise<unknown>;
  publish(messages: readonly string[]): Promise<unknown>;
  /** At once, also where the other side is silent. */
  end(): void;
}

/** One connection to the server, until it is lost. */
export interface Link {
  /** Resolves once a message of our own has come back. Rejects if the link is lost before. */
  up: Promise<void>;
  /** Rejects once the link is lost, at the latest when the patience is at its end. */
  publish(topics: readonly string[]): Promise<void>;
  lost: Promise<Error>;
  lose(error: Error): void;
}

export interface LinkTimes {
  /** A message to ourselves is sent so often. Milliseconds. */
  beatMs?: number;
  /** How long anything may take before the link counts as lost. Milliseconds. */
  patienceMs?: number;
}

/** Below the 8000 bytes of PostgreSQL's NOTIFY. Topics are ids of about 30 letters. */
const longestMessage = 7_000;

/**
 * A server may accept everything and answer nothing, or listen and pass nothing on. So a link counts as up once our own
 * message has come back, and as lost once none has for some time. `self` begins each message.
 */
export function openLink(
  transport: Transport,
  self: string,
  received: (topics: readonly string[]) => void,
  { beatMs = 5_000, patienceMs = 5_000 }: LinkTimes,
): Link {
  const { promise: lost, resolve: lose } = Promise.withResolvers<Error>();
  const echo = Promise.withResolvers<void>();
  let echoedAt = performance.now();

  const connection = transport.connect({
    lost: lose,
    message(text) {
      const [from, ...topics] = text.split(' ');
      if (from === self) {
        echoedAt = performance.now();
        echo.resolve();
      } else if (topics.length > 0) received(topics);
    },
  });
  const failed = lost.then((error) => Promise.reject(error));
  const within = async (work: Promise<unknown>): Promise<void> => {
    const timer = setTimeout(() => lose(silent()), patienceMs);
    try {
      await Promise.race([work, failed]);
    } catch (error) {
      lose(asError(error));
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
  const publish = (topics: readonly string[]): Promise<void> =>
    within(connection.publish(messagesOf(self, topics)));
  const connect = async (): Promise<void> => {
    await connection.ready;
    await connection.publish([self]);
    await echo.promise;
  };
  const beat = setInterval(() => {
    if (performance.now() - echoedAt > beatMs + patienceMs) lose(silent());
    else publish([]).catch(() => undefined);
  }, beatMs);
  beat.unref();
  const endOnceLost = async (): Promise<void> => {
    await lost;
    clearInterval(beat);
    connection.end();
  };
  void endOnceLost();
  return { up: within(connect()), publish, lost, lose };
}

function messagesOf(self: string, topics: readonly string[]): string[] {
  const messages: string[] = [];
  let message = self;
  for (const topic of topics) {
    if (message.length + topic.length >= longestMessage) {
      messages.push(message);
      message = self;
    }
    message += ` ${topic}`;
  }
  return [...messages, message];
}

const silent = (): Error => new Error('it does not answer');
const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error('an unknown error', { cause: error });

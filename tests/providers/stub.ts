import type { Call, Connection, ConnectionTools, Exchange } from '../../src/providers/provider.ts';

/** A connection to a server in the provider's place, with everything that it recorded and logged. */
export interface StubConnection extends AsyncDisposable {
  connection: Connection;
  call: Call;
  exchanges: Exchange[];
  logged: unknown[];
}

/** Connects to `server` with the given log. Disposing the stub closes both. */
export function stubConnection(
  server: AsyncDisposable,
  connect: (log: ConnectionTools['log']) => Connection,
): StubConnection {
  const exchanges: Exchange[] = [];
  const logged: unknown[] = [];
  const connection = connect((...details) => logged.push(details));
  return {
    connection,
    call: { record: (exchange) => exchanges.push(exchange) },
    exchanges,
    logged,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await connection.close();
    },
  };
}

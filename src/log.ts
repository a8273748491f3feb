import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

/** Names whose values are redacted at any of the first three levels of a log entry. */
const secretNames =
  'authorization signature sign credentials password secret masterKey adminKey metricsToken apiKey ' +
  'apiSecret signKey secretKey appSecret clientToken accessToken access_token cookie body customer';

/** Logs to standard output, or to `destination` in tests. `level`: as in LOG_LEVEL. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const paths = secretNames.split(' ').flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const options = {
    level,
    base: null,
    redact: { paths, censor: '[secret]' },
    serializers: { err: serializeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Other properties of an error are left out: a library may have attached a whole request. */
function serializeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'not an error' };
  const { name, message, stack, cause } = error;
  const { code } = error as Error & { code?: unknown };
  return {
    type: name,
    message,
    stack,
    ...(typeof code === 'string' ? { code } : {}),
    ...(cause instanceof Error ? { cause: serializeError(cause) } : {}),
  };
}

import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { allowedOf } from './details.ts';
import { serializeError } from './errors.ts';
import { prettily } from './pretty.ts';
import { currentWork } from './work.ts';

/**
 * Logs to standard output, or to `destination` in tests: as JSON, and in a terminal for people. `level`: as in
 * LOG_LEVEL.
 */
export function createLog(level: string, destination = standardOutput()): Logger {
  return pino(
    {
      level,
      base: null,
      serializers: { err: serializeError },
      formatters: { log: allowedOf },
      mixin: correlation,
    },
    destination,
  );
}

/** What a line is a part of. What the line says itself stands over this. */
function correlation(): object {
  const work = currentWork();
  if (work === undefined) return {};
  const { requestId, job, delivery, trace } = work;
  return { requestId, job, delivery, traceId: trace?.traceId };
}

/**
 * Lines that come while others are being written are written together, without a wait of the process. They are flushed
 * when it exits.
 */
function standardOutput(): DestinationStream {
  if (process.stdout.isTTY) return prettily((text) => process.stdout.write(text));
  return pino.destination({ fd: 1, sync: false });
}

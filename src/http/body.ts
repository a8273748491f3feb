import type { IncomingMessage } from 'node:http';

/** The default limit in bytes. */
export const BODY_LIMIT = 256 * 1024;

/** The body, or its content-length, exceeds the limit. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError';
}

/** The body comes in below the minimum rate. */
export class BodyTooSlowError extends Error {
  override name = 'BodyTooSlowError';
}

/** The client closed the connection during its request. */
export class ClientGoneError extends Error {
  override name = 'ClientGoneError';
}

/** The bytes that must come in each interval of `ms` milliseconds. */
export interface BodyRate {
  bytes: number;
  ms: number;
}

const minRate: BodyRate = { bytes: 1024, ms: 5000 };

/**
 * Reads the raw body. Throws BodyTooLargeError as soon as `limit` bytes are exceeded (the rest is discarded),
 * BodyTooSlowError or ClientGoneError. The server's `requestTimeout` limits the time in all.
 */
export function readBody(
  req: IncomingMessage,
  limit = BODY_LIMIT,
  rate = minRate,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let sizeBefore = 0;
    const settle = (act: () => void): void => {
      clearInterval(timer);
      req.off('data', onData);
      req.off('end', onEnd);
      req.off('close', onClose);
      act();
    };
    const refuse = (error: Error): void => {
      settle(() => reject(error));
      req.resume();
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) refuse(new BodyTooLargeError(`Body exceeds ${limit} bytes`));
      else chunks.push(chunk);
    };
    const onEnd = (): void => {
      const [first, ...more] = chunks;
      const whole = first !== undefined && more.length === 0 ? first : Buffer.concat(chunks, size);
      settle(() => resolve(whole));
    };
    const onClose = (): void => settle(() => reject(new ClientGoneError('Client gone')));
    const watch = (): void => {
      if (size - sizeBefore < rate.bytes) refuse(new BodyTooSlowError('Body comes too slowly'));
      sizeBefore = size;
    };
    // A short body has come with its headers.
    const timer = req.complete ? undefined : setInterval(watch, rate.ms);
    req.on('error', () => undefined);
    if (Number(req.headers['content-length'] ?? 0) > limit) {
      refuse(new BodyTooLargeError(`Body exceeds ${limit} bytes`));
      return;
    }
    req.on('data', onData);
    req.on('end', onEnd);
    req.on('close', onClose);
  });
}

import type { IncomingMessage } from 'node:http';

/** Bytes. */
export const BODY_LIMIT = 256 * 1024;

/** More came, or was announced, than is read. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError';
}

/** The client went away in the middle of its request: there is nobody to answer. */
export class ClientGoneError extends Error {
  override name = 'ClientGoneError';
}

/**
 * The request's body, byte for byte. Throws BodyTooLargeError as soon as `limit` bytes are
 * exceeded (what follows is thrown away unread) and ClientGoneError.
 */
export function readBody(req: IncomingMessage, limit = BODY_LIMIT): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (act: () => void): void => {
      req.off('data', onData);
      req.off('end', onEnd);
      req.off('close', onClose);
      act();
    };
    const refuse = (): void => {
      settle(() => reject(new BodyTooLargeError(`Body exceeds ${limit} bytes`)));
      req.resume();
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) refuse();
      else chunks.push(chunk);
    };
    const onEnd = (): void => settle(() => resolve(Buffer.concat(chunks, size)));
    const onClose = (): void => settle(() => reject(new ClientGoneError('Client gone')));
    req.on('error', () => undefined);
    if (Number(req.headers['content-length'] ?? 0) > limit) {
      refuse();
      return;
    }
    req.on('data', onData);
    req.on('end', onEnd);
    req.on('close', onClose);
  });
}

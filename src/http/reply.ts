import type { ServerResponse } from 'node:http';

/** Sends an answer and ends it. Does nothing where the client is gone or an answer has begun. */
export function reply(
  res: ServerResponse,
  status: number,
  contentType: string,
  body: string | Buffer | readonly Buffer[],
  headers: Record<string, string> = {},
): void {
  if (res.headersSent || res.destroyed) return;
  const isWhole = typeof body === 'string' || Buffer.isBuffer(body);
  const length = isWhole
    ? Buffer.byteLength(body)
    : body.reduce((sum, part) => sum + part.length, 0);
  res.writeHead(status, { 'content-type': contentType, 'content-length': length, ...headers });
  if (isWhole) return void res.end(body);
  for (const part of body) res.write(part);
  res.end();
}

export function replyText(
  res: ServerResponse,
  status: number,
  text: string,
  headers?: Record<string, string>,
): void {
  reply(res, status, 'text/plain; charset=utf-8', text, headers);
}

export function replyJson(
  res: ServerResponse,
  status: number,
  value: unknown,
  headers?: Record<string, string>,
): void {
  reply(res, status, 'application/json; charset=utf-8', JSON.stringify(value), headers);
}

/** Refuses a request in the shape of a GraphQL result. */
export function replyGraphqlError(
  res: ServerResponse,
  status: number,
  message: string,
  extensions: Record<string, string>,
  headers?: Record<string, string>,
): void {
  replyJson(res, status, { errors: [{ message, extensions }] }, headers);
}

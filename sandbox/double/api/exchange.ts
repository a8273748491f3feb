import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ParsedJson } from '../fields/json.ts';
import { parseJson } from '../fields/json.ts';

/** A request as it was received. */
export class Exchange {
  readonly method: string;
  /** Path and query, encoded, as on the request line. */
  readonly target: string;
  readonly path: string;
  /** Encoded, without the `?`. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** Empty where it was too large. */
  readonly body: Buffer;
  readonly isTooLarge: boolean;
  #json: ParsedJson | null = null;

  /** `body`: null where it was too large. */
  constructor({ method = '', url = '', headers }: IncomingMessage, body: Buffer | null) {
    const at = url.indexOf('?');
    this.method = method;
    this.target = url;
    this.path = at === -1 ? url : url.slice(0, at);
    this.query = at === -1 ? '' : url.slice(at + 1);
    this.headers = headers;
    this.body = body ?? Buffer.alloc(0);
    this.isTooLarge = body === null;
  }

  /** A header that is there once, trimmed. Empty where it is absent. */
  header(name: string): string {
    const value = this.headers[name];
    return typeof value === 'string' ? value.trim() : '';
  }

  /** `application/json`. Empty where the request names none. */
  get mediaType(): string {
    return this.header('content-type').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  }

  /** The token of `Authorization: Bearer …`. Empty where there is none. */
  get bearer(): string {
    return /^Bearer (\S+)$/i.exec(this.header('authorization'))?.[1] ?? '';
  }

  /** The body as text. Throws a TypeError for invalid UTF-8. A byte order mark stays. */
  get text(): string {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.body);
  }

  /** The body as JSON. Throws where it is not valid. */
  get json(): ParsedJson {
    this.#json ??= parseJson(this.text);
    return this.#json;
  }
}

import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

export interface FrameOptions {
  /** Default 1: text. */
  opcode?: number;
  /** Default true. */
  isLast?: boolean;
  /** Default true, as clients must. */
  isMasked?: boolean;
  /** The three reserved bits. */
  reserved?: number;
  /** The length that the frame claims. */
  claimed?: number;
}

/** A frame of the protocol, or an invalid one. */
export function frame(payload: Buffer | string, options: FrameOptions = {}): Buffer {
  const { opcode = 1, isLast = true, isMasked = true, reserved = 0 } = options;
  const data = Buffer.from(payload);
  const length = options.claimed ?? data.length;
  const head = [(isLast ? 0x80 : 0) | (reserved << 4) | opcode];
  const size = Buffer.alloc(length < 126 ? 0 : length < 65_536 ? 2 : 8);
  if (size.length === 2) size.writeUInt16BE(length);
  if (size.length === 8) size.writeBigUInt64BE(BigInt(length));
  head.push((isMasked ? 0x80 : 0) | (length < 126 ? length : size.length === 2 ? 126 : 127));
  if (!isMasked) return Buffer.concat([Buffer.from(head), size, data]);
  const mask = randomBytes(4);
  const masked = data.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from(head), size, mask, masked]);
}

export const upgradeRequest = (protocol = 'graphql-transport-ws', path = '/graphql'): string =>
  [
    `GET ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    'connection: Upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    `sec-websocket-key: ${randomBytes(16).toString('base64')}`,
    `sec-websocket-protocol: ${protocol}`,
    '',
    '',
  ].join('\r\n');

export interface Ending {
  /** HTTP status of the upgrade; null where none came. */
  status: number | null;
  /** Of the close frame; null where the connection ended without one. */
  code: number | null;
  /** Milliseconds since the connection was requested. */
  ms: number;
}

/** A WebSocket client that sends whatever bytes it is given. */
export class RawWebSocket {
  /** Text of the messages that came, oldest first; at most `keep`. */
  readonly messages: string[] = [];
  /** The number of messages that came. */
  received = 0;
  /** Resolves when the connection is over, or the server has sent its close frame: an attacker does not answer it. */
  readonly ended: Promise<Ending>;
  /** Resolves to the status of the upgrade; null where the connection ended before. */
  readonly opened: Promise<number | null>;
  readonly #socket: Socket;
  readonly #maxMessages: number;
  #pending: Buffer = Buffer.alloc(0);
  #status: number | null = null;
  #code: number | null = null;
  #open = Promise.withResolvers<number | null>();
  #waiting: (() => void)[] = [];
  readonly #over: () => void;

  constructor(port: number, upgrade = upgradeRequest(), maxMessages = 1_000) {
    const begun = performance.now();
    this.#maxMessages = maxMessages;
    this.opened = this.#open.promise;
    this.#socket = connect({ host: '127.0.0.1', port });
    this.#socket.write(upgrade);
    this.#socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#socket.on('error', () => undefined);
    const { promise, resolve } = Promise.withResolvers<Ending>();
    this.ended = promise;
    this.#over = () => {
      this.#open.resolve(this.#status);
      resolve({ status: this.#status, code: this.#code, ms: performance.now() - begun });
      this.#wake();
    };
    this.#socket.on('close', this.#over);
  }

  write(bytes: Buffer | string): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  /** Sends a message of the protocol. */
  send(message: object): void {
    this.write(frame(JSON.stringify(message)));
  }

  /** Stops reading: what the server sends piles up. */
  pause(): void {
    this.#socket.pause();
  }

  end(): void {
    this.#socket.destroy();
  }

  get isOver(): boolean {
    return this.#socket.destroyed;
  }

  /** Whether the server answers our close frame in time. */
  async answersClose(withinMs: number): Promise<boolean> {
    this.write(frame(Buffer.from([0x03, 0xe8]), { opcode: 8 }));
    return (await this.endsWithin(withinMs)) !== null;
  }

  /** Resolves when so many messages have come, or the connection is over; false where it took longer. */
  async hears(count: number, withinMs: number): Promise<boolean> {
    const until = performance.now() + withinMs;
    while (this.received < count && !this.#socket.destroyed) {
      const left = until - performance.now();
      if (left <= 0) return false;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, left);
      this.#waiting.push(resolve);
      await promise;
      clearTimeout(timer);
    }
    return true;
  }

  /** Resolves when a matching message has come, or the connection is over; false where it took longer. */
  async sees(pattern: RegExp, withinMs: number): Promise<boolean> {
    const until = performance.now() + withinMs;
    while (!this.isOver && !this.messages.some((message) => pattern.test(message))) {
      const left = until - performance.now();
      if (left <= 0 || !(await this.hears(this.received + 1, left))) return false;
    }
    return true;
  }

  /** How it ended, if it did so in time. */
  async endsWithin(ms: number): Promise<Ending | null> {
    const { promise, resolve } = Promise.withResolvers<null>();
    const timer = setTimeout(resolve, ms, null);
    const ending = await Promise.race([this.ended, promise]);
    clearTimeout(timer);
    this.end();
    return ending;
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  #receive(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    if (this.#status === null && !this.#readHead()) return;
    while (this.#readFrame());
    this.#wake();
  }

  #readHead(): boolean {
    const at = this.#pending.indexOf('\r\n\r\n');
    if (at === -1) return false;
    const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(this.#pending.toString('latin1', 0, at)) ?? [];
    this.#status = Number(status ?? 0);
    this.#pending = this.#pending.subarray(at + 4);
    this.#open.resolve(this.#status);
    return this.#status === 101;
  }

  #readFrame(): boolean {
    const [first = 0, second = 0] = this.#pending;
    if (this.#pending.length < 2) return false;
    const short = second & 0x7f;
    const header = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (this.#pending.length < header) return false;
    const length =
      short === 126
        ? this.#pending.readUInt16BE(2)
        : short === 127
          ? Number(this.#pending.readBigUInt64BE(2))
          : short;
    if (this.#pending.length < header + length) return false;
    const payload = this.#pending.subarray(header, header + length);
    this.#pending = this.#pending.subarray(header + length);
    const opcode = first & 0x0f;
    if (opcode === 8) {
      this.#code = payload.length < 2 ? 1005 : payload.readUInt16BE(0);
      this.#over();
    }
    if (opcode === 1) {
      this.received += 1;
      if (this.messages.length < this.#maxMessages) this.messages.push(payload.toString('utf8'));
    }
    return true;
  }
}

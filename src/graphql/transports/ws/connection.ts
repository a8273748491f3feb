import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Principal } from '../../../domain/principal.ts';
import { later } from '../../event-loop.ts';
import { createSemaphore } from '../../limits/semaphore.ts';
import type { Semaphore } from '../../limits/semaphore.ts';
import type { OpenStream } from '../streams.ts';
import { framed, pingFrame } from './frames.ts';

/** Milliseconds that a client has to answer a close frame. */
export const closeTimeout = 3000;
/** Calls of `beat` in each interval between pings. */
export const beatsPerPing = 3;
/** Bytes that may wait to be sent on a socket. Beyond it nothing more is sent to it, and nothing more is read. */
const highWater = 64 * 1024;
/** Received messages that may wait before the socket is paused. */
const mostWaiting = 16;
/** Milliseconds of one socket's messages before the event loop gets control. */
const sliceMs = 2;
/** Bytes that are collected before they are written. */
const mostCollected = 64 * 1024;
/** Queries that run at once on one socket. Mutations are not limited here: they mostly wait for providers. */
const queriesAtOnce = 4;

/** What all connections have in common. */
export interface ConnectionHooks {
  /** Handles a message. Never rejects. */
  received(connection: Connection, message: string): Promise<void>;
  /** The socket of a caller has closed. */
  left(principal: Principal, connection: Connection): void;
}

/** An operation that a client has begun. */
export interface OpenOperation {
  /** Whether its first result, or the beginning of its stream, is still awaited. */
  isStarting: boolean;
  /** Whether the client completed it while it was starting. */
  isCompleted: boolean;
  /** Sends it no more. */
  leave(): void;
}

/** One WebSocket. There are many, and most of them wait: it keeps little. */
export class Connection implements OpenStream {
  readonly socket: WebSocket;
  readonly source: string;
  principal: Principal | null = null;
  /** The operations that the client has begun and not completed, by its ids. */
  readonly operations = new Map<string, OpenOperation>();
  /** Operations that still run although the client has completed them. */
  running = 0;
  isInitialized = false;
  readonly #wire: Socket;
  readonly #hooks: ConnectionHooks;
  #collected: Buffer[] | null = null;
  #collectedBytes = 0;
  #waiting: string[] | null = null;
  #queries: Semaphore | null = null;
  #room: { promise: Promise<void>; resolve: () => void } | null = null;
  #isAnswered = true;
  #isPingDue = false;
  #pingedAt = 0;
  /** Calls of `beat` since the last check. The first call is one. */
  #beats = beatsPerPing - 1;
  #before: { waiting: number; left: number } | null = null;

  constructor(socket: WebSocket, wire: Socket, source: string, hooks: ConnectionHooks) {
    this.socket = socket;
    this.#wire = wire;
    this.source = source;
    this.#hooks = hooks;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** Limits its queries: many at once on one socket would take more of the process than many sockets do. */
  get queries(): Semaphore {
    this.#queries ??= createSemaphore(queriesAtOnce);
    return this.#queries;
  }

  /** Sends a frame, at the latest with `flush`. False: there is no room for more. */
  collect(frame: Buffer): boolean {
    if (!this.isOpen) return true;
    this.#collected ??= [];
    this.#collected.push(frame);
    this.#collectedBytes += frame.length;
    if (this.#collectedBytes > mostCollected) this.flush();
    return this.#wire.writableLength + this.#collectedBytes <= highWater;
  }

  flush(): void {
    const frames = this.#collected;
    if (frames === null) return;
    if (this.#isPingDue) {
      frames.push(pingFrame);
      this.#hasPinged();
    }
    this.#collected = null;
    this.#collectedBytes = 0;
    const [first = pingFrame, ...more] = frames;
    if (this.isOpen) this.#wire.write(more.length === 0 ? first : Buffer.concat(frames));
  }

  /** Sends a message in one frame. */
  send(...parts: readonly Buffer[]): void {
    this.flush();
    if (!this.isOpen) return;
    this.#wire.cork();
    for (const part of framed(parts)) this.#wire.write(part);
    this.#wire.uncork();
    // No more requests are read from a client that does not read its answers.
    this.#regulate();
  }

  /** Resolves when there is room again, or the socket has closed. */
  room(): Promise<void> {
    if (!this.isOpen || this.#wire.writableLength <= highWater) return Promise.resolve();
    if (this.#room === null) {
      this.#room = Promise.withResolvers<void>();
      this.#wire.once('drain', () => this.#hasRoom());
    }
    return this.#room.promise;
  }

  /** Begins to close. Nothing more is sent. */
  close(code: number, reason: string): void {
    this.flush();
    this.socket.close(code, reason);
    this.#leaveAll();
  }

  /** Handles messages in order and in short slices: a flood on one socket must not delay the others. */
  received(message: string): void {
    const isFirst = this.#waiting === null;
    this.#waiting ??= [];
    this.#waiting.push(message);
    this.#regulate();
    if (isFirst) setImmediate(() => this.#handleSlice());
  }

  #handleSlice(): void {
    const end = performance.now() + sliceMs;
    const waiting = this.#waiting ?? [];
    while (waiting.length > 0 && performance.now() < end) {
      // Messages after the one for which the socket is being closed are dropped.
      if (!this.isOpen) waiting.length = 0;
      const message = waiting.shift();
      if (message !== undefined) void this.#hooks.received(this, message);
    }
    if (waiting.length > 0) setImmediate(() => this.#handleSlice());
    else this.#waiting = null;
    this.#regulate();
  }

  /** Pauses or resumes reading, depending on what waits in both directions. */
  #regulate(): void {
    const isFull = this.#wire.writableLength > highWater;
    if (isFull) void this.room();
    if (isFull || (this.#waiting?.length ?? 0) >= mostWaiting) this.socket.pause();
    else if (this.socket.isPaused) this.socket.resume();
  }

  #hasRoom(): void {
    this.#room?.resolve();
    this.#room = null;
    this.#regulate();
  }

  /** The client has answered a ping. */
  answered(): void {
    this.#isAnswered = true;
  }

  /** The client has sent a ping, whose answer waits in the socket too. */
  pinged(): void {
    this.#regulate();
  }

  /**
   * Call it so often in each interval. Drops a peer that has neither answered a ping nor taken what waits for it. A
   * ping goes with the next item that is sent: within two thirds of the interval, that is nearly always a CHECKPOINT.
   * Where there is none, the ping is sent alone. `patience`: milliseconds that a peer has to answer it.
   */
  beat(patience: number): void {
    this.#beats = (this.#beats + 1) % beatsPerPing;
    if (this.#beats !== 0) {
      if (this.#beats === beatsPerPing - 1 && this.#isPingDue) {
        this.#hasPinged();
        this.socket.ping();
      }
      return;
    }
    if (!this.#isAnswered && performance.now() - this.#pingedAt < patience) {
      // The next call is the check.
      this.#beats = beatsPerPing - 1;
      return;
    }
    this.#regulate();
    const waiting = this.#wire.writableLength;
    const now = { waiting, left: this.#wire.bytesWritten - waiting };
    const before = this.#before ?? { waiting: 0, left: 0 };
    const isSlow = waiting > 0 || before.waiting > 0;
    const hasProgressed = before.waiting === 0 || now.left !== before.left;
    if (!this.#isAnswered && !(isSlow && hasProgressed)) {
      // Whoever reads on is told to resume. ws cuts the others.
      if (waiting > 0) this.close(1013, 'Not read');
      else this.socket.terminate();
      return;
    }
    this.#isAnswered = false;
    this.#before = isSlow ? now : null;
    this.#isPingDue = true;
  }

  #hasPinged(): void {
    this.#isPingDue = false;
    this.#pingedAt = performance.now();
  }

  #leaveAll(): void {
    for (const operation of this.operations.values()) operation.leave();
    this.operations.clear();
  }

  /** The socket has closed. */
  closed(): void {
    this.#collected = null;
    this.#room?.resolve();
    this.#leaveAll();
    if (this.principal !== null) this.#hooks.left(this.principal, this);
  }

  /**
   * Closes for good: after 4401 a client does not reconnect by itself. The socket is cut where the client does not
   * answer the close frame.
   */
  shutOut(): void {
    this.close(4401, 'Unauthorized');
    later(closeTimeout, () => this.socket.terminate());
  }
}

import { connect } from 'node:net';
import type { Socket } from 'node:net';

export interface RawAnswer {
  /** Everything that came back. */
  text: string;
  /** Of the first status line; null where there is none. */
  status: number | null;
  /** Who ended it: the server, or our time limit. */
  ended: 'server' | 'patience';
  ms: number;
}

export interface RawScript {
  /** Written at once. */
  bytes: Buffer | string;
  /** Then one chunk every `everyMs`, for as long as the connection lasts. */
  drip?: { chunk: string; everyMs: number };
  /** Milliseconds that the server has to end it. */
  patienceMs: number;
  /** Whether the first whole answer is enough, or the connection must end. Default: the connection must end. */
  until?: 'answer' | 'end';
  /** Signals the end after the bytes. */
  isAll?: boolean;
}

/** Sends TCP bytes to the server, whatever it does with them. Never rejects. */
export function talk(port: number, script: RawScript): Promise<RawAnswer> {
  const begun = performance.now();
  const { promise, resolve } = Promise.withResolvers<RawAnswer>();
  const socket = connect({ host: '127.0.0.1', port });
  let text = '';
  let dripping: NodeJS.Timeout | undefined;
  const end = (ended: RawAnswer['ended']): void => {
    clearInterval(dripping);
    clearTimeout(patience);
    socket.destroy();
    const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec(text) ?? [];
    const ms = performance.now() - begun;
    resolve({ text, status: status === undefined ? null : Number(status), ended, ms });
  };
  const patience = setTimeout(() => end('patience'), script.patienceMs);
  socket.on('connect', () => {
    if (script.bytes.length > 0) socket.write(script.bytes);
    if (script.isAll === true) socket.end();
    const { drip } = script;
    if (drip) dripping = setInterval(() => socket.write(drip.chunk), drip.everyMs);
  });
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    if (script.until === 'answer' && isWhole(text)) end('server');
  });
  socket.on('error', () => undefined);
  socket.on('close', () => end('server'));
  return promise;
}

function isWhole(text: string): boolean {
  const at = text.indexOf('\r\n\r\n');
  if (at === -1) return false;
  const [, length = '0'] = /^content-length: (\d+)\r$/im.exec(text.slice(0, at + 2)) ?? [];
  return text.length >= at + 4 + Number(length);
}

/** Opens a connection and leaves it idle. Resolves when it is open; null where it is refused. */
export function hold(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(socket));
    socket.on('error', () => resolve(null));
  });
}

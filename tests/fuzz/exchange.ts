import { HttpClient } from '../hostile/wire/http.ts';
import { talk } from '../hostile/wire/raw.ts';
import { frame, RawWebSocket } from '../hostile/wire/websocket.ts';
import type { Exchange } from './case.ts';
import type { Outcome } from './judge.ts';

/** Longer than any answer may take. */
const patienceMs = 10_000;

/** Sends cases to one server. */
export class Sender {
  readonly #port: number;
  readonly #http: HttpClient;

  constructor(port: number, sockets: number) {
    this.#port = port;
    this.#http = new HttpClient(port, { sockets, timeoutMs: patienceMs });
  }

  async send(exchange: Exchange): Promise<Outcome> {
    switch (exchange.over) {
      case 'http': {
        const answer = await this.#http.send(exchange.request);
        if (answer.status === null) return { ...nothing, error: answer.error };
        const { status, body } = answer;
        return { ...nothing, status, body, text: `${JSON.stringify(answer.headers)}\n${body}` };
      }
      case 'tcp': {
        const script = { bytes: exchange.bytes, isAll: true, until: 'answer', patienceMs } as const;
        const { status, text, ended } = await talk(this.#port, script);
        return { ...nothing, status, text, error: ended === 'patience' ? 'timeout' : null };
      }
      case 'websocket':
        return this.#overWebSocket(exchange.frames);
    }
  }

  async #overWebSocket(frames: readonly Buffer[]): Promise<Outcome> {
    const socket = new RawWebSocket(this.#port);
    await socket.opened;
    for (const one of frames) socket.write(one);
    // What the server waits for does not come.
    socket.write(frame(Buffer.from([0x03, 0xe8]), { opcode: 8 }));
    const ending = await socket.endsWithin(patienceMs);
    const text = socket.messages.join('\n');
    if (ending === null) return { ...nothing, text, error: 'timeout' };
    return { ...nothing, status: ending.status, code: ending.code, text };
  }

  close(): void {
    this.#http.close();
  }
}

const nothing: Outcome = { status: null, code: null, text: '', body: '', error: null };

/** The bytes, in a form that can be sent again. */
export function show(exchange: Exchange): string {
  switch (exchange.over) {
    case 'http': {
      const { method, path, headers, body } = exchange.request;
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
      return [`${method} ${path}`, ...lines, '', printable(body ?? Buffer.alloc(0))].join('\n');
    }
    case 'tcp':
      return printable(exchange.bytes);
    case 'websocket':
      return exchange.frames.map((one) => one.toString('hex')).join('\n');
  }
}

/** As text where it is text, otherwise in base64. */
function printable(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  const isText = Buffer.from(text).equals(bytes) && /^[\P{Cc}\r\n]*$/u.test(text);
  return isText ? text : `base64:${bytes.toString('base64')}`;
}

import type { Json } from '../../streams/payload.ts';

/** WebSocket frames as a server sends them (RFC 6455): not masked, so their bytes can be shared. */

const fin = 0x80;
const text = 0x01;
const ping = 0x09;

export const pingFrame = Buffer.of(fin | ping, 0);

/** The beginning of a text frame: what follows has this length. */
function headerOf(length: number): Buffer {
  if (length < 126) return Buffer.of(fin | text, length);
  if (length <= 0xffff) return Buffer.of(fin | text, 126, length >> 8, length & 0xff);
  const header = Buffer.alloc(10);
  header[0] = fin | text;
  header[1] = 127;
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}

/** One text frame in the parts in which it is written. */
export function framed(parts: readonly Buffer[]): readonly Buffer[] {
  return [headerOf(parts.reduce((sum, { length }) => sum + length, 0)), ...parts];
}

/** One text frame with an object that begins with `head` and ends with a member that is JSON already. */
export function frameWith(head: string, json: Json): Buffer {
  if (typeof json !== 'string') {
    return Buffer.concat(framed([Buffer.from(head), json, Buffer.from('}')]));
  }
  const message = `${head}${json}}`;
  const length = Buffer.byteLength(message);
  const header = headerOf(length);
  const frame = Buffer.allocUnsafe(header.length + length);
  header.copy(frame);
  frame.write(message, header.length);
  return frame;
}

/** A recorded HTTP message: what `curl -i` prints, or a proxy has recorded. */
export interface HttpMessage {
  /** Of a request. */
  method: string | null;
  /** Of a request: as in its first line. */
  target: string | null;
  headers: readonly { key: string; value: string }[];
  body: Buffer;
}

/** Line ends of the head may be LF or CRLF. The body is everything after the first empty line, byte for byte. */
export function readHttpMessage(bytes: Buffer): HttpMessage {
  const text = bytes.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text);
  const head = end === null ? text : text.slice(0, end.index);
  const body = end === null ? Buffer.alloc(0) : bytes.subarray(end.index + end[0].length);
  const lines = head.split(/\r?\n/);
  const [, method = null, target = null] =
    /^([A-Z]+) (\S+) HTTP\/[\d.]+$/.exec(lines[0] ?? '') ?? [];
  const headers = lines.flatMap((line) => {
    const [, key, value] = /^([^\s:]+):[ \t]*(.*)$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [{ key, value: asUtf8(value).trim() }];
  });
  return { method, target, headers, body };
}

const asUtf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');

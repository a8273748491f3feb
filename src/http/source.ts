import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The address that a request comes from: the last hop that is not a trusted proxy. */
export type SourceOf = (req: IncomingMessage) => string;

/**
 * `trustedProxies`: addresses or CIDR ranges. X-Forwarded-For is read from its end, as long as the hops are trusted
 * proxies; what a client wrote before that is ignored. At a hop that is not an address, the source is the proxy that
 * named it. Throws a RangeError for an entry that is neither an address nor a range.
 */
export function createSourceOf(trustedProxies: readonly string[]): SourceOf {
  const trusted = new BlockList();
  for (const entry of trustedProxies) addTo(trusted, entry);
  return (req) => {
    let source = addressOf(req.socket.remoteAddress ?? '') ?? '';
    if (trustedProxies.length === 0) return source;
    const named = forwarded(req);
    while (named.length > 0 && isIn(trusted, source)) {
      const hop = addressOf(named.pop() ?? '');
      if (hop === null) break;
      source = hop;
    }
    return source;
  };
}

/**
 * The key under which a source is counted: an IPv4 address, or the /64 network of an IPv6 address, since a subscriber
 * has at least one whole /64.
 */
export function networkOf(source: string): string {
  if (isIP(source) !== 6) return source;
  const [address = ''] = source.split('%');
  const [left = '', right] = address.split('::');
  const groups = left === '' ? [] : left.split(':');
  // "::" stands for as many zero groups as are missing.
  if (right !== undefined) {
    const tail = right === '' ? [] : right.split(':');
    const isMixed = tail.at(-1)?.includes('.') === true;
    const gap = 8 - groups.length - tail.length - Number(isMixed);
    groups.push(...Array<string>(Math.max(gap, 0)).fill('0'), ...tail);
  }
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}

export function isLoopback(address: string): boolean {
  const plain = addressOf(address) ?? '';
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

function forwarded(req: IncomingMessage): string[] {
  const lines = req.headersDistinct['x-forwarded-for'] ?? [];
  return lines.flatMap((line) => line.split(','));
}

const bracketed = /^\[([^\]]+)\](?::\d+)?$/;
const withPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/;

/** The address without brackets and port. An IPv4-mapped IPv6 address becomes IPv4. Null where it is not an address. */
function addressOf(hop: string): string | null {
  const text = hop.trim();
  const bare = bracketed.exec(text)?.[1] ?? withPort.exec(text)?.[1] ?? text;
  const address = bare.replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase();
  return isIP(address) === 0 ? null : address;
}

function isIn(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

function addTo(list: BlockList, entry: string): void {
  const [address = '', bits, ...more] = entry.split('/');
  const version = isIP(address);
  const isWhole = bits === undefined || /^\d{1,3}$/.test(bits);
  if (version === 0 || !isWhole || more.length > 0) {
    throw new RangeError(`${entry} is neither an address nor a range`);
  }
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(bits), family);
}

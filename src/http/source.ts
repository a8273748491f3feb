import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The address that a request comes from: the last hop that is no proxy of ours. */
export type SourceOf = (req: IncomingMessage) => string;

/**
 * `trustedProxies`: addresses or CIDR ranges. Only what a proxy of ours has said is believed: X-Forwarded-For is read
 * from its end, as long as the hops are trusted; whatever a client wrote in front of that is left alone, and so is a
 * hop that is no address: then it is the one that named it. Throws a RangeError for what is neither an address nor a
 * range.
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
 * What is counted together: an IPv4 address, or the 64 bits of an IPv6 network, of which one subscriber has at least
 * one whole.
 */
export function networkOf(source: string): string {
  if (isIP(source) !== 6) return source;
  const [address = ''] = source.split('%');
  const [left = '', right] = address.split('::');
  const groups = left === '' ? [] : left.split(':');
  // Only where it is written in full, nothing is left out; what stands behind the gap fills it up from the right.
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

/** Without brackets and port; an IPv4 address as such, also where the socket speaks IPv6. Null: it is none. */
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

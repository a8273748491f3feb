import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The address that a request comes from: the last hop that is no proxy of ours. */
export type SourceOf = (req: IncomingMessage) => string;

/**
 * `trustedProxies`: addresses or CIDR ranges. Only what a proxy of ours has said is believed: X-Forwarded-For is read
 * from its end, as long as the hops are trusted; whatever a client wrote in front of that is left alone. Throws a
 * RangeError for what is neither an address nor a range.
 */
export function createSourceOf(trustedProxies: readonly string[]): SourceOf {
  const trusted = new BlockList();
  for (const entry of trustedProxies) addTo(trusted, entry);
  return (req) => {
    const hops = [...forwarded(req), req.socket.remoteAddress ?? ''].map(plain);
    const untrusted = hops.findLastIndex((hop) => !isIn(trusted, hop));
    return hops[Math.max(untrusted, 0)] ?? '';
  };
}

function forwarded(req: IncomingMessage): string[] {
  const lines = req.headersDistinct['x-forwarded-for'] ?? [];
  return lines.flatMap((line) => line.split(',')).map((hop) => hop.trim());
}

/** An IPv4 address as such, also where the socket speaks IPv6. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

function isIn(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

function addTo(list: BlockList, entry: string): void {
  const [address = '', bits] = entry.split('/');
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  if (isIP(address) === 0) throw new RangeError(`${entry} is neither an address nor a range`);
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(bits), family);
}

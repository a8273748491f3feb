import { BlockList, isIP } from 'node:net';

type Row = readonly [range: string, bits: number, kind: string];

/**
 * Special-purpose addresses from IANA's registries (RFC 6890): none belongs to a host on the internet. They cover the
 * metadata services of clouds: 169.254.169.254, 100.100.100.200, fd00:ec2::254.
 */
const special4: readonly Row[] = [
  ['0.0.0.0', 8, 'unspecified'], // RFC 1122, 3.2.1.3
  ['10.0.0.0', 8, 'private'], // RFC 1918
  ['100.64.0.0', 10, 'shared'], // RFC 6598, carriers' NAT
  ['127.0.0.0', 8, 'loopback'], // RFC 1122, 3.2.1.3
  ['168.63.129.16', 32, 'platform'], // The host of a virtual machine at Azure
  ['169.254.0.0', 16, 'link-local'], // RFC 3927
  ['172.16.0.0', 12, 'private'], // RFC 1918
  ['192.0.0.0', 24, 'reserved'], // RFC 6890, 2.1
  ['192.0.2.0', 24, 'documentation'], // RFC 5737
  ['192.88.99.0', 24, 'translated'], // RFC 7526, once relays of 6to4
  ['192.168.0.0', 16, 'private'], // RFC 1918
  ['198.18.0.0', 15, 'benchmark'], // RFC 2544
  ['198.51.100.0', 24, 'documentation'], // RFC 5737
  ['203.0.113.0', 24, 'documentation'], // RFC 5737
  ['224.0.0.0', 4, 'multicast'], // RFC 5771
  ['240.0.0.0', 4, 'reserved'], // RFC 1112, 4; the last one is broadcast, RFC 919
];

const special6: readonly Row[] = [
  ['::', 128, 'unspecified'], // RFC 4291, 2.5.2
  ['::1', 128, 'loopback'], // RFC 4291, 2.5.3
  ['::ffff:0:0', 96, 'translated'], // RFC 4291, 2.5.5.2: IPv4-mapped addresses
  ['64:ff9b::', 96, 'translated'], // RFC 6052
  ['64:ff9b:1::', 48, 'translated'], // RFC 8215
  ['100::', 64, 'discarded'], // RFC 6666
  ['2001::', 23, 'reserved'], // RFC 2928: Teredo (RFC 4380), benchmarks (RFC 5180), ORCHID (RFC 7343)
  ['2001:db8::', 32, 'documentation'], // RFC 3849
  ['2002::', 16, 'translated'], // RFC 3056, 6to4
  ['3fff::', 20, 'documentation'], // RFC 9637
  ['fc00::', 7, 'private'], // RFC 4193
  ['fe80::', 10, 'link-local'], // RFC 4291, 2.5.6
  ['fec0::', 10, 'private'], // RFC 3879, once site-local
  ['ff00::', 8, 'multicast'], // RFC 4291, 2.7
];

/** One list for each family: in a common list the range of IPv4-mapped addresses would match every IPv4 address. */
const families = {
  4: { name: 'ipv4', lists: special4.map((row) => listOf(row, 'ipv4')) },
  6: { name: 'ipv6', lists: special6.map((row) => listOf(row, 'ipv6')) },
} as const;

/** The only IPv6 range from which hosts get public addresses (RFC 4291, 2.4, and IANA's registry). */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

function listOf([range, bits, kind]: Row, family: 'ipv4' | 'ipv6') {
  const list = new BlockList();
  list.addSubnet(range, bits, family);
  return { list, kind };
}

/** The kind of a special-purpose IP address: "loopback", "private"…; null for the address of a public host. */
export function specialKind(address: string): string | null {
  const family = isIP(address);
  if (family !== 4 && family !== 6) return 'unreadable';
  const { name, lists } = families[family];
  const found = lists.find(({ list }) => list.check(address, name));
  if (found !== undefined) return found.kind;
  return family === 6 && !globalUnicast.check(address, 'ipv6') ? 'reserved' : null;
}

/** Tests whether an IP address is in the given addresses and CIDR ranges. Throws a RangeError for any other entry. */
export function createRanges(entries: readonly string[]): (address: string) => boolean {
  const lists = { 4: new BlockList(), 6: new BlockList() };
  for (const entry of entries) {
    const [address = '', bits, ...more] = entry.split('/');
    const family = isIP(address);
    const widest = family === 4 ? 32 : 128;
    const length = bits === undefined ? widest : Number(/^\d{1,3}$/.exec(bits)?.[0] ?? NaN);
    if ((family !== 4 && family !== 6) || more.length > 0 || !(length <= widest)) {
      throw new RangeError(`${entry} is neither an address nor a CIDR range`);
    }
    lists[family].addSubnet(address, length, families[family].name);
  }
  return (address) => {
    const family = isIP(address);
    if (family !== 4 && family !== 6) return false;
    return lists[family].check(address, families[family].name);
  };
}

import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createSourceOf, networkOf } from '../../src/http/source.ts';

const from = (remoteAddress: string | undefined, ...forwarded: string[]): IncomingMessage =>
  ({
    socket: { remoteAddress },
    headersDistinct: forwarded.length === 0 ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('the source of a request', () => {
  const behindNone = createSourceOf([]);
  const behindOne = createSourceOf(['10.0.0.1']);
  const behindMany = createSourceOf(['10.0.0.0/8', '2001:db8:1::/48', '::1', '127.0.0.1']);

  it.each([
    ['nobody is trusted', behindNone, '203.0.113.7', ['198.51.100.1'], '203.0.113.7'],
    ['somebody else says so', behindOne, '203.0.113.7', ['198.51.100.1'], '203.0.113.7'],
    ['nothing is forwarded', behindOne, '10.0.0.1', [], '10.0.0.1'],
    ['the proxy names it', behindOne, '10.0.0.1', ['203.0.113.7'], '203.0.113.7'],
    ['the client wrote before', behindOne, '10.0.0.1', ['1.2.3.4, 203.0.113.7'], '203.0.113.7'],
    ['it is on two lines', behindOne, '10.0.0.1', ['1.2.3.4', '203.0.113.7'], '203.0.113.7'],
    ['it claims to be the proxy', behindOne, '10.0.0.1', ['10.0.0.1, 203.0.113.7'], '203.0.113.7'],
    [
      'proxies follow one another',
      behindMany,
      '::1',
      ['203.0.113.7,10.1.1.1 , 10.2.2.2'],
      '203.0.113.7',
    ],
    ['all hops are ours', behindMany, '127.0.0.1', ['10.1.1.1, 10.2.2.2'], '10.1.1.1'],
    ['the socket speaks IPv6', behindOne, '::ffff:10.0.0.1', ['203.0.113.7'], '203.0.113.7'],
    ['the hop is written mapped', behindOne, '10.0.0.1', ['::FFFF:203.0.113.7'], '203.0.113.7'],
    ['it is IPv6', behindMany, '2001:db8:1::9', ['2001:DB8:2::7'], '2001:db8:2::7'],
    ['it has a port', behindOne, '10.0.0.1', ['203.0.113.7:4711'], '203.0.113.7'],
    [
      'it has brackets and a port',
      behindOne,
      '10.0.0.1',
      ['[2001:db8:2::7]:4711'],
      '2001:db8:2::7',
    ],
    ['it is hidden', behindOne, '10.0.0.1', ['203.0.113.7, unknown'], '10.0.0.1'],
    ['it is garbage', behindOne, '10.0.0.1', ['<script>, ;--'], '10.0.0.1'],
    ['it is empty', behindOne, '10.0.0.1', [''], '10.0.0.1'],
    ['commas flood it', behindOne, '10.0.0.1', [','.repeat(10_000)], '10.0.0.1'],
    [
      'it is no address after all',
      behindMany,
      '10.0.0.1',
      ['1.2.3.4, 999.1.1.1, 10.0.0.2'],
      '10.0.0.2',
    ],
    ['the socket has none', behindOne, undefined, ['203.0.113.7'], ''],
  ] as const)('is found where %s', (_case, sourceOf, remote, forwarded, source) => {
    expect(sourceOf(from(remote, ...forwarded))).toBe(source);
  });

  it.each(['10.0.0.0/', '10.0.0.0/33', '10.0.0.0/8/8', '::/129', 'proxy', '10.0.0', '10.0.0.0/a'])(
    'trusts no range like %s, which the configuration refuses by its variable',
    (range) => {
      expect(() => createSourceOf([range])).toThrow(RangeError);
      const environment = { PAYGRAPH_TRUSTED_PROXIES: `10.0.0.1,${range}` };
      expect(() => readConfig(environment)).toThrow('PAYGRAPH_TRUSTED_PROXIES must be addresses');
    },
  );

  it.each(['https://shop.example', 'shop.example:80', 'a b', '*', 'a/b'])(
    'is configured with no host like %s',
    (name) => {
      const environment = { PAYGRAPH_ALLOWED_HOSTS: `good.example,${name}` };
      expect(() => readConfig(environment)).toThrow('PAYGRAPH_ALLOWED_HOSTS must be host names');
    },
  );

  it.each(['*', 'null', 'https://shop.example/', 'shop.example', 'https://*.example'])(
    'is configured with no origin like %s',
    (origin) => {
      const environment = { PAYGRAPH_CORS_ORIGINS: `https://good.example,${origin}` };
      expect(() => readConfig(environment)).toThrow('PAYGRAPH_CORS_ORIGINS must be origins');
    },
  );
});

describe('the unit in which sources are counted', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['2001:0db8::6', '2001:db8:0:0::/64'],
    ['1::2:3:4:5:6', '1:0:0:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
  ])('%s is of %s', (source, network) => {
    expect(networkOf(source)).toBe(network);
  });
});

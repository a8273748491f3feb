import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createRanges, specialKind } from '../../src/providers/addresses.ts';
import { NotSent } from '../../src/providers/provider.ts';
import { createTargets, TargetRefused, urlOf } from '../../src/providers/targets.ts';
import type { Resolved, Targets } from '../../src/providers/targets.ts';

const familyOf = (address: string): number => (address.includes(':') ? 6 : 4);

/** The names of these tests and their addresses; other names have none. */
function resolverOf(names: Readonly<Record<string, readonly string[]>>) {
  return async (name: string): Promise<readonly Resolved[]> => {
    const addresses = names[name];
    if (addresses === undefined) throw Object.assign(new Error('no'), { code: 'ENOTFOUND' });
    return Promise.resolve(addresses.map((address) => ({ address, family: familyOf(address) })));
  };
}

const nameOf = {
  'public.example': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'inside.example': ['10.2.3.4'],
  'mixed.example': ['93.184.215.14', '127.0.0.1'],
  'metadata.example': ['fd00:ec2::254'],
  'psp.internal': ['10.9.9.9'],
};

const production = (...privateTargets: string[]): Targets =>
  createTargets({ anyTarget: false, privateTargets }, resolverOf(nameOf));

function resolveName(targets: Targets, name: string, options = {}): Promise<unknown> {
  return new Promise((resolve) => {
    targets.lookup?.(name, options, (error, ...found) => resolve(error ?? found));
  });
}

describe('an address is not of a public host', () => {
  test.each([
    ['0.0.0.0', 'unspecified'],
    ['10.0.0.1', 'private'],
    ['100.100.100.200', 'shared'],
    ['127.255.255.255', 'loopback'],
    ['168.63.129.16', 'platform'],
    ['169.254.169.254', 'link-local'],
    ['172.31.255.255', 'private'],
    ['192.0.0.192', 'reserved'],
    ['192.0.2.1', 'documentation'],
    ['192.168.1.1', 'private'],
    ['198.19.0.1', 'benchmark'],
    ['203.0.113.9', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'reserved'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::ffff:8.8.8.8', 'translated'],
    ['::ffff:7f00:1', 'translated'],
    ['64:ff9b::a9fe:a9fe', 'translated'],
    ['64:ff9b:1::1', 'translated'],
    ['2002:7f00:1::', 'translated'],
    ['2001::1', 'reserved'],
    ['2001:db8::1', 'documentation'],
    ['3fff::1', 'documentation'],
    ['fd00:ec2::254', 'private'],
    ['fe80::1', 'link-local'],
    ['ff02::1', 'multicast'],
    ['::7f00:1', 'reserved'],
    ['5f00::1', 'reserved'],
    ['nonsense', 'unreadable'],
  ])('%s: %s', (address, kind) => {
    expect(specialKind(address)).toBe(kind);
  });

  test.each([
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('unless it is one, such as %s', (address) => {
    expect(specialKind(address)).toBeNull();
  });
});

describe('in production', () => {
  test.each([
    'https://127.0.0.1',
    'https://0x7f.1',
    'https://2130706433',
    'https://0177.0.0.1',
    'https://127.0.0.1.',
    'https://１２７.0.0.1',
    'https://0',
    'https://169.254.169.254/latest',
    'https://[::1]',
    'https://[::ffff:10.0.0.1]',
    'https://[64:ff9b::10.0.0.1]',
    'https://[fd00:ec2::254]',
    'http://127.0.0.1:8080',
  ])('%s is refused as it is written, and nothing is resolved', async (url) => {
    const targets = createTargets({ anyTarget: false, privateTargets: [] }, () => {
      throw new Error('resolved');
    });
    const { hostname } = new URL(url);
    expect(targets.literalProblem(hostname)).toBe('leads to an address that is not public');
    expect(await targets.problem(hostname)).toBe('leads to an address that is not public');
    expect(() => urlOf(url, '/pay', targets)).toThrow(TargetRefused);
  });

  test.each(['inside.example', 'mixed.example', 'metadata.example'])(
    '%s is refused by its addresses, and by one of several, without telling them',
    async (name) => {
      const problem = await production().problem(name);
      expect(problem).toBe('leads to an address that is not public');
      const refused = await resolveName(production(), name, { all: true });
      expect(refused).toBeInstanceOf(TargetRefused);
      expect(refused).toBeInstanceOf(NotSent);
    },
  );

  test('a socket goes to the addresses that were checked', async () => {
    const name = 'public.example';
    const [v4, v6] = nameOf[name].map((address) => ({ address, family: familyOf(address) }));
    expect(await resolveName(production(), name, { all: true })).toEqual([[v4, v6]]);
    expect(await resolveName(production(), name)).toEqual([v4?.address, 4]);
    expect(await resolveName(production(), name, { family: 6 })).toEqual([v6?.address, 6]);
    const other = await resolveName(production('psp.internal'), 'psp.internal', { family: 6 });
    expect(other).toMatchObject({ message: 'no such address: psp.internal' });
  });

  test('a name that cannot be resolved right now is no problem yet', async () => {
    expect(await production().problem('nowhere.example')).toBeNull();
    expect(await resolveName(production(), 'nowhere.example')).toMatchObject({ code: 'ENOTFOUND' });
  });

  test.each([
    ['10.9.9.9', 'psp.internal'],
    ['10.9.0.0/16', 'psp.internal'],
    ['psp.internal', 'psp.internal'],
    ['PSP.internal.', 'psp.internal'],
    ['127.0.0.0/8', '127.0.0.1'],
    ['::1', '[::1]'],
    ['fd00::/8', 'metadata.example'],
  ])('%s in the configuration allows %s', async (allowed, hostname) => {
    expect(await production(allowed).problem(hostname)).toBeNull();
  });

  test('what is allowed allows nothing else', async () => {
    const targets = production('10.9.0.0/16', 'psp.internal');
    expect(await targets.problem('inside.example')).not.toBeNull();
    expect(await targets.problem('[::ffff:10.9.9.9]')).not.toBeNull();
    expect(await targets.problem('sub.psp.internal')).toBeNull(); // Has no address.
  });

  test('plain http is allowed on the loopback only', () => {
    const targets = production('10.9.9.9', '127.0.0.1');
    expect(() => urlOf('http://10.9.9.9', '/pay', targets)).toThrow('must be https');
    expect(urlOf('http://127.0.0.1:1', '/pay', targets)).toBe('http://127.0.0.1:1/pay');
  });
});

test('a path cannot lead to another host', () => {
  const targets = production();
  for (const path of ['@127.0.0.1/pay', '.evil.example/', ':8443/pay']) {
    expect(() => urlOf('https://psp.example', path, targets)).toThrow('another host');
  }
});

test('outside production every target is accepted', async () => {
  const targets = createTargets({ anyTarget: true, privateTargets: [] });
  expect(await targets.problem('10.0.0.1')).toBeNull();
  expect(urlOf('http://localhost:1', '/pay', targets)).toBe('http://localhost:1/pay');
  expect(targets.lookup).toBeUndefined();
});

describe('the configuration', () => {
  const production = {
    NODE_ENV: 'production',
    PAYGRAPH_MASTER_KEY: Buffer.alloc(32).toString('base64'),
    PAYGRAPH_ADMIN_KEY: 'an-administrators-key',
  };

  test('accepts every target in development and where the sandbox is on, otherwise public ones', () => {
    expect(readConfig(production).outbound.anyTarget).toBe(false);
    expect(readConfig({ ...production, PAYGRAPH_SANDBOX: 'on' }).outbound.anyTarget).toBe(true);
    expect(readConfig({ ...production, NODE_ENV: 'test' }).outbound.anyTarget).toBe(true);
  });

  test('has private targets as names, addresses and ranges', () => {
    const PAYGRAPH_PRIVATE_TARGETS = 'psp.internal, localhost,10.0.0.0/8,::1,fd00::/8';
    const { outbound } = readConfig({ ...production, PAYGRAPH_PRIVATE_TARGETS });
    expect(outbound.privateTargets).toHaveLength(5);
    expect(() => createTargets(outbound)).not.toThrow();
  });

  test.each(['10.0.0.0/33', 'psp.internal:8443', 'https://psp.internal', 'psp.internal/8', '::/x'])(
    'has no %s among them',
    (entry) => {
      const environment = { ...production, PAYGRAPH_PRIVATE_TARGETS: entry };
      expect(() => readConfig(environment)).toThrow(/PAYGRAPH_PRIVATE_TARGETS must be host names/);
    },
  );
});

test.each(['10.0.0.0/33', '10.0.0.0/x', '::/129', '10.0.0.0/8/8', 'psp.example/8'])(
  '%s is no range',
  (entry) => {
    expect(() => createRanges([entry])).toThrow(RangeError);
  },
);

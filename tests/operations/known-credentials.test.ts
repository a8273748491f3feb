import { expect, it } from 'vitest';
import type { Principal } from '../../src/domain/principal.ts';
import { createKnownCredentials } from '../../src/operations/merchants/known-credentials.ts';

const key: Principal = { kind: 'API_KEY', keyId: 'key_1', merchantId: 'mer_1', scopes: [] };
const client: Principal = { kind: 'CLIENT', merchantId: 'mer_1', orderId: 'ord_1', expiresAt: 500 };

function create() {
  const time = { now: 0 };
  const known = createKnownCredentials(
    () => time.now,
    () => time.now,
  );
  const add = (name: string, principal: Principal): void => {
    known.add(name, principal, known.begin());
  };
  return { known, time, add };
}

it('credentials that were found valid are known for a second, and no longer', () => {
  const { known, time, add } = create();
  expect(known.find('a')).toBeNull();
  add('a', key);
  time.now = 999;
  expect(known.find('a')).toEqual(key);
  expect(known.find('b')).toBeNull();
  time.now = 1000;
  expect(known.find('a')).toBeNull();
});

it('a client token is not known once it has expired', () => {
  const { known, time, add } = create();
  known.find('a');
  add('a', client);
  time.now = 499;
  expect(known.find('a')).toEqual(client);
  time.now = 500;
  expect(known.find('a')).toBeNull();
});

it('nothing is known after a revocation, nor what was looked up while it happened', () => {
  const { known, add } = create();
  known.find('a');
  add('a', key);
  const begun = known.begin();
  known.forget();
  known.add('b', key, begun);
  expect(known.find('a')).toBeNull();
  expect(known.find('b')).toBeNull();
});

it('what takes longer than a second to look up is not known then: a key may have been revoked meanwhile', () => {
  const { known, time } = create();
  known.find('a');
  const begun = known.begin();
  time.now = 1000;
  known.find('b');
  time.now = 1001;
  known.add('a', key, begun);
  expect(known.find('a')).toBeNull();
});

it('no more than 2,000 are known at a time', () => {
  const { known, add } = create();
  known.find('a');
  for (let at = 0; at < 3000; at += 1) add(`a${at}`, key);
  expect(known.find('a1999')).toEqual(key);
  expect(known.find('a2000')).toBeNull();
});

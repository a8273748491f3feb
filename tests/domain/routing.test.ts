import { describe, expect, it } from 'vitest';
import { route } from '../../src/domain/routing.ts';
import type { Candidate } from '../../src/domain/routing.ts';

/** Kinds of account: it can do everything and has all input, lacks input, cannot do it, is switched off, or moves no money. */
type Kind = 'fits' | 'lacks phone' | 'lacks email' | 'cannot' | 'disabled' | 'test';

const issue = (field: string) => ({ path: ['customer', field], message: 'is required' });

function candidate(kind: Kind, index: number): Candidate<string> {
  const missing = kind.startsWith('lacks ') ? [issue(kind.slice('lacks '.length))] : [];
  const unable = kind === 'cannot' ? ['takes no PIX.', 'takes no BRL.'] : [];
  const account = `acc_${index}`;
  const fit = { unable, issues: missing };
  const mode = kind === 'test' ? 'TEST' : 'LIVE';
  return { account, title: `Account ${index}`, enabled: kind !== 'disabled', mode, fit };
}

const routed = (...kinds: Kind[]) => route(kinds.map(candidate));
const accounts = (...indexes: number[]) => ({
  kind: 'ROUTE',
  accounts: indexes.map((index) => `acc_${index}`),
});
const issues = (...fields: string[]) => ({ kind: 'ISSUES', issues: fields.map(issue) });

describe('the accounts that an order is tried at', () => {
  it.each([
    { kinds: ['fits'], expected: accounts(0) },
    { kinds: ['fits', 'fits'], expected: accounts(0, 1) },
    { kinds: ['cannot', 'fits', 'disabled', 'fits'], expected: accounts(1, 3) },
    { kinds: ['lacks phone', 'fits'], expected: accounts(1) },
    { kinds: ['test', 'fits', 'test', 'fits'], expected: accounts(1, 3) },
    { kinds: ['test', 'lacks phone'], expected: issues('phone') },
    { kinds: ['test', 'test'], expected: accounts(0, 1) },
    { kinds: ['lacks phone', 'lacks email'], expected: issues('phone') },
    { kinds: ['cannot', 'disabled', 'lacks email', 'lacks phone'], expected: issues('email') },
  ] satisfies { kinds: Kind[]; expected: unknown }[])(
    'are chosen among $kinds',
    ({ kinds, expected }) => {
      expect(routed(...kinds)).toEqual(expected);
    },
  );

  it('are none, with each reason, where no account can do it', () => {
    expect(routed('cannot', 'disabled')).toEqual({
      kind: 'NONE',
      reasons: ['Account 0: takes no PIX.', 'Account 0: takes no BRL.', 'Account 1: disabled.'],
    });
  });

  it('are none where a disabled account is the only one that fits', () => {
    expect(routed('disabled')).toEqual({ kind: 'NONE', reasons: ['Account 0: disabled.'] });
  });

  it('are none where a test account stands beside a live one that does not fit', () => {
    expect(routed('test', 'disabled')).toEqual({
      kind: 'NONE',
      reasons: ['Account 0: takes only orders that name it.', 'Account 1: disabled.'],
    });
  });

  it('are none, with a reason, where there is no account at all', () => {
    expect(routed()).toEqual({ kind: 'NONE', reasons: ['There is no account.'] });
  });
});

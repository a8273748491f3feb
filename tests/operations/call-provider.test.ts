import { describe, expect, it } from 'vitest';
import { callProvider } from '../../src/operations/call-provider.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { NotMade, NotSent, OutcomeUnknown } from '../../src/providers/provider.ts';

const about = { provider: 'NEXAPAY', account: 'acc_1', subject: null };

async function ended(error: Error) {
  const logged: string[] = [];
  const deps = {
    log: { error: (_details: object, text: string) => void logged.push(text) },
  } as unknown as Deps;
  const { kind } = await callProvider(deps, about, async () => {
    throw error;
  });
  return { kind, logged };
}

describe('a call that throws', () => {
  it('was not sent where its request could not be made, which is logged because nothing else tells', async () => {
    expect(await ended(new NotMade('no token'))).toEqual({
      kind: 'NOT_SENT',
      logged: ['a request to a provider could not be made'],
    });
  });

  it('is not logged where its record tells why', async () => {
    expect(await ended(new NotSent('refused'))).toEqual({ kind: 'NOT_SENT', logged: [] });
    expect(await ended(new OutcomeUnknown('reset'))).toEqual({ kind: 'UNKNOWN', logged: [] });
  });

  it('is unknown where nobody foresaw it', async () => {
    expect(await ended(new TypeError('x'))).toEqual({
      kind: 'UNKNOWN',
      logged: ['a call to a provider failed in an unforeseen way'],
    });
  });
});

import { expect, it } from 'vitest';
import { Secret, stringifyRevealed } from '../../src/domain/secret.ts';
import { NotMade, NotSent, OutcomeUnknown, RefusedForNow } from '../../src/providers/outcomes.ts';
import { TargetRefused } from '../../src/providers/targets.ts';

/** What a package that brings its own copy of the code has. */
const copyOf = (file: string): Promise<unknown> =>
  import(new URL(`../../src/${file}.ts?copy`, import.meta.url).href);

it('a secret of another copy of the code is a secret, and is revealed only where ours is', async () => {
  const copy = (await copyOf('domain/secret')) as { Secret: typeof Secret };
  const foreign = new copy.Secret('key');
  expect(copy.Secret).not.toBe(Secret);
  expect(foreign).toBeInstanceOf(Secret);
  expect(stringifyRevealed({ foreign })).toBe('{"foreign":"key"}');
  expect(JSON.stringify({ foreign })).toBe('{"foreign":"[secret]"}');
  expect({ reveal: () => 'key' }).not.toBeInstanceOf(Secret);
});

it('outcomes of another copy of the code are told apart as ours are', async () => {
  const copy = (await copyOf('providers/outcomes')) as Record<string, new () => Error>;
  const classes = { NotSent, OutcomeUnknown, RefusedForNow, NotMade };
  const told = Object.keys(classes).map((name) => {
    const foreign = new (copy[name] ?? Error)();
    return Object.values(classes).map((one) => foreign instanceof one);
  });
  expect(told).toEqual([
    [true, false, false, false],
    [false, true, false, false],
    [true, false, true, false],
    [true, false, false, true],
  ]);
  expect(new RefusedForNow()).not.toBeInstanceOf(TargetRefused);
  expect(new TargetRefused()).toBeInstanceOf(NotSent);
  expect(new Error('other')).not.toBeInstanceOf(NotSent);
});

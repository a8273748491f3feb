import { hash } from 'node:crypto';
import { toDecimal } from '../domain/money.ts';
import type { Money } from '../domain/money.ts';

/** One use of a key: merchant, mutation and key name it, the fingerprint tells what was asked for. */
export interface KeyUse {
  merchantId: string;
  mutation: string;
  key: string;
  fingerprint: string;
  /** Path → digest of the value there: enough to tell where another input differs, not what it said. */
  paths: Readonly<Record<string, string>>;
}

const digest = (text: string): string => hash('sha256', text);

/**
 * `amount`: of the input, as it was read, so that "100" and "100.00" are the same (docs/rules.md#the-same-amount).
 */
export function keyUse(
  merchantId: string,
  mutation: string,
  { idempotencyKey: key, ...input }: { idempotencyKey: string },
  amount: Money | null = null,
): KeyUse {
  const leaves = [...flatten({ ...input, amount: amount && canonical(amount) }, '')].toSorted(
    ([a], [b]) => (a < b ? -1 : 1),
  );
  const paths = Object.fromEntries(leaves.map(([path, value]) => [path, digest(value)]));
  return { merchantId, mutation, key, fingerprint: digest(JSON.stringify(leaves)), paths };
}

const canonical = (amount: Money) => ({
  amount: toDecimal(amount),
  currency: amount.currency,
  network: amount.network,
});

/** Path and canonical JSON of every leaf; what is absent and what is null are the same. */
function* flatten(value: unknown, path: string): Generator<[string, string]> {
  if (value === null || value === undefined) return;
  if (typeof value !== 'object') {
    yield [path, JSON.stringify(value)];
  } else {
    for (const [key, member] of Object.entries(value)) {
      yield* flatten(member, path === '' ? key : `${path}.${key}`);
    }
  }
}

/** Where two uses of one key differ, as paths into the input. */
export function differencesOf(
  a: Pick<KeyUse, 'paths'>,
  b: Pick<KeyUse, 'paths'>,
): readonly string[] {
  const all = new Set([...Object.keys(a.paths), ...Object.keys(b.paths)]);
  return [...all]
    .filter((path) => a.paths[path] !== b.paths[path])
    .map(publicPath)
    .toSorted();
}

/** Minor units are the canonical form of what callers know as the amount. */
const publicPath = (path: string): string => path.replace(/(^|\.)minor$/, '$1amount');

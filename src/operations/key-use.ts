import { hash } from 'node:crypto';
import { toDecimal } from '../domain/money.ts';
import type { Money } from '../domain/money.ts';

/** One use of an idempotency key. Merchant, mutation and key identify it; the fingerprint stands for the input. */
export interface KeyUse {
  merchantId: string;
  mutation: string;
  key: string;
  fingerprint: string;
  /** Path → digest of the value there. It shows where another input differs, but not the values. */
  paths: Readonly<Record<string, string>>;
  /** The same as versions before digests of personal data were keyed have stored it. */
  former?: () => KeyUse;
}

const digest = (text: string): string => hash('sha256', text);

/**
 * `amount` is the parsed amount of the input, so that "100" and "100.00" are the same (docs/rules.md#the-same-amount).
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

/** Path and canonical JSON of every leaf. An absent member and a null are the same. */
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

/** The paths into the input at which two uses of one key differ. */
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

/** Callers know the minor units of the canonical form as the amount. */
const publicPath = (path: string): string => path.replace(/(^|\.)minor$/, '$1amount');

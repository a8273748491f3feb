/** `localStorage` and `sessionStorage` are such. */
export interface KeyStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

export interface IdempotencyKey {
  /** Send it with the mutation, as often as it takes. */
  readonly key: string;
  /** The mutation has its final answer: the next call of `idempotencyKey` gives another key. */
  done(): void;
}

/**
 * The key of what `name` names, for example `order of basket 17`: the same after a reload, until it is done. So a
 * mutation that was sent again has no second effect.
 */
export function idempotencyKey(storage: KeyStorage, name: string): IdempotencyKey {
  const entry = `paygraph:key:${name}`;
  const key = storage.getItem(entry) ?? randomKey();
  storage.setItem(entry, key);
  return {
    key,
    done() {
      // Another tab may have begun with the next key.
      if (storage.getItem(entry) === key) storage.removeItem(entry);
    },
  };
}

/** `crypto.randomUUID` is missing in pages without TLS. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export type KeyStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
export interface IdempotencyKey {
    /** What to send as `idempotencyKey`. */
    readonly value: string;
    /** The outcome is known: the next intent gets a new key. */
    done(): void;
}
/**
 * The key of one intent, by a name of your choice that says all that the intent is about: what, how much, how. It
 * survives a reload of the page, so what is sent again after a lost answer has the same key and is done once.
 */
export declare function idempotencyKey(storage: KeyStorage, name: string): IdempotencyKey;

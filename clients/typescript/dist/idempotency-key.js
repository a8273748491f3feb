/**
 * The key of one intent, by a name of your choice that says all that the intent is about: what, how much, how. It
 * survives a reload of the page, so what is sent again after a lost answer has the same key and is done once.
 */
export function idempotencyKey(storage, name) {
    const entry = `paygraph.key.${name}`;
    const kept = storage.getItem(entry);
    const value = kept ?? randomKey();
    if (kept === null)
        storage.setItem(entry, value);
    return { value, done: () => storage.removeItem(entry) };
}
/** `crypto.randomUUID` is missing on pages over plain http. */
function randomKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

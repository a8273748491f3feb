/** Milliseconds between the beginnings of two tries, at most. */
const capMs = 5_000;
const firstMs = 250;
/** When to try again. Each try in a row that fails doubles the time until the next, up to 5 s. */
export class Retry {
    #failures = 0;
    #began = 0;
    begin() {
        this.#began = performance.now();
    }
    succeeded() {
        this.#failures = 0;
    }
    /** Resolves when it is time, or when the browser says that the network or the reader is back. */
    async wait(retryAfter, signal) {
        const spacing = Math.min(capMs, firstMs * 2 ** this.#failures);
        this.#failures += 1;
        // At random, so that those whose lines were cut together do not come back together.
        const spread = spacing * (0.5 + Math.random() / 2);
        const ms = retryAfter ?? Math.max(firstMs, spread - (performance.now() - this.#began));
        await pause(ms, signal);
    }
}
function pause(ms, signal) {
    return new Promise((resolve) => {
        const done = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', done);
            for (const [target, name] of signsOfReturn())
                target.removeEventListener(name, done);
            resolve();
        };
        const timer = setTimeout(done, ms);
        signal.addEventListener('abort', done);
        for (const [target, name] of signsOfReturn())
            target.addEventListener(name, done);
        if (signal.aborted)
            done();
    });
}
/** None outside of a browser. */
function signsOfReturn() {
    const { document, window } = globalThis;
    if (document === undefined || window === undefined)
        return [];
    return [
        [window, 'online'],
        [document, 'visibilitychange'],
    ];
}

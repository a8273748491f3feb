export function watchdog(signal) {
    const silence = new AbortController();
    let timer;
    const expectNothing = () => clearTimeout(timer);
    return {
        signal: AbortSignal.any([signal, silence.signal]),
        get isSilent() {
            return silence.signal.aborted;
        },
        expectWithin(ms) {
            clearTimeout(timer);
            timer = setTimeout(() => silence.abort(), ms);
        },
        expectNothing,
        end() {
            expectNothing();
            // What is still open is let go.
            silence.abort();
        },
    };
}

/** Milliseconds until a line must be open. A try that began while the line was down must not last. */
export const openMs = 6_000;
/** Milliseconds between two signs of life that a line is asked for. */
export const beatMs = 3_000;
/** Milliseconds after which a line without any sign of life is given up. */
export const silentMs = 7_000;

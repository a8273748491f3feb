/** Milliseconds until a connection must be open. */
const connectWithin = 5000;
/** Milliseconds without a sign of life until the server is probed. */
const probeAfter = 4000;
/** Milliseconds that it has to answer: with `probeAfter`, a dead line is found within 7 s. */
const answerWithin = 3000;
/**
 * Milliseconds without anything on the stream itself, whatever probes say. The API sends something at least every 27 s
 * (docs/subscriptions.md#server-sent-events).
 */
const streamSilence = 40_000;

/** Watches one connection, and reports once that it is dead. */
export interface Watchdog {
  /** The connection is open. `probe` makes the server answer. */
  opened(probe: () => void): void;
  /** Something came on the stream. */
  received(): void;
  /** A probe was answered. */
  answered(): void;
  /** Probes at once: the network may have changed. */
  check(): void;
  stop(): void;
}

export function createWatchdog(onDead: () => void): Watchdog {
  let probe: (() => void) | null = null;
  let last = Date.now();
  let timer = setTimeout(onDead, connectWithin);

  function within(ms: number, due: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(due, ms);
  }

  function check(): void {
    if (probe === null) return;
    if (Date.now() - last > streamSilence) return onDead();
    within(answerWithin, onDead);
    probe();
  }

  const answered = (): void => within(probeAfter, check);

  function received(): void {
    last = Date.now();
    answered();
  }

  return {
    opened(toProbe) {
      probe = toProbe;
      received();
    },
    received,
    answered,
    check,
    stop: () => clearTimeout(timer),
  };
}

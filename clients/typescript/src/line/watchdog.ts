/** Milliseconds until a connection must be open. */
const connectWithin = 5000;
/** Milliseconds without a sign of life until the server is probed. */
const probeAfter = 4000;
/** Milliseconds that it has to answer: with `probeAfter`, a dead line is found within 7 s. */
const answerWithin = 3000;

/** Watches one connection, and reports once that it is dead. */
export interface Watchdog {
  /** The connection is open. `probe` makes the server answer on it. Null: the server sends by itself. */
  opened(probe: (() => void) | null): void;
  /** Something came. */
  received(): void;
  /** Probes at once: the network may have changed. */
  check(): void;
  stop(): void;
}

export function createWatchdog(onDead: () => void): Watchdog {
  let probe: (() => void) | null = null;
  let timer = setTimeout(onDead, connectWithin);

  function within(ms: number, due: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(due, ms);
  }

  function check(): void {
    if (probe === null) return;
    within(answerWithin, onDead);
    probe();
  }

  function received(): void {
    if (probe === null) within(probeAfter + answerWithin, onDead);
    else within(probeAfter, check);
  }

  return {
    opened(toProbe) {
      probe = toProbe;
      received();
    },
    received,
    check,
    stop: () => clearTimeout(timer),
  };
}

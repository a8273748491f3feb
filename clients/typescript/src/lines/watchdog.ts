/** Aborts what is awaited, when nothing has come for too long. */
export interface Watchdog {
  /** Aborted by silence, and by the signal that it was made with. */
  readonly signal: AbortSignal;
  /** Whether it was silence. */
  readonly isSilent: boolean;
  /** Something has to come within `ms` milliseconds from now. */
  expectWithin(ms: number): void;
  expectNothing(): void;
  end(): void;
}

export function watchdog(signal: AbortSignal): Watchdog {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expectNothing = (): void => clearTimeout(timer);
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

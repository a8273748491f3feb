/** A network between a client and a server in one process, on the clock of `setTimeout`. Bytes are those of UTF-8. */
export interface Network {
  /** Once so many more bytes have come down, the connection that brings the next is cut. */
  cutAfter(bytes: number): void;
  /** For so many milliseconds nothing passes in either direction. It passes afterwards, as TCP has it. */
  silence(ms: number): void;
  /** For so many milliseconds no connection can be opened. */
  refuse(ms: number): void;
  /** Bytes in each piece that a client reads. They repeat. */
  pieces: readonly number[];
  readonly isRefusing: boolean;
  /** Nothing passes on the connections that are open now, ever. They are not closed. */
  kill(): void;
  /** For a new connection: calls what it gets as soon as something passes, in the order of the calls. */
  connect(): (deliver: () => void) => void;
  /** Takes bytes from what may come down before the cut. Fewer than asked for: the line is cut here. */
  take(bytes: number): number;
  nextPiece(): number;
}

export function createNetwork(): Network {
  let left = Infinity;
  let silentUntil = 0;
  let refusingUntil = 0;
  let piece = 0;
  let killed = 0;
  const held: (() => void)[] = [];

  function release(): void {
    const wait = silentUntil - Date.now();
    if (wait > 0) return void setTimeout(release, wait);
    for (const deliver of held.splice(0)) deliver();
  }

  const network: Network = {
    pieces: [1 << 20],
    cutAfter: (bytes) => (left = bytes),
    silence(ms) {
      silentUntil = Math.max(silentUntil, Date.now() + ms);
      setTimeout(release, ms);
    },
    refuse: (ms) => (refusingUntil = Date.now() + ms),
    get isRefusing() {
      return Date.now() < refusingUntil;
    },
    kill: () => (killed += 1),
    connect() {
      const born = killed;
      return (deliver) => {
        const alive = (): void => void (born === killed && deliver());
        if (Date.now() >= silentUntil && held.length === 0) alive();
        else held.push(alive);
      };
    },
    take(bytes) {
      const taken = Math.min(bytes, left);
      left = taken < bytes ? Infinity : left - taken;
      return taken;
    },
    nextPiece: () => network.pieces[(piece += 1) % network.pieces.length] ?? 1,
  };
  return network;
}

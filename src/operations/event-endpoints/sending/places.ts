/** Who waits for a place. */
export interface PlaceHolder {
  /** How many places it has. */
  readonly held: number;
  /** A place may be free. */
  wake(): void;
}

/**
 * Places for the attempts that are under way. Who has none always gets one, so that nobody waits for endpoints that
 * hang. Further places are shared, and those that wait for one take turns.
 */
export class Places {
  readonly #most: number;
  readonly #waiting = new Set<PlaceHolder>();
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** False: there is none, and `wake` is called once there may be one. */
  take(holder: PlaceHolder): boolean {
    if (holder.held > 0 && this.#taken >= this.#most) {
      this.#waiting.add(holder);
      return false;
    }
    this.#taken += 1;
    return true;
  }

  release(): void {
    this.#taken -= 1;
    const [next] = this.#waiting;
    if (next === undefined || this.#taken >= this.#most) return;
    this.#waiting.delete(next);
    next.wake();
  }

  leave(holder: PlaceHolder): void {
    this.#waiting.delete(holder);
  }
}

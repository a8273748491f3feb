/** Who refused what, as far as it is known: nothing of the message itself, which anybody may have written. */
export interface RefusedWebhook {
  account: string;
  reason: string;
}

/** Tells of refused webhooks, but writes no more for a flood of them than for a few. */
export interface Refusals {
  note(refused: RefusedWebhook): void;
}

const windowMs = 60_000;
const maxInWindow = 10;

/** All are counted in the metrics; the log has the first ten of a minute, and how many came after them. */
export function createRefusals(
  log: { warn(details: object, message: string): void },
  now: () => number,
): Refusals {
  let windowEnds = -Infinity;
  let noted = 0;
  return {
    note(refused) {
      if (now() >= windowEnds) {
        const leftOut = noted - maxInWindow;
        if (leftOut > 0) log.warn({ leftOut }, 'more webhooks were refused than are told here');
        windowEnds = now() + windowMs;
        noted = 0;
      }
      noted += 1;
      if (noted > maxInWindow) return;
      log.warn(refused, 'a webhook was refused');
      if (noted === maxInWindow) log.warn({}, 'further ones in this minute are only counted');
    },
  };
}

/** A refused webhook. Holds nothing of the message itself, which anybody may have written. */
export interface RefusedWebhook {
  account: string;
  reason: string;
}

/** Logs refused webhooks, with a limit so that a flood does not fill the log. */
export interface Refusals {
  note(refused: RefusedWebhook): void;
}

const windowMs = 60_000;
const maxInWindow = 10;

/** Logs the first ten of a minute, and then how many more came. The metrics count all of them. */
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

import { startClock } from './clock.ts';
import { copyOnClick, showCopyButtons } from './copy.ts';
import { startCountdown } from './countdown.ts';
import { follow } from './follow.ts';
import { createLine } from './line.ts';
import { createMain } from './redraw.ts';

/**
 * The server draws the page. This follows the order, and at each sign of a change has the page drawn again and puts its
 * main part into place. So what a payer sees live is what a reload shows.
 */
const clock = startClock();
const line = createLine();
const main = createMain({
  onDrawn(changed) {
    clock.set(changed);
    showCopyButtons();
    countdown.start();
  },
  onReached: (isReached) => line.set('page', isReached),
});
const countdown = startCountdown(clock);

showCopyButtons();
copyOnClick();
void follow({
  onSign: () => main.redraw(),
  onConnection: (isLive) => line.set('stream', isLive),
  onEnd() {
    // The page says why: its token has expired.
    main.redraw();
    line.end();
  },
});

addEventListener('online', () => main.redraw());
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) main.redraw();
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') main.redraw();
});

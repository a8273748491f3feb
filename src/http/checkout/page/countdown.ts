import type { Clock } from './clock.ts';
import { language } from './elements.ts';

/** Longer times are only named, not counted. */
const longestMs = 86_400_000;

export interface Countdown {
  /** Begins anew with what the page shows now. */
  start(): void;
}

export function startCountdown(clock: Clock): Countdown {
  const start = (): void => {
    nameTime();
    show(clock);
  };
  setInterval(() => show(clock), 500);
  start();
  return { start };
}

/** In the payer's own time zone. */
function nameTime(): void {
  const element = document.querySelector<HTMLTimeElement>('#deadline time');
  if (element === null) return;
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  element.textContent = format.format(new Date(element.dateTime));
}

function show(clock: Clock): void {
  const deadline = document.getElementById('deadline');
  if (deadline === null) return;
  const leftMs = Number(deadline.dataset['until']) - clock.now();
  deadline.hidden = leftMs <= 0;
  setHidden('overdue', leftMs > 0);
  setHidden('countdown', leftMs > longestMs);
  const left = document.getElementById('left');
  const text = durationOf(leftMs);
  if (left !== null && left.textContent !== text) left.textContent = text;
}

function setHidden(id: string, isHidden: boolean): void {
  const element = document.getElementById(id);
  if (element !== null) element.hidden = isHidden;
}

const twoDigits = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 });

/** "9:05" or "1:09:05". */
function durationOf(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  const digits = new Intl.NumberFormat(language);
  return shown.map((part, at) => (at === 0 ? digits : twoDigits).format(part)).join(':');
}

import { exitCodes, usageError } from '../errors.ts';
import type { Command, CommandContext } from '../command.ts';
import { controlOf } from '../stories/control.ts';

const defaultSandbox = 'http://127.0.0.1:4001';

export const sandboxCommand: Command = {
  name: 'sandbox',
  summary: 'Shows the clock of the sandbox, or moves it forward.',
  operands: 'clock [TIME]',
  count: [1, 2],
  options: {
    sandbox: {
      value: 'URL',
      help: `XCheckout or W Checkout of the sandbox. Default: PAYGRAPH_SANDBOX_URL, or ${defaultSandbox}.`,
    },
  },
  notes: [
    'TIME is +90s, +15m, +1h, +2d or several: +1h30m. All providers of the sandbox share the clock. What falls',
    'due in between happens: expiry, retries of webhooks, steps of refunds. Where Paygraph keeps real time, as',
    'with npm start, signatures no longer match after a move of more than two minutes.',
  ].join('\n'),
  run: sandbox,
};

async function sandbox({ operands, options, environment, terminal }: CommandContext) {
  const [what = '', time] = operands;
  if (what !== 'clock') throw usageError(`"${what}" is nothing that the sandbox has: clock`);
  const moveMs = time === undefined ? null : readTime(time);
  const address = options.text('sandbox') ?? environment['PAYGRAPH_SANDBOX_URL'] ?? defaultSandbox;
  const control = controlOf(address, '--sandbox (or PAYGRAPH_SANDBOX_URL)');
  if (moveMs !== null) await control('advanceClock', { ms: moveMs });
  const now = new Date(Number(await control('now'))).toISOString();
  terminal.json({ now });
  terminal.line(now);
  return exitCodes.done;
}

const unitsMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const longestMs = 366 * 86_400_000;

/** Milliseconds. */
function readTime(text: string): number {
  const parts = [...text.matchAll(/(\d{1,9})([smhd])/g)];
  const ms = parts.reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (unitsMs[unit] ?? 0),
    0,
  );
  const isWhole = /^\+(?:\d{1,9}[smhd])+$/.test(text);
  if (isWhole && ms > 0 && ms <= longestMs) return ms;
  throw usageError(`"${text}" is not a time to move by, such as +90s, +15m, +1h30m or +2d.`);
}

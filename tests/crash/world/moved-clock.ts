/**
 * Preloaded with `--import` into a process of the crash harness: its clock is real time plus an offset that
 * the parent moves, forward only, over the channel between them. Timers and `performance` stay real.
 */
const realNow = Date.now.bind(Date);
let offsetMs = Number(process.env['CRASH_CLOCK_OFFSET_MS'] ?? 0);

const now = (): number => realNow() + offsetMs;
Date.now = now;
globalThis.Date = new Proxy(Date, {
  construct: (target, given: unknown[], self) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, self) as Date,
});

process.on('message', (message: { offsetMs?: number }) => {
  if (message.offsetMs === undefined) return;
  offsetMs = Math.max(offsetMs, message.offsetMs);
  process.send?.({ movedTo: offsetMs });
});
// Nothing outlives the harness, however that ends.
process.on('disconnect', () => process.exit(1));
process.channel?.unref();

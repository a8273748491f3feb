/**
 * Preloaded with `--import` into a process of the crash harness. Its clocks are real time plus an offset that the
 * parent moves, forward only, over the channel between them. In addition the wall clock may be off by a step in
 * either direction, which `performance` does not show. Timers stay real.
 */
const realNow = Date.now.bind(Date);
const realPerformance = performance.now.bind(performance);
let offsetMs = Number(process.env['CRASH_CLOCK_OFFSET_MS'] ?? 0);
let stepMs = Number(process.env['CRASH_CLOCK_STEP_MS'] ?? 0);

const now = (): number => realNow() + offsetMs + stepMs;
performance.now = () => realPerformance() + offsetMs;
Date.now = now;
globalThis.Date = new Proxy(Date, {
  construct: (target, args: unknown[], self) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, self) as Date,
});

process.on('message', (message: { offsetMs?: number; stepMs?: number }) => {
  stepMs = message.stepMs ?? stepMs;
  if (message.offsetMs === undefined) return;
  offsetMs = Math.max(offsetMs, message.offsetMs);
  process.send?.({ offsetIs: offsetMs });
});
// The process never outlives the harness, however that ends.
process.on('disconnect', () => process.exit(1));
process.channel?.unref();

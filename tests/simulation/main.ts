import { openStage } from './stage.ts';
import { play } from './history.ts';
import { Tally } from './tally.ts';
const [seed = 'a', from = '1', n = '20'] = process.argv.slice(2);
const stage = await openStage();
const tally = new Tally();
const t = performance.now();
let bad = 0;
for (let i = Number(from); i < Number(from) + Number(n); i++) {
  const h = await play(stage, tally, seed, i);
  if (Number(n) === 1) console.log(h.trace.join('\n'));
  if (h.complaints.length) { bad++; if (bad <= 5) console.log(i, h.complaints, h.trace.at(0)); else console.log(i, h.complaints[0]?.slice(0,150)); }
}
console.log(tally.lines().join('\n'), (performance.now() - t) / Number(n), 'ms each', bad, 'bad');
await stage.close();

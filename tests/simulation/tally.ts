/** How often what happened: "steps" → "createOrder" → 12. */
export type Counts = Record<string, Record<string, number>>;

export class Tally {
  readonly counts: Counts = {};

  add(group: string, name: string, times = 1): void {
    const names = (this.counts[group] ??= {});
    names[name] = (names[name] ?? 0) + times;
  }

  join(counts: Counts): void {
    for (const [group, names] of Object.entries(counts)) {
      for (const [name, times] of Object.entries(names)) this.add(group, name, times);
    }
  }

  /** One line for each group, the most frequent first. */
  lines(): string[] {
    const width = Math.max(...Object.keys(this.counts).map(({ length }) => length));
    return Object.entries(this.counts).map(([group, names]) => {
      const rows = Object.entries(names).toSorted(([, a], [, b]) => b - a);
      return `${group.padEnd(width)}  ${rows.map(([name, times]) => `${name} ${times}`).join(', ')}`;
    });
  }
}

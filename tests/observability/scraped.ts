/** What a scrape holds, by name and labels. */
export class Scrape {
  readonly text: string;
  readonly #samples = new Map<string, number>();

  constructor(text: string) {
    this.text = text;
    for (const { name, labels, value } of samplesOf(text)) {
      this.#samples.set(keyOf(name, labels), value);
    }
  }

  /** Undefined where there is none. */
  value(name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
    return this.#samples.get(keyOf(name, labels));
  }
}

export interface Sample {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

const line = /^([a-z_A-Z:][\w:]*)(?:\{(.*?)\})? (\S+)(?: # .*)?$/;

export function samplesOf(text: string): Sample[] {
  return text.split('\n').flatMap((row) => {
    const [, name, labels = '', value] = line.exec(row) ?? [];
    if (name === undefined) return [];
    const pairs = Array.from(labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g), ([, key, of]) => [
      key,
      of,
    ]);
    return [{ name, labels: Object.fromEntries(pairs) as Sample['labels'], value: Number(value) }];
  });
}

const keyOf = (name: string, labels: Readonly<Record<string, string>>): string =>
  JSON.stringify([name, Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))]);

/** Of a server: `url` is that of its GraphQL endpoint. */
export async function scrape({ url }: { url: string }, accept = '*/*'): Promise<Scrape> {
  const answer = await fetch(url.replace('/graphql', '/metrics'), { headers: { accept } });
  return new Scrape(await answer.text());
}

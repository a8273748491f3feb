export interface RedactOptions {
  /** Header names whose values are masked. */
  headers: readonly string[];
  /** Names of query, form and JSON members whose values are masked. */
  members: readonly string[];
  /** Values that are masked wherever they turn up; asked each time, since tokens change. */
  secrets: () => readonly string[];
}

export interface Redactor {
  text(text: string): string;
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
}

const mask = '***';
/** Shorter values would mask ordinary words; they are covered by the name of their member. */
const shortestSecret = 6;

export function createRedactor(options: RedactOptions): Redactor {
  const hidden = new Set(options.headers.map((name) => name.toLowerCase()));
  const names = options.members.map((name) => name.replaceAll(/\W/g, '\\$&')).join('|');
  const inJson = new RegExp(`("(?:${names})"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*"?|[\\w.+-]+)`, 'gi');
  const inQuery = new RegExp(`((?:^|[?&\\s])(?:${names})=)[^&\\s]*`, 'gi');

  const text = (given: string): string => {
    let masked = given;
    for (const secret of options.secrets()) {
      if (secret.length < shortestSecret) continue;
      for (const form of formsOf(secret)) masked = masked.replaceAll(form, mask);
    }
    if (names === '') return masked;
    return masked.replaceAll(inJson, `$1"${mask}"`).replaceAll(inQuery, `$1${mask}`);
  };

  return {
    text,
    headers: (given) =>
      Object.fromEntries(
        Object.entries(given).map(([name, value]) => [
          name,
          hidden.has(name.toLowerCase()) ? mask : text(value),
        ]),
      ),
  };
}

/** As it is, in a query and in a JSON string. */
function formsOf(secret: string): ReadonlySet<string> {
  return new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
}

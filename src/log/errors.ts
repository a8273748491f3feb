/**
 * An error as it is logged: its type, its code, its message and where it was thrown. Other properties are left out: a
 * library may have attached a whole request or row.
 */
export function serializeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'not an error' };
  const { name, message, stack, cause } = error;
  const { code } = error as Error & { code?: unknown };
  return {
    type: name,
    message: withoutTexts(message),
    stack: framesOf(stack),
    ...(typeof code === 'string' ? { code } : {}),
    ...(cause instanceof Error ? { cause: serializeError(cause) } : {}),
  };
}

/** What messages quote: parts of inputs, bodies, rows and statements. */
const quoted = /"[^"]*"?|'[^']*'?|`[^`]*`?/g;
/** Addresses, numbers of cards, documents and phones, tokens. Our own ids stay. */
const telling = /\S+@\S+|\+?\d[\d .()-]{5,}\d|(?!\b[a-z]{3}_[0-9A-Z]{26}\b)\b\w{24,}\b/g;
const longestMessage = 300;
/** Of which messages are looked at. Looking for an address takes time by the square of it. */
const mostRead = 2_000;

/** Messages of libraries quote what they could not read, so what is quoted is left out. */
function withoutTexts(message: string): string {
  // A word that is cut could show a part of what it hides whole.
  const read = message.length > mostRead ? message.slice(0, mostRead).replace(/\S*$/, '') : message;
  return read.replace(quoted, '"…"').replace(telling, '…').slice(0, longestMessage);
}

/** The lines of a stack that name a place in the code. The message before them may have several lines. */
const framesOf = (stack: string | undefined): string =>
  (stack ?? '')
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .join('\n');

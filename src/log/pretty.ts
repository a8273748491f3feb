import type { DestinationStream } from 'pino';

const levels: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info ',
  40: '\u001B[33mwarn \u001B[39m',
  50: '\u001B[31merror\u001B[39m',
  60: '\u001B[31mfatal\u001B[39m',
};

const dim = (text: string): string => `\u001B[2m${text}\u001B[22m`;

/** Writes each JSON line as a line for people: `12:03:04.567 info  a webhook order=ord_… ms=4`. */
export const prettily = (write: (text: string) => void): DestinationStream => ({
  write: (line) => write(pretty(JSON.parse(line) as Record<string, unknown>)),
});

export function pretty({ level, time, msg, err, ...details }: Record<string, unknown>): string {
  const at = new Date(Number(time)).toISOString().slice(11, 23);
  const named = Object.entries(details).map(([name, value]) => `${dim(`${name}=`)}${plain(value)}`);
  const head = [dim(at), levels[Number(level)] ?? String(level), plain(msg), ...named].join(' ');
  return `${head}\n${err === undefined ? '' : textOf(err as LoggedError)}`;
}

/** As `serializeError` has it. */
interface LoggedError {
  type: string;
  message: string;
  stack?: string;
  cause?: LoggedError;
}

function textOf({ type, message, stack = '', cause }: LoggedError): string {
  const own = `    ${plain(type)}: ${plain(message)}\n${stack === '' ? '' : `${stack}\n`}`;
  return cause === undefined ? own : `${own}  caused by\n${textOf(cause)}`;
}

/** Without control characters, which a terminal would obey. */
const plain = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return (text ?? '').replace(/[^\P{C}]/gu, '\uFFFD');
};

import type { Logger } from 'pino';
import { createLog } from '../../src/log/log.ts';

/** A line of the log. */
export interface Line {
  level: number;
  msg: string;
  requestId?: string;
  delivery?: string;
  job?: string;
  [detail: string]: unknown;
}

export interface Captured {
  log: Logger;
  /** All that was written. */
  text(): string;
  lines(): Line[];
  /** The lines with this message, in their order. */
  of(msg: string): Line[];
  clear(): void;
}

/** The log of a server, as it would be on standard output. */
export function captured(level = 'info'): Captured {
  let written: string[] = [];
  const lines = (): Line[] => written.map((line) => JSON.parse(line) as Line);
  return {
    log: createLog(level, { write: (line) => void written.push(line) }),
    text: () => written.join(''),
    lines,
    of: (msg) => lines().filter((line) => line.msg === msg),
    clear: () => (written = []),
  };
}

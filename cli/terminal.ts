import { once } from 'node:events';
import type { Writable } from 'node:stream';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

const codes: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

export interface Terminal {
  /** Whether one JSON value a line is written instead of text for people. */
  isJson: boolean;
  paint(style: Style, text: string): string;
  /** Writes a line for people to the standard output, or nothing with --json. */
  line(text?: string): void;
  /** Writes a line of JSON, or nothing without --json. */
  json(value: unknown): void;
  /** Writes a line to the standard error, in both cases. */
  note(text: string): void;
  /** Writes bytes to the standard output. Resolves when more can be written. */
  write(bytes: Uint8Array): Promise<void>;
}

export interface TerminalOptions {
  output: Writable & { isTTY?: boolean };
  errors: Writable;
  isJson: boolean;
  /** NO_COLOR: https://no-color.org */
  noColour: string | undefined;
}

export function createTerminal({ output, errors, isJson, noColour }: TerminalOptions): Terminal {
  const hasColours = output.isTTY === true && (noColour ?? '') === '';
  const paint = (style: Style, text: string): string => {
    const [on, off] = codes[style];
    return hasColours ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  };
  return {
    isJson,
    paint,
    line: (text = '') => void (isJson || output.write(`${text}\n`)),
    json: (value) => void (isJson && output.write(`${JSON.stringify(value)}\n`)),
    note: (text) => void errors.write(`${text}\n`),
    async write(bytes) {
      if (!output.write(bytes)) await once(output, 'drain');
    },
  };
}

/** Text from elsewhere: what could move the cursor or change colours is replaced. */
export const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');

/** Columns that are as wide as their longest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  }
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

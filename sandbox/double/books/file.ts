import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Of what is in the file. A file of another format is not read. */
const format = 2;

/** The file holds the whole state. At most this part of the time goes into writing it. */
const shareOfTime = 0.1;

/** Where the state of a sandbox survives its process, killed or not. */
export interface BooksFile<State> {
  /** As it was when it was written last. Null where there is none. */
  readonly before: State | null;
  /** Begins to write. `state` is called at each change. */
  open(state: () => State): void;
  /** Writes what has changed: now, or a little later where writing has taken long. */
  readonly changed: () => void;
  /** Writes what has changed, and nothing after that. */
  close(): void;
}

export function openBooksFile<State>(path: string, log: (line: string) => void): BooksFile<State> {
  let stateOf: (() => State) | null = null;
  let written = Buffer.alloc(0);
  let notBefore = 0;
  let timer: NodeJS.Timeout | null = null;

  const write = (): void => {
    timer = null;
    if (stateOf === null) return;
    const began = performance.now();
    const content = serialize({ format, state: stateOf() });
    if (!content.equals(written)) {
      // A process that is killed leaves the old file or the new one, never half of it.
      writeFileSync(`${path}.new`, content, { mode: 0o600 });
      renameSync(`${path}.new`, path);
      written = content;
    }
    const now = performance.now();
    notBefore = now + (now - began) / shareOfTime;
  };
  return {
    before: read<State>(path, log),
    open(state) {
      mkdirSync(dirname(path), { recursive: true });
      stateOf = state;
    },
    changed() {
      if (timer !== null) return;
      const wait = notBefore - performance.now();
      if (wait <= 0) write();
      else timer = setTimeout(write, wait);
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      write();
      stateOf = null;
    },
  };
}

function read<State>(path: string, log: (line: string) => void): State | null {
  try {
    const content = deserialize(readFileSync(path)) as { format: number; state: State };
    if (content.format === format) return content.state;
    log(`${path} is of another version, so the sandbox begins anew`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    log(`${path} cannot be read, so the sandbox begins anew: ${String(error)}`);
  }
  return null;
}

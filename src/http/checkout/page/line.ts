import { elementOf } from './elements.ts';

/** What reaches the server: requests for the page, and the stream. */
type Part = 'page' | 'stream';

/** Says that the connection is lost, and that it is back. */
export interface Line {
  set(part: Part, isReached: boolean): void;
  /** The order is followed no more. */
  end(): void;
}

/** A shorter loss is not mentioned: a server that restarts is back sooner. Milliseconds. */
const patienceMs = 2000;
const thanksMs = 4000;

export function createLine(): Line {
  const element = elementOf('line');
  const lost = new Set<Part>();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const later = (ms: number, text: string | undefined): void => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (element.textContent = text ?? ''), ms);
  };
  return {
    set(part, isReached) {
      const wasLost = lost.size > 0;
      if (isReached) lost.delete(part);
      else lost.add(part);
      const isLost = lost.size > 0;
      if (isLost === wasLost) return;
      if (isLost) return later(patienceMs, element.dataset['lost']);
      element.textContent = element.textContent === '' ? '' : (element.dataset['back'] ?? '');
      later(thanksMs, '');
    },
    end() {
      lost.clear();
      later(0, element.dataset['ended']);
    },
  };
}

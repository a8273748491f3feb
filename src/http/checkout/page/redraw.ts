import { elementOf } from './elements.ts';

export interface Main {
  /** Shows what the server says now, also where it does not answer at once. */
  redraw(): void;
}

interface Hooks {
  /** What was received is in place. */
  onDrawn: (page: Document) => void;
  onReached: (isReached: boolean) => void;
}

/** A line that is silent is given up after so many milliseconds. */
const answerMs = 4000;
const pauseMs = 1000;

export function createMain({ onDrawn, onReached }: Hooks): Main {
  let shown = elementOf('main').innerHTML;
  let wanted = 0;
  let isDrawing = false;

  async function drawAll(): Promise<void> {
    let drawn = wanted - 1;
    while (drawn < wanted) {
      const aim = wanted;
      // oxlint-disable-next-line no-await-in-loop -- Each shows what is true after the last sign.
      const page = await load();
      onReached(page !== null);
      if (page === null) {
        // oxlint-disable-next-line no-await-in-loop -- A pause between two tries.
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        continue;
      }
      drawn = aim;
      const main = page.getElementById('main')?.innerHTML ?? shown;
      if (main !== shown) replace(main, page.title);
      shown = main;
      onDrawn(page);
    }
  }

  return {
    redraw() {
      wanted += 1;
      if (isDrawing) return;
      isDrawing = true;
      void drawAll().finally(() => {
        isDrawing = false;
      });
    },
  };
}

/** Null where there is no page: no answer, or a server that has trouble. */
async function load(): Promise<Document | null> {
  try {
    const answer = await fetch(location.href, {
      headers: { accept: 'text/html' },
      cache: 'no-store',
      signal: AbortSignal.timeout(answerMs),
    });
    if (answer.status === 429 || answer.status >= 500) return null;
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    return null;
  }
}

/** The focus stays on the same control. Where that is gone, it is on the status, which is then read out. */
function replace(content: string, title: string): void {
  const main = elementOf('main');
  const before = main.querySelector('h1')?.textContent;
  const focused = main.contains(document.activeElement) ? document.activeElement?.id : undefined;
  // It is the server's own page, in which everything is escaped.
  main.innerHTML = content;
  document.title = title;
  const heading = main.querySelector('h1');
  if (focused !== undefined) (document.getElementById(focused) ?? heading)?.focus();
  if (heading === null || heading.textContent === before) return;
  const detail = heading.nextElementSibling?.textContent ?? '';
  elementOf('announcement').textContent = `${heading.textContent} ${detail}`;
}

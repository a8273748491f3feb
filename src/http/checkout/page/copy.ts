import { elementOf } from './elements.ts';

/** How long a button says that its text was copied. Milliseconds. */
const thanksMs = 2500;

/** Shows the buttons that the page hides from browsers without scripts. */
export function showCopyButtons(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) button.hidden = false;
}

export function copyOnClick(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    const text = button?.dataset['copy'];
    if (button === null || text === undefined) return;
    void copy(button, text);
  });
}

async function copy(button: HTMLButtonElement, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Not allowed here, as on plain http: it is selected, so that the payer copies it by hand.
    const shown = button.parentElement?.querySelector('code');
    if (shown) getSelection()?.selectAllChildren(shown);
    return;
  }
  const label = button.textContent;
  const copied = button.dataset['copied'] ?? label;
  button.textContent = copied;
  elementOf('announcement').textContent = copied;
  setTimeout(() => (button.textContent = label), thanksMs);
}

/** The element with this id. The server's page has it, or this one is none of its pages. */
export function elementOf(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

/** The script element carries what the script needs to know. */
export function dataOf(page: Document): DOMStringMap {
  return page.querySelector<HTMLElement>('script[data-order]')?.dataset ?? {};
}

export const language = document.documentElement.lang;

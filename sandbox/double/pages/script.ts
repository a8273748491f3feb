import { createHash } from 'node:crypto';
import { Html } from './html.ts';

/**
 * Takes over what has changed from the page as it is now, once a second, so that nothing flickers and what somebody is
 * typing stays. Only what is marked `data-live` is changed.
 */
const source = `
async function refresh() {
  const response = await fetch(location.href);
  if (!response.ok) return;
  const now = new DOMParser().parseFromString(await response.text(), 'text/html');
  document.title = now.title;
  for (const part of document.querySelectorAll('[data-live]')) {
    const fresh = now.getElementById(part.id);
    if (fresh === null) continue;
    if (part.className !== fresh.className) part.className = fresh.className;
    if (part.innerHTML !== fresh.innerHTML) part.innerHTML = fresh.innerHTML;
  }
}
async function follow() {
  if (!document.hidden) await refresh().catch(() => undefined);
  setTimeout(follow, 1000);
}
document.addEventListener('click', async ({ target }) => {
  const text = target.dataset?.copy;
  if (text === undefined) return;
  await navigator.clipboard.writeText(text);
  document.querySelector('#copied').textContent = 'Copied';
  setTimeout(() => (document.querySelector('#copied').textContent = ''), 2000);
});
setTimeout(follow, 1000);
`;

export const script = new Html(`<script type="module">${source}</script>`);

/** Lets a page run this script and no other, and fetch itself. */
export const scriptPolicy =
  `script-src 'sha256-${createHash('sha256').update(source).digest('base64')}'; ` +
  "connect-src 'self'";

import { posix } from 'node:path';
import { escapeHtml } from './html.ts';
import type { Page } from './page.ts';
import { policy } from './policy.ts';

/** Part of the navigation. */
export interface NavGroup {
  title: string;
  pages: readonly NavPage[];
}

export type NavPage = Pick<Page, 'path' | 'title'>;

/** Groups that are open on every page. That of the page is open too. */
const alwaysOpen = ['Start', 'Cookbook'];

/** The whole HTML of a page. All links are relative, so the site works under any address. */
export function layOut(page: Page, groups: readonly NavGroup[]): string {
  const to = (path: string): string => posix.relative(posix.dirname(page.path), path);
  const title = page.path === 'index.html' ? 'Paygraph' : `${page.title} · Paygraph`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${to('assets/icon.svg')}">
<link rel="stylesheet" href="${to('assets/site.css')}">
<script src="${to('assets/theme.js')}"></script>
<script type="module" src="${to('assets/site.js')}"></script>
</head>
<body>
<a class="skip" href="#site-content">Skip to the content</a>
<header>
<button type="button" id="site-menu" aria-expanded="false" aria-controls="site-pages" hidden>Menu</button>
<a class="home" href="${to('index.html')}">Paygraph</a>
<search hidden>
<input id="site-search" type="text" role="combobox" placeholder="Search" aria-label="Search the documentation"
 aria-expanded="false" aria-controls="site-results" aria-autocomplete="list" autocomplete="off" spellcheck="false">
<kbd aria-hidden="true">/</kbd>
<div id="site-results" role="listbox" aria-label="Results" hidden></div>
<p id="site-status" role="status"></p>
</search>
<button type="button" id="site-theme" hidden>Dark</button>
</header>
<div class="columns">
<nav id="site-pages" aria-label="Pages">${groups.map((group) => navGroup(group, page, to)).join('\n')}</nav>
${contents(page)}
<main id="site-content" tabindex="-1">
<article>
${page.body}
</article>
${steps(page, groups, to)}
</main>
</div>
</body>
</html>
`;
}

type To = (path: string) => string;

function navGroup({ title, pages }: NavGroup, page: Page, to: To): string {
  const isOpen = alwaysOpen.includes(title) || pages.some(({ path }) => path === page.path);
  const items = pages.map(({ path, title: name }) => {
    const current = path === page.path ? ' aria-current="page"' : '';
    return `<li><a href="${to(path)}"${current}>${escapeHtml(name)}</a></li>`;
  });
  return `<details${isOpen ? ' open' : ''}><summary>${title}</summary><ul>${items.join('')}</ul></details>`;
}

function contents({ headings }: Page): string {
  const shown = headings.filter(({ depth }) => depth === 2 || depth === 3);
  if (shown.length < 2) return '<div class="toc"></div>';
  const items = shown.map(({ anchor, title, depth }) => {
    return `<li class="depth-${depth}"><a href="#${escapeHtml(anchor)}">${escapeHtml(title)}</a></li>`;
  });
  return `<nav class="toc" aria-label="On this page"><details><summary>On this page</summary>
<ul>${items.join('')}</ul></details></nav>`;
}

/** Links to the page before and after, in the order of the navigation. */
function steps({ path }: Page, groups: readonly NavGroup[], to: To): string {
  const all = groups.flatMap(({ pages }) => pages);
  const at = all.findIndex((one) => one.path === path);
  const link = (step: NavPage | undefined, rel: string, label: string): string =>
    step === undefined
      ? '<span></span>'
      : `<a rel="${rel}" href="${to(step.path)}"><small>${label}</small> ${escapeHtml(step.title)}</a>`;
  if (at === -1) return '';
  return `<nav class="steps" aria-label="Previous and next page">
${link(all[at - 1], 'prev', 'Previous')}
${link(all[at + 1], 'next', 'Next')}
</nav>`;
}

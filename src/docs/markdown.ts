import { posix } from 'node:path';
import { Marked } from 'marked';
import type { Token, Tokens } from 'marked';
import { createAnchors } from './anchor.ts';
import { highlight } from './highlight.ts';
import { escapeHtml } from './html.ts';
import type { Entry, Heading, Page } from './page.ts';

/** Leads from a file of the project to the page or image that is made from it; undefined where there is none. */
export type Published = (file: string) => string | undefined;

/** A file of the project in Markdown. */
export interface MarkdownFile {
  /** From the root of the project: "docs/cookbook/refund.md". */
  file: string;
  text: string;
  /** Of the page that it becomes. */
  path: string;
}

/** Makes a page. HTML in the text is shown as text. Links to files that are not published are plain text. */
export function renderMarkdown({ file, text, path }: MarkdownFile, published: Published): Page {
  const anchors = createAnchors();
  const headings: Heading[] = [];
  const marked = markedFor((href) => targetOf(href, file, path, published), {
    heading(title, depth) {
      const anchor = anchors(title);
      headings.push({ anchor, title, depth });
      return anchor;
    },
  });
  const tokens = marked.lexer(text);
  const body = marked.parser(tokens).replaceAll(/<table>.*?<\/table>/gs, inScroller);
  const title = headings.find(({ depth }) => depth === 1)?.title ?? path;
  return { path, title, body, headings, entries: entriesOf(tokens, { path, title, headings }) };
}

/** A description in the schema. */
export function renderDescription(text: string): string {
  return markedFor((href) => href).parse(text, { async: false });
}

/** Wide tables scroll by themselves, also by keyboard. */
const inScroller = (table: string): string => `<div class="table" tabindex="0">${table}</div>`;

interface Hooks {
  /** Returns the anchor. */
  heading(title: string, depth: number): string;
}

function markedFor(resolve: (href: string) => string | null, hooks?: Hooks): Marked {
  return new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const inner = this.parser.parseInline(tokens);
        if (!hooks) return `<p><strong>${inner}</strong></p>\n`;
        const anchor = escapeHtml(hooks.heading(plainText(tokens), depth));
        const link = `<a class="anchor" href="#${anchor}" aria-label="Link to this heading">#</a>`;
        return `<h${depth} id="${anchor}">${inner} ${depth === 1 ? '' : link}</h${depth}>\n`;
      },
      code({ text, lang = '' }) {
        return `<pre tabindex="0"><code>${highlight(text, lang)}</code></pre>\n`;
      },
      html: ({ text }) => (text.startsWith('<!--') ? '' : escapeHtml(text)),
      link({ href, tokens }) {
        const inner = this.parser.parseInline(tokens);
        const target = resolve(href);
        return target === null ? inner : `<a href="${escapeHtml(target)}">${inner}</a>`;
      },
      image({ href, text }) {
        const target = resolve(href);
        const alt = escapeHtml(text);
        return target === null ? alt : `<img src="${escapeHtml(target)}" alt="${alt}">`;
      },
    },
  });
}

/** Null where a link leads to nothing that is published. */
function targetOf(href: string, file: string, path: string, published: Published): string | null {
  if (href.startsWith('#') || /^https?:/.test(href)) return href;
  if (/^[a-z]+:/i.test(href)) return null;
  const [to = '', anchor] = href.split('#');
  const target = published(posix.join(posix.dirname(file), to));
  if (target === undefined) return null;
  const relative = posix.relative(posix.dirname(path), target);
  return anchor === undefined ? relative : `${relative}#${anchor}`;
}

/** What is below a heading belongs to it, up to the next one. */
function entriesOf(
  tokens: readonly Token[],
  { path, title, headings }: Pick<Page, 'path' | 'title' | 'headings'>,
): Entry[] {
  const texts: string[][] = [];
  for (const token of tokens) {
    if (token.type === 'heading') texts.push([]);
    else texts.at(-1)?.push(plainText([token]));
  }
  return headings.map((heading, index) => ({
    title: heading.title,
    where: title,
    url: heading.depth === 1 ? path : `${path}#${heading.anchor}`,
    text: (texts[index] ?? []).join(' ').replaceAll(/\s+/g, ' ').trim(),
  }));
}

function plainText(tokens: readonly Token[]): string {
  return tokens.map(textOf).join('');
}

function textOf(token: Token): string {
  switch (token.type) {
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return [header, ...rows]
        .map((row) => row.map((cell) => plainText(cell.tokens)).join(' '))
        .join(' ');
    }
    case 'list':
      return (token as Tokens.List).items.map((item) => plainText(item.tokens)).join(' ');
    case 'html':
      return '';
    default:
      if ('tokens' in token && token.tokens) return plainText(token.tokens);
      return 'text' in token ? String(token.text) : ' ';
  }
}

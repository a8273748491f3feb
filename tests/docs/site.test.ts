import { globSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { buildSchema } from 'graphql';
import MiniSearch from 'minisearch';
import { beforeAll, describe, expect, it } from 'vitest';
import { highlight } from '../../src/docs/highlight.ts';
import { renderMarkdown } from '../../src/docs/markdown.ts';
import type { Entry } from '../../src/docs/page.ts';
import { referencePages } from '../../src/docs/reference/pages.ts';
import { renderSite } from '../../src/docs/site.ts';
import type { SiteFiles } from '../../src/docs/site.ts';
import { describeSchema } from '../../src/graphql/description/describe-schema.ts';
import { schema } from '../support/schema.ts';
import { anchorsOf } from '../support/headings.ts';

const root = join(import.meta.dirname, '..', '..');
const described = describeSchema(schema);
const sources = globSync('docs/**/*.md', { cwd: root }).toSorted();

let site: SiteFiles;
beforeAll(async () => {
  site = await renderSite({ root, schema: described });
});

const textOf = (path: string): string => Buffer.from(site.get(path)?.content ?? []).toString();
const pages = (): string[] => [...site.keys()].filter((path) => path.endsWith('.html'));
const all = (html: string, pattern: RegExp): string[] =>
  Array.from(html.matchAll(pattern), ([, found = '']) => found);
const idsOf = (html: string): string[] => all(html, / id="([^"]*)"/g);
const pathOf = (file: string): string =>
  file.slice('docs/'.length).replace('README.md', 'index.html').replace('.md', '.html');

describe('the site', () => {
  it.each(sources)('has a page of %s with the anchors that GitHub has', (file) => {
    const html = textOf(pathOf(file));
    expect(all(html, /<(h1) id=/g)).toEqual(['h1']);
    const anchors = anchorsOf(readFileSync(join(root, file), 'utf8'));
    expect(idsOf(html)).toEqual(expect.arrayContaining(anchors));
  });

  it('leads to every page from the first one, and nowhere else', () => {
    const broken: string[] = [];
    const visited = new Set(['index.html']);
    for (const from of visited) {
      const html = textOf(from);
      for (const link of all(html, /<(?:a|link|script|img)\b[^>]* (?:href|src)="([^"]*)"/g)) {
        if (link.startsWith('https:')) continue;
        const [to = '', anchor] = link.split('#');
        const path = to === '' ? from : posix.join(posix.dirname(from), to);
        const isThere = anchor === undefined || idsOf(textOf(path)).includes(anchor);
        if (!site.has(path) || !isThere) broken.push(`${from}: ${link}`);
        else if (path.endsWith('.html')) visited.add(path);
      }
    }
    expect(broken).toEqual([]);
    expect(pages().filter((path) => !visited.has(path))).toEqual(['404.html']);
  });

  it('has each page in the navigation once, and each id once on a page', () => {
    for (const path of pages()) {
      const html = textOf(path);
      expect({ path, current: all(html, /(aria-current="page")/g).length }).toEqual({
        path,
        current: path === '404.html' ? 0 : 1,
      });
      const ids = idsOf(html);
      expect({ path, ids: ids.filter((id, at) => ids.indexOf(id) !== at) }).toEqual({
        path,
        ids: [],
      });
    }
  });

  it('loads nothing from another host, and has no script or style in its pages', () => {
    for (const path of pages()) {
      const html = textOf(path);
      expect(all(html, /<(?:script|link|img)\b[^>]* (?:src|href)="(https?:[^"]*)"/g)).toEqual([]);
      expect(html).not.toMatch(/<style|\sstyle=|\son\w+="|<script(?![^>]* src=)/);
    }
    const scripts = [...site.keys()].filter((path) => path.startsWith('assets/'));
    expect(
      scripts.filter((path) => /url\(['"]?https?:|from ['"]https?:/.test(textOf(path))),
    ).toEqual([]);
  });

  it('has no files where there is no folder docs/', async () => {
    expect(await renderSite({ root: join(tmpdir(), 'nowhere'), schema: described })).toEqual(
      new Map(),
    );
  });
});

describe('the search', () => {
  let find: (text: string) => Entry[];
  beforeAll(async () => {
    const path = '../../src/docs/assets/search.js';
    const { createSearch } = (await import(path)) as {
      createSearch: (engine: unknown, entries: Entry[]) => typeof find;
    };
    find = createSearch(MiniSearch, JSON.parse(textOf('search.json')) as Entry[]);
  });

  it('has an entry for everything in the schema, at an anchor that is there', () => {
    const urls = new Set((JSON.parse(textOf('search.json')) as Entry[]).map(({ url }) => url));
    for (const url of urls) {
      const [path = '', anchor] = url.split('#');
      const isThere = anchor === undefined || idsOf(textOf(path)).includes(anchor);
      expect({ url, isThere: site.has(path) && isThere }).toEqual({ url, isThere: true });
    }
    const members = described.types.flatMap(({ name, fields, values }) => [
      ...fields.map((field) => `${name}.${field.name}`),
      ...values.map((value) => `${name}.${value.name}`),
    ]);
    const anchors = new Set([...urls].map((url) => url.split('#')[1] ?? ''));
    const missing = members.filter(
      (member) => !anchors.has(member.replace(/^(?:Query|Mutation|Subscription)\./, '')),
    );
    expect(missing).toEqual([]);
  });

  it.each([
    ['createRefund', 'reference/mutations.html#createRefund'],
    ['refundable', 'reference/objects.html#Order.refundable'],
    ['OrderStatus', 'reference/enums.html#OrderStatus'],
    ['AWAITING_PAYMENT', 'reference/enums.html#OrderStatus.AWAITING_PAYMENT'],
    ['quick start', 'quick-start.html'],
    ['underpayment', 'cookbook/resolve-an-underpayment.html'],
    ['idempotency keys', 'states-and-errors.html#idempotency-keys'],
    ['reconcilation', 'reconciliation.html'],
    ['PAYGRAPH_TRUSTED_PROXIES', 'security.html#reverse-proxy'],
  ])('finds %s', (text, url) => {
    expect(find(text).map((entry) => entry.url)).toContain(url);
  });

  it('puts the operation of that name first', () => {
    expect(find('createRefund')[0]?.url).toBe('reference/mutations.html#createRefund');
    expect(find('orderUpdates')[0]?.url).toBe('reference/subscriptions.html#orderUpdates');
  });

  it('finds nothing for what is nowhere', () => {
    expect(find('zzqqxxy')).toEqual([]);
  });
});

const published = (file: string): string | undefined =>
  ({ 'docs/b.md': 'b.html', 'docs/in/c.md': 'in/c.html', 'docs/a.png': 'a.png' })[file];

const render = (text: string) =>
  renderMarkdown({ file: 'docs/a.md', text, path: 'a.html' }, published);

describe('a page in Markdown', () => {
  it('shows HTML as text and drops comments', () => {
    const { body } = render(
      '# A <b>\n\n<script>alert(1)</script>\n\nx <img src=x onerror=y> `<i>`\n\n<!-- gone -->\n',
    );
    expect(body).not.toMatch(/<script|<img|<b>|<i>|gone/);
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).toContain('<code>&lt;i&gt;</code>');
  });

  it('links to pages, and leaves what is not published as text', () => {
    const { body } = render(
      '[b](b.md#x) [c](in/c.md) [own](#y) [src](../src/app.ts) [js](javascript:alert) ![pic](a.png)',
    );
    expect(all(body, /(?:href|src)="([^"]*)"/g)).toEqual(['b.html#x', 'in/c.html', '#y', 'a.png']);
    expect(body).toMatch(/src js <img/);
  });

  it('numbers the anchors of equal headings', () => {
    const { headings } = render('# A\n\n## One `two`\n\n## One two\n');
    expect(headings.map(({ anchor }) => anchor)).toEqual(['a', 'one-two', 'one-two-1']);
  });

  it('gives the search each heading with the text below it', () => {
    const { entries } = render(
      '# A\n\nfirst `code`\n\n## B\n\n| x | y |\n| - | - |\n| 1 | [2](b.md) |\n\n- *z*\n',
    );
    expect(entries).toEqual([
      { title: 'A', where: 'A', url: 'a.html', text: 'first code' },
      { title: 'B', where: 'A', url: 'a.html#b', text: 'x y 1 2 z' },
    ]);
  });

  it.each(['ts', 'graphql', 'sh', 'json', 'other'])(
    'keeps every character of code in %s',
    (language) => {
      const code = 'const a = "<b> \\" c" // d & e\n# query on `x${1}` \'\n{ "f": true }';
      const plain = highlight(code, language)
        .replaceAll(/<span class="\w+">|<\/span>/g, '')
        .replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => {
          return { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }[entity] ?? '&';
        });
      expect(plain).toBe(code);
    },
  );
});

describe('the reference', () => {
  const toy = referencePages(
    describeSchema(
      buildSchema(`
        "When, as in \`RFC 3339\`."
        scalar Time @specifiedBy(url: "https://example.com/time")
        enum Color { RED @deprecated(reason: "Use <BLUE>.") BLUE }
        input ThingInput @oneOf { name: String color: Color }
        interface Named { name: String! }
        type Thing implements Named { name: String! color(dark: Boolean = true): Color! at: Time }
        union Result = Thing
        type Query { thing(input: ThingInput!, first: Int = 20): Result! }
      `),
    ),
  );
  const bodyOf = (file: string): string =>
    toy.find(({ path }) => path === `reference/${file}.html`)?.body ?? '';

  it('has a page for each kind that there is', () => {
    expect(toy.map(({ path }) => path)).toEqual(
      ['index', 'queries', 'objects', 'interfaces', 'unions', 'enums', 'inputs', 'scalars'].map(
        (file) => `reference/${file}.html`,
      ),
    );
  });

  it('shows arguments, defaults and links to their types', () => {
    expect(bodyOf('queries')).toContain('<a href="unions.html#Result">Result</a>!');
    expect(bodyOf('queries')).toContain('<a href="inputs.html#ThingInput">ThingInput</a>!');
    expect(bodyOf('queries')).toMatch(/first<\/a>: <a[^>]*>Int<\/a> <span>= 20<\/span>/);
    expect(bodyOf('objects')).toContain('id="Thing.color.dark"');
  });

  it('shows what a type is returned by, used in, a member of and implements', () => {
    expect(bodyOf('unions')).toMatch(
      /Returned by<\/span> <code><a href="queries.html#thing">thing</,
    );
    expect(bodyOf('inputs')).toMatch(/Used in<\/span> <code><a href="queries.html#thing">thing</);
    expect(bodyOf('enums')).toMatch(
      /Returned by<\/span> <code><a href="objects.html#Thing.color">/,
    );
    expect(bodyOf('objects')).toMatch(/Member of<\/span> <code><a href="unions.html#Result">/);
    expect(bodyOf('objects')).toMatch(/Implements<\/span> <code><a href="interfaces.html#Named">/);
    expect(bodyOf('interfaces')).toMatch(
      /Implemented by<\/span> <code><a href="objects.html#Thing">/,
    );
  });

  it('shows deprecations, specifications, and inputs of which one member is given', () => {
    expect(bodyOf('enums')).toMatch(/Deprecated\.<\/strong> <p>Use &lt;BLUE&gt;/);
    expect(bodyOf('scalars')).toContain('href="https://example.com/time"');
    expect(bodyOf('scalars')).toContain('<code>RFC 3339</code>');
    expect(bodyOf('inputs')).toContain('@oneOf');
  });
});

import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf } from './support/headings.ts';
import { read } from './support/sources.ts';

const root = join(import.meta.dirname, '..');
const isThere = (path: string): boolean => existsSync(join(root, path));

/** A comment or a page cites a file of this repository and its heading: docs/rules.md#other-money. */
const citation = /\bdocs\/[\w./-]+\.md\b(?:#([\w-]+))?/g;

/** Matches between two words that may stand on two lines of a comment. */
const gap = String.raw`\s+(?:(?:\*|//)\s+)?`;

const ofDocuments =
  'cite docs/rules.md#… for a rule of ours, and the page of docs/ that has it for anything else';
const ofProviders = 'cite docs/providers/….md#…, and write there what the provider says';

/** Former citations of documents that are not in this repository, and what to write instead. */
const retired: readonly [form: RegExp, instead: string][] = [
  [/\b(?:ANSWERS|DESIGN|SPEED|CORE-SPIKE|GLOSSARY|REGRESSIONS)\b/, ofDocuments],
  [/\b(?:STYLE|STACK)(?:\.md\b|\s+\d)/, ofDocuments],
  [new RegExp(`\\b[Ss]ections?${gap}\\d|§`), ofProviders],
  [new RegExp(`\\b(?:both|the|providers'?)${gap}specifications\\b`), ofProviders],
  // A test's name, which a page gives in quotes, is not a citation.
  [/(?<!["'`])\b[ABCRW]\d{1,2}\b/, `${ofProviders}; a test is cited by its whole title`],
];

/** The prose of a file: its comments, or all of a page. */
function prose(path: string, text: string): string {
  if (/\.(?:md|md\.tmpl|graphql)$/.test(path)) return text;
  return (text.match(/\/\*.*?\*\/|(?<=^|\s)\/\/[^\n]*/gms) ?? []).join('\n');
}

function unresolved(content: string): string[] {
  return Array.from(content.matchAll(citation)).flatMap(([cited, anchor]) => {
    const [page = ''] = cited.split('#');
    if (!isThere(page)) return [`${cited}: there is no such page`];
    if (anchor === undefined || anchorsOf(read(page)).includes(anchor)) return [];
    return [`${cited}: the page has no such heading`];
  });
}

function complaints(path: string, text: string): string[] {
  const content = prose(path, text);
  const old = retired.flatMap(([form, instead]) => {
    const [found] = form.exec(content) ?? [];
    return found === undefined ? [] : [`"${found}": ${instead}`];
  });
  return [...unresolved(content), ...old].map((complaint) => `${path}: ${complaint}`);
}

const folders = '{src,sandbox,tests,bench,scripts,docs,clients,console,examples}';
const files = globSync([`${folders}/**/*.{ts,js,mjs,md,tmpl}`, '*.{ts,md,graphql}'], {
  cwd: root,
  exclude: ['**/node_modules/**', 'tests/generated/**'],
});

describe('a citation', () => {
  // This file contains the retired forms.
  it.each(files.filter((path) => path !== 'tests/citations.test.ts'))('resolves in %s', (path) => {
    expect(complaints(path, read(path))).toEqual([]);
  });

  it.each([
    ['a.ts', '/** Counts for nothing (docs/rules.md#other-money). */', 0],
    ['a.ts', '// As on docs/running.md', 0],
    ['a.ts', "it('R7: is done by another run', () => {});", 0],
    ['a.md', 'held by "R29 …" of tests/operations/webhooks.test.ts', 0],
    ['a.ts', '/** Counts for nothing (docs/rules.md#no-such-rule). */', 1],
    ['a.ts', '/** docs/providers/nobody.md#refunds */', 1],
    ['a.md', 'As docs/rules.md#no-such-rule has it.', 1],
    ['a.ts', '/** Over (ANSWERS 20). */', 1],
    ['a.ts', '/** DESIGN 9. */', 1],
    ['a.md', 'See REGRESSIONS.md.', 1],
    ['a.ts', '// Section 5.1: required.', 1],
    ['a.ts', '/**\n * Signed as it says in section\n * 3.4.\n */', 1],
    ['a.ts', '/** The paths of both specifications. */', 1],
    ['a.ts', '/** C7. */', 1],
    ['a.ts', '/** Its example has it (A6, W6). */', 1],
    ['a.ts.tmpl', '/** R3. */', 1],
  ])('of %s, %j, has %i complaints', (path, text, count) => {
    expect(complaints(path, text)).toHaveLength(count);
  });
});

/** Each rule with the files that its line `Tests:` names. */
function rulesOf(page: string): { heading: string; tests: string[] }[] {
  return page
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [heading = '', ...paragraphs] = part.split(/\n+(?=\n)/);
      const tests = paragraphs.find((paragraph) => paragraph.startsWith('\nTests: ')) ?? '';
      return { heading, tests: Array.from(tests.matchAll(/`([^`]+)`/g), ([, path]) => `${path}`) };
    });
}

describe('docs/rules.md', () => {
  const rules = rulesOf(read('docs/rules.md'));

  it('has each rule once', () => {
    expect(rules.length).toBeGreaterThan(20);
    expect(new Set(rules.map(({ heading }) => heading)).size).toBe(rules.length);
  });

  it.each(rules)('names tests of "$heading" that exist', ({ tests }) => {
    expect(tests).not.toEqual([]);
    expect(tests.filter((path) => !isThere(path))).toEqual([]);
  });

  it('is read rule by rule', () => {
    const page = '# Rules\n\n### One\n\nSo.\n\nTests: `a.ts`,\n`b.ts`\n\n### Two\n\nNot `c.ts`.\n';
    expect(rulesOf(page)).toEqual([
      { heading: 'One', tests: ['a.ts', 'b.ts'] },
      { heading: 'Two', tests: [] },
    ]);
  });
});

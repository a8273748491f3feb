import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { NoDeprecatedCustomRule, buildSchema, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { proofs } from '../scripts/proofs.ts';
import { limits } from '../src/config/limits.ts';
import { failureCodes } from '../src/domain/observation.ts';
import { orderTransitions, orderPhase, orderStatuses } from '../src/domain/order.ts';
import { payoutTransitions, payoutPhase, payoutStatuses } from '../src/domain/payout.ts';
import { rules } from '../src/operations/verification/findings.ts';
import { assets } from '../src/providers/stablecoin-gateway/assets.ts';
import {
  abnormalTypes,
  orderStatusTable,
  refundStatusTable,
  settlementStatusTable,
} from '../src/providers/stablecoin-gateway/mapping.ts';
import { anchorsOf, withoutCode } from './support/headings.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const pages = [...globSync('*.md', { cwd: root }), ...globSync('docs/**/*.md', { cwd: root })];

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, found]) => found ?? []);
}

/** The cells of all table rows of a page, or of its part under a heading. */
function rows(path: string, heading?: string): string[][] {
  const text = read(path);
  const from = heading === undefined ? 0 : text.indexOf(`\n${heading}\n`) + 1;
  if (from === 0 && heading !== undefined) throw new Error(`${path} has no ${heading}`);
  const part = heading === undefined ? text : text.slice(from + heading.length);
  const end = heading === undefined ? -1 : part.search(/^#{1,3} /m);
  return (end === -1 ? part : part.slice(0, end))
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('| -'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

const code = (text: string): string => `\`${text}\``;

describe.each(pages)('%s', (page) => {
  it('links to files and headings that exist', () => {
    const links = matches(withoutCode(read(page)), /\]\(([^)\s]+)\)/g);
    const broken = links
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? page : relative(root, join(root, dirname(page), path));
        if (!existsSync(join(root, target))) return true;
        if (anchor === undefined) return false;
        return !anchorsOf(read(target)).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = matches(read(page), /npm run ([\w:-]+)/g);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('has no path of a single machine', () => {
    expect(read(page)).not.toMatch(/(?<![\w.])\/(?:home|root|tmp|Users)\//);
  });

  it('shows GraphQL that fits the schema, and nothing of it that is deprecated', () => {
    const schema = buildSchema(read('schema.graphql'));
    const documents = matches(read(page), /^```graphql\n(.*?)^```$/gms);
    const rules = [...specifiedRules, NoDeprecatedCustomRule];
    expect(documents.flatMap((document) => validate(schema, parse(document), rules))).toEqual([]);
  });
});

describe('SECURITY.md', () => {
  it('names for each threat a defence and its tests, which are there', () => {
    const threats = rows('SECURITY.md').filter(([attacker]) => attacker !== 'Attacker');
    expect(threats.length).toBeGreaterThan(60);
    for (const cells of threats) {
      expect(cells).toHaveLength(4);
      const tests = matches(cells.at(-1) ?? '', /`(tests\/[\w./-]+)`/g);
      expect({ cells, isTested: tests.length > 0 }).toEqual({ cells, isTested: true });
      expect(tests.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    }
  });
});

describe('docs/running.md', () => {
  it('lists every environment variable that is read, and no other', () => {
    const known = matches(read('src/config.ts'), /^ {2}([A-Z][A-Z_]+): \w/gm);
    expect(known).toContain('DATABASE_URL');
    const table = rows('docs/running.md', '## Environment').flatMap(([name = '']) =>
      matches(name, /`(\w+)`/g),
    );
    expect(table.toSorted()).toEqual(known.toSorted());
    const named = matches(read('docs/running.md'), /\b(PAYGRAPH_[A-Z_]+|[A-Z]+_URL)\b/g);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('lists every limit with its default, and no other', () => {
    const known = Object.entries(limits).map(([name, limit]) =>
      [name, String(limit.parse(undefined))].map(code),
    );
    const [, ...documented] = rows('docs/running.md', '## Limits').map((cells) =>
      cells.slice(0, 2),
    );
    expect(documented).toEqual(known);
  });

  it('lists every rule of `npm run verify`, and no other', () => {
    const [, ...documented] = rows('docs/running.md', '## Verifying');
    const known = Object.entries(rules).map(([rule, sentence]) => [code(rule), sentence]);
    const plain = documented.map(([rule, holds]) => [rule, `${holds?.replace(' (SQLite)', '')}.`]);
    expect(plain).toEqual(known);
  });

  it('lists every metric of ours, and no other', () => {
    const sources = ['gauges', 'instruments'].map((name) => read(`src/http/metrics/${name}.ts`));
    const known = matches(sources.join('\n'), /name: '(paygraph_\w+)'/g);
    const documented = rows('docs/running.md', '## Metrics').flatMap(([name = '']) =>
      matches(name, /`(\w+)`/g),
    );
    expect(documented.toSorted()).toEqual(known.toSorted());
  });
});

describe('docs/proof.md', () => {
  it('lists every proof, what it shows and how long it takes', () => {
    const documented = rows('docs/proof.md').filter(([name = '']) => name.slice(1, -1) in proofs);
    const known = Object.entries(proofs).map(([name, { shows, duration }]) => [
      code(name),
      shows,
      duration,
    ]);
    expect(documented).toEqual(known);
  });

  it('names no other', () => {
    const named = pages.flatMap((page) => matches(read(page), /npm run prove -- ([\w-]+)/g));
    expect(named.filter((name) => !(name in proofs))).toEqual([]);
  });
});

describe('docs/states-and-errors.md', () => {
  const page = 'docs/states-and-errors.md';
  const phases = (heading: string): string[][] =>
    rows(page, heading)
      .slice(1)
      .map(([status = '', phase = '']) => [status, phase]);
  const transitions = (heading: string): Record<string, string[]> =>
    Object.fromEntries(
      rows(page, heading)
        .slice(1)
        .map(([from = '', to = '']) => [from.replaceAll('`', ''), matches(to, /`(\w+)`/g)]),
    );

  it('has every status with its phase', () => {
    expect(phases('## Orders')).toEqual(
      orderStatuses.map((status) => [code(status), code(orderPhase(status, { isFinal: false }))]),
    );
    expect(phases('## Refunds and settlements')).toEqual(
      payoutStatuses.map((status) => [code(status), code(payoutPhase(status))]),
    );
  });

  it('has every transition', () => {
    expect(transitions('### Moves of an order')).toEqual(orderTransitions);
    expect(transitions('### Moves of a refund or settlement')).toEqual(payoutTransitions);
  });

  it('has every failure code', () => {
    const documented = rows(page, '## Failure codes').slice(1);
    expect(documented.map(([name]) => name)).toEqual(failureCodes.map(code));
  });

  it('has every type of error with its code and advice', () => {
    const source = read('src/domain/errors.ts');
    const classes = source.matchAll(
      /class (\w+) extends ExpectedError.*?code = '(\w+)'.*?retry = '(\w+)'/gs,
    );
    const known = [...classes].map(([, ...statuses]) => statuses.map(code).join(' '));
    const documented = rows(page, '## Errors that are part of a result')
      .filter(([name = '']) => name.endsWith('Error`'))
      .map((cells) => cells.slice(0, 3).join(' '));
    expect(known.length).toBeGreaterThan(5);
    expect(documented.toSorted()).toEqual(known.toSorted());
  });
});

describe.each(['anexpay-xcheckout', 'w-checkout'])('docs/providers/%s.md', (name) => {
  const documented = rows(`docs/providers/${name}.md`).map((cells) => cells.slice(0, 3).join(' '));

  it.each(
    Object.entries({ orderStatusTable, refundStatusTable, settlementStatusTable, abnormalTypes }),
  )('has all of %s', (_table, statuses) => {
    const expected = Object.entries(statuses).map((pair) => pair.map(code).join(' '));
    expect(documented).toEqual(expect.arrayContaining(expected));
  });

  it('has every token', () => {
    const expected = Object.entries(assets).map(([token, { currency, network }]) =>
      [token, currency, network].map(code).join(' '),
    );
    expect(documented).toEqual(expect.arrayContaining(expected));
  });
});

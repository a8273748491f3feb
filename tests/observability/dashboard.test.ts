import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeEndpoint, startReceiver } from '../operations/event-endpoints/receiver.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { nowhere, redirect, created } from '../support/operations.ts';
import { playScenario } from '../support/scenario.ts';
import { rules } from './alerts/rules.ts';
import { parsePromql } from './promql/parse.ts';
import type { Expression } from './promql/parse.ts';
import { samplesOf, scrape } from './scraped.ts';

const file = new URL('../../deploy/grafana/paygraph.json', import.meta.url);
const { panels } = JSON.parse(readFileSync(file, 'utf8')) as {
  panels: { id: number; title: string; targets?: { expr: string }[] }[];
};

/** Every series selector of an expression. */
function selectorsOf(expression: Expression): { name: string; labels: string[] }[] {
  switch (expression.kind) {
    case 'NUMBER':
      return [];
    case 'SELECTOR':
      return [{ name: expression.name, labels: expression.matchers.map(({ label }) => label) }];
    case 'CALL':
      return expression.args.flatMap(selectorsOf);
    case 'AGGREGATE': {
      const { by, of } = expression;
      return selectorsOf(of).map(({ name, labels }) => ({ name, labels: [...labels, ...by] }));
    }
    case 'BINARY':
      return [expression.left, expression.right].flatMap(selectorsOf);
  }
}

const named = [
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr }))),
  ...rules.map(({ alert: title, expr }) => ({ title, expr })),
].map(({ title, expr }) => ({ title, expr: expr.replaceAll('$__rate_interval', '5m') }));

/** Added by Prometheus. */
const ofPrometheus: ReadonlySet<string> = new Set(['job', 'instance', 'le']);

describe('the dashboard and the alert rules', () => {
  let testApp: TestApp;
  let known: Map<string, ReadonlySet<string>>;

  beforeAll(async () => {
    testApp = await openTestApp({ disabledTokens: ['TRX_USDT'] });
    await using receiver = await startReceiver();
    await makeEndpoint(testApp, { url: receiver.url });
    await playScenario(testApp);
    await redirect(testApp, 'W_CHECKOUT', nowhere);
    await eventually(async () => {
      await created(testApp, 'W_CHECKOUT');
      return testApp.app.deps.connections.openCircuits().length > 0;
    });
    const samples = samplesOf((await scrape(testApp)).text);
    const byName = Map.groupBy(samples, ({ name }) => name);
    known = new Map(
      Array.from(byName, ([name, own]) => [
        name,
        new Set(own.flatMap(({ labels }) => Object.keys(labels))),
      ]),
    );
    known.set('up', new Set());
  });
  afterAll(() => testApp.close());

  it.each(named)('use in $title only metrics and labels that there are', ({ expr }) => {
    const unknown = selectorsOf(parsePromql(expr)).flatMap(({ name, labels }) => {
      const own = known.get(name);
      if (own === undefined) return [name];
      return labels
        .filter((label) => !own.has(label) && !ofPrometheus.has(label))
        .map((label) => `${name}{${label}}`);
    });
    expect(unknown).toEqual([]);
  });

  it('has panels with different ids', () => {
    const ids = panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

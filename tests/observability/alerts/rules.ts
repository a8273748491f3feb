import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { evaluate } from '../promql/evaluate.ts';
import type { Scraped } from '../promql/evaluate.ts';
import { parsePromql } from '../promql/parse.ts';
import { samplesOf, scrape } from '../scraped.ts';

export interface Rule {
  alert: string;
  expr: string;
  for: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}

const file = new URL('../../../deploy/prometheus/alerts.yml', import.meta.url);
const { groups } = parse(readFileSync(file, 'utf8')) as { groups: { rules: Rule[] }[] };
export const rules: readonly Rule[] = groups.flatMap((group) => group.rules);

const everyMs = 60_000;

/** What Prometheus would have of a server that it scrapes once a minute. */
export class Scrapes {
  readonly all: Scraped[] = [];

  /** `url`: of the GraphQL endpoint. */
  async add(url: string): Promise<void> {
    const own = await scrape({ url }).then(
      ({ text }) => `${text}\nup{job="paygraph"} 1`,
      () => 'up{job="paygraph"} 0',
    );
    this.all.push({ at: this.all.length * everyMs, samples: samplesOf(own) });
  }

  /** The alerts that fire: their condition holds now, and held at the scrape before where a rule waits. */
  firing(): string[] {
    return rules.filter((rule) => this.#fires(rule)).map(({ alert }) => alert);
  }

  #fires({ expr, for: pause }: Rule): boolean {
    const expression = parsePromql(expr);
    const holds = (scrapes: readonly Scraped[]): boolean =>
      scrapes.length > 0 && evaluate(expression, scrapes).length > 0;
    return holds(this.all) && (pause === '0m' || holds(this.all.slice(0, -1)));
  }
}

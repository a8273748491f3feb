import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface Block {
  language: string;
  code: string;
}

/** The code blocks of a page, in order. */
export function blocksOf(page: string): Block[] {
  const text = readFileSync(join(root, page), 'utf8');
  return Array.from(text.matchAll(/^```(\w+)\n(.*?)^```$/gms), ([, language = '', code = '']) => {
    return { language, code };
  });
}

export interface Step {
  /** The name of the operation. */
  name: string;
  query: string;
  /** As JSON. */
  variables: string;
}

/** The operations of a recipe, in order, each with the variables below it. A second block of variables is a step too. */
export function stepsOf(page: string): Step[] {
  const steps: Step[] = [];
  let last: Block | null = null;
  for (const block of blocksOf(page)) {
    if (block.language === 'graphql') {
      steps.push({ name: nameOf(block.code), query: block.code, variables: '{}' });
    } else if (block.language === 'json') {
      const step = steps.at(-1);
      if (!step) throw new Error(`${page}: variables without an operation`);
      if (last?.language === 'graphql') step.variables = block.code;
      else steps.push({ ...step, variables: block.code });
    }
    last = block;
  }
  return steps;
}

const nameOf = (query: string): string => /^\w+ (\w+)/.exec(query)?.[1] ?? '';

/** Puts the ids that were seen last in place of `ord_…`, `rfd_…` and the like. */
export function createPlaceholders(): { see(answer: unknown): void; fill(text: string): string } {
  const ids = new Map<string, string>();
  return {
    see(answer) {
      for (const [id, prefix = ''] of JSON.stringify(answer).matchAll(
        /\b([a-z]{3})_[0-9A-Z]{26}\b/g,
      )) {
        ids.set(prefix, id);
      }
    },
    fill: (text) =>
      text.replaceAll(/\b([a-z]{3})_…/g, (placeholder, prefix: string) => {
        const id = ids.get(prefix);
        if (id === undefined) throw new Error(`nothing has answered with an id for ${placeholder}`);
        return id;
      }),
  };
}

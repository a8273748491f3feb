import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface Import {
  /** For our own file its path from the root of the project; for everything else the specifier. */
  target: string;
  names: readonly string[];
  typeOnly: boolean;
}

export interface Source {
  /** From the root of the project, with forward slashes: src/domain/money.ts. */
  path: string;
  lines: readonly string[];
  /** With blanks in place of comments, so that lines and columns stay. */
  code: string;
  imports: readonly Import[];
}

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

export function readSources(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => posix.relative(root, posix.join(entry.parentPath, entry.name)))
    .filter((path) => !/(?:^|\/)(?:node_modules|gql|dist)\//.test(path))
    .toSorted()
    .map((path) => parseSource(path, read(path)));
}

const blank = (comment: string): string => comment.replace(/[^\n]/g, ' ');

export function parseSource(path: string, text: string): Source {
  const code = text.replace(/\/\*.*?\*\//gs, blank).replace(/(?<=^|\s)\/\/.*$/gm, blank);
  return { path, lines: text.split('\n'), code, imports: [...importsOf(path, code)] };
}

const statement = /^(?:import|export)\s+(type\s)?([^;'"]*?)\s*from\s+'([^']+)';/gm;
const others = /^import\s+'([^']+)';|\bimport\('([^']+)'\)/gm;

function* importsOf(path: string, code: string): Generator<Import> {
  for (const [, type, clause = '', specifier = ''] of code.matchAll(statement)) {
    const names = Array.from(clause.matchAll(/(type\s+)?(\w+)(?:\s+as\s+\w+)?/g), ([, , name]) =>
      String(name),
    );
    yield { target: resolve(path, specifier), names, typeOnly: type !== undefined };
  }
  for (const [, bare, dynamic] of code.matchAll(others)) {
    const specifier = bare ?? dynamic ?? '';
    yield { target: resolve(path, specifier), names: [], typeOnly: false };
  }
}

function resolve(path: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier;
}

/** Each circle of imports once, starting from its first file. */
export function circlesOf(sources: readonly Source[]): string[][] {
  const targets = new Map(sources.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const circles: string[][] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at !== -1) circles.push([...trail.slice(at), path]);
    if (at !== -1 || done.has(path)) return;
    for (const { target } of targets.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of targets.keys()) visit(path, []);
  return circles;
}

export interface Block {
  /** From 1. */
  line: number;
  length: number;
}

const opening = /(?:\bfunction\b.*|=>|\)(?:: .+)?) \{$/;

/** Bodies of functions, found by the indentation of the formatter. */
export function functionsOf({ lines }: Source): Block[] {
  const blocks: Block[] = [];
  for (const [index, line] of lines.entries()) {
    if (!opening.test(line)) continue;
    const indent = /^ */.exec(line)?.[0] ?? '';
    const end = lines.findIndex((later, at) => at > index && later.startsWith(`${indent}}`));
    if (end !== -1) blocks.push({ line: index + 1, length: end - index + 1 });
  }
  return blocks;
}

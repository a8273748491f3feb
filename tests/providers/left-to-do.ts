import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Every "To do: …" in a provider's files: "src/providers/acme-pay/client.ts:12 the endpoints". */
export function leftToDo(name: string): string[] {
  const folders = [`src/providers/${name}`, `src/sandbox/${name}`].map((folder) => `${folder}/**`);
  const page = `docs/providers/${name}.md`;
  const files = globSync([...folders.map((folder) => `${folder}/*.ts`), page], { cwd: root });
  return files.toSorted().flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const [, what] = /\bTo do: (.+)/.exec(line) ?? [];
        return what === undefined ? [] : [`${path}:${index + 1} ${what}`];
      }),
  );
}

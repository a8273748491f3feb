import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Every "To do: …" in a provider's files: "src/providers/acme-pay/client.ts:12 the endpoints". */
export function leftToDo(name: string): string[] {
  const folders = ['src/providers', 'sandbox', 'tests/providers'].map(
    (folder) => `${folder}/${name}/**/*.ts`,
  );
  const page = `docs/providers/${name}.md`;
  const files = globSync([...folders, page], { cwd: root });
  return files.toSorted().flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const [, what] = /\bTo do: (.+)/.exec(line) ?? [];
        return what === undefined ? [] : [`${path}:${index + 1} ${what}`];
      }),
  );
}

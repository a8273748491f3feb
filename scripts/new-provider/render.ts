/** `{{name}}` is a text; `{{#part}}…{{/part}}` is there with a part, and `{{^part}}…{{/part}}` without it. */
export function render(
  template: string,
  names: Readonly<Record<string, string>>,
  parts: Readonly<Record<string, boolean>>,
): string {
  const section = /\{\{([#^])(\w+)\}\}\n?([\s\S]*?)\{\{\/\2\}\}\n?/;
  let text = template;
  // Inner sections come to light once the outer ones are gone.
  for (let match = section.exec(text); match !== null; match = section.exec(text)) {
    const [whole, kind, part = '', content = ''] = match;
    const isThere = (parts[part] ?? false) === (kind === '#');
    text = text.replace(whole, () => (isThere ? content : ''));
  }
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => names[name] ?? '');
}

const kit = '@paygraph/provider-kit';

/** Where a file that is imported within this repository is for a package outside of it. */
function outsideOf(path: string, name: string): string {
  if (path.startsWith('./') || !path.startsWith('.')) return path;
  if (path.includes('double/index.ts')) return `${kit}/double`;
  if (/conformance(?:\/recorded)?\.ts$/.test(path)) return `${kit}/conformance`;
  const [, folder, file = ''] = /(src\/providers|sandbox)\/([^/]+\/[^/]+)$/.exec(path) ?? [];
  if (!file.startsWith(`${name}/`)) return kit;
  return `../${folder === 'sandbox' ? 'double' : 'src'}/${file.slice(name.length + 1)}`;
}

/** The same file for a package of its own: what comes of this repository is imported from the kit, in one line. */
export function asOutside(text: string, name: string): string {
  const imports = /^import (type )?\{([^}]*)\} from '([^']+)';\n/gm;
  const found = new Map<string, Set<string>>();
  for (const [, type = '', names = '', path = ''] of text.matchAll(imports)) {
    const key = `${type}|${outsideOf(path, name)}`;
    const known = found.get(key) ?? new Set();
    for (const one of names.split(',').map((each) => each.trim())) if (one !== '') known.add(one);
    found.set(key, known);
  }
  const lines = Array.from(found, ([key, names]) => {
    const [type = '', path = ''] = key.split('|');
    const list = [...names].toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    return `import ${type}{ ${list.join(', ')} } from '${path}';\n`;
  });
  return lines.join('') + text.replaceAll(imports, '');
}

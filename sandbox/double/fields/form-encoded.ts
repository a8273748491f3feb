import type { JsonObject, JsonValue } from './json.ts';

/** Members and items of a form in the making. */
interface Branch {
  [name: string]: Branch | string;
}

/**
 * The members of a form-encoded body: `card[number]=1&items[0][name]=a&tags[]=x`. Items that are numbered, or have
 * empty brackets, make a list. Null where one name stands for two things.
 */
export function formMembers(body: string): JsonObject | null {
  const root: Branch = {};
  for (const [name, value] of new URLSearchParams(body)) {
    if (!put(root, pathOf(name), value)) return null;
  }
  return new Map(Object.entries(root).map(([name, branch]) => [name, valueOf(branch)]));
}

function pathOf(name: string): string[] {
  const [first = ''] = name.split('[', 1);
  const inner = Array.from(name.slice(first.length).matchAll(/\[([^\]]*)\]/g), ([, part]) => part);
  return [first, ...inner.map((part) => part ?? '')];
}

function put(root: Branch, path: readonly string[], value: string): boolean {
  let branch = root;
  for (const [depth, part] of path.entries()) {
    const name = part === '' ? String(Object.keys(branch).length) : part;
    const known = Object.hasOwn(branch, name) ? branch[name] : undefined;
    if (depth === path.length - 1) {
      if (known !== undefined) return false;
      branch[name] = value;
    } else {
      if (typeof known === 'string') return false;
      const next: Branch = known ?? {};
      branch[name] = next;
      branch = next;
    }
  }
  return true;
}

function valueOf(branch: Branch | string): JsonValue {
  if (typeof branch === 'string') return branch;
  const entries = Object.entries(branch);
  const isList = entries.every(([name]) => /^\d+$/.test(name));
  if (isList) return entries.map(([, item]) => valueOf(item));
  return new Map(entries.map(([name, member]) => [name, valueOf(member)]));
}

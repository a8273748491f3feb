import type {
  DescribedType,
  SchemaDescription,
  TypeKind,
} from '../../graphql/description/describe-schema.ts';
import { renderDescription } from '../markdown.ts';
import type { Entry, Page } from '../page.ts';
import { createLinks } from './links.ts';
import type { Links } from './links.ts';
import { renderField, renderType } from './sections.ts';
import { usageOf } from './usage.ts';

/** A page of the reference: the operations of one kind, or the types of one kind. */
interface Part {
  file: string;
  title: string;
  intro: string;
}

const operations = {
  query: { file: 'queries', title: 'Queries', intro: 'What can be read.' },
  mutation: { file: 'mutations', title: 'Mutations', intro: 'What can be done.' },
  subscription: { file: 'subscriptions', title: 'Subscriptions', intro: 'What can be followed.' },
} as const satisfies Record<string, Part>;

const kinds: Readonly<Record<TypeKind, Part>> = {
  OBJECT: { file: 'objects', title: 'Objects', intro: 'Types that have fields.' },
  INTERFACE: {
    file: 'interfaces',
    title: 'Interfaces',
    intro: 'Fields that several objects share.',
  },
  UNION: {
    file: 'unions',
    title: 'Unions',
    intro: 'One of several objects, chosen by what happened.',
  },
  ENUM: { file: 'enums', title: 'Enums', intro: 'Types with a fixed list of values.' },
  INPUT: { file: 'inputs', title: 'Inputs', intro: 'What arguments consist of.' },
  SCALAR: { file: 'scalars', title: 'Scalars', intro: 'Single values, and how they are written.' },
};

const roots = ['query', 'mutation', 'subscription'] as const;
const folder = 'reference';
const pathOf = ({ file }: Part): string => `${folder}/${file}.html`;

/** The reference of the schema: an overview, then a page for each kind of operation and type. */
export function referencePages(schema: SchemaDescription): Page[] {
  const isRoot = (name: string): boolean => Object.values(schema.roots).includes(name);
  const rootOf = (name: string) => roots.find((root) => schema.roots[root] === name);
  const links = createLinks(schema.types, ({ kind, name }) => {
    const root = rootOf(name);
    return `${(root === undefined ? kinds[kind] : operations[root]).file}.html`;
  });
  const operationPages = roots.flatMap((root) => {
    const type = schema.types.find(({ name }) => name === schema.roots[root]);
    return type ? [operationPage(operations[root], type, links)] : [];
  });
  const usage = usageOf(schema);
  const typePages = Object.entries(kinds).flatMap(([kind, part]) => {
    const types = schema.types.filter((type) => type.kind === kind && !isRoot(type.name));
    if (types.length === 0) return [];
    const sections = types.map((type) => renderType(type, usage(type.name), links));
    return [
      pageOf(
        part,
        types,
        sections,
        types.flatMap((type) => entriesOf(type, part)),
      ),
    ];
  });
  const pages = [...operationPages, ...typePages];
  return [overviewPage(schema, pages), ...pages];
}

function operationPage(part: Part, type: DescribedType, links: Links): Page {
  const sections = type.fields.map((field) => renderField(field, type.name, links));
  const entries = type.fields.map(({ name, description }) => {
    return { title: name, where: part.title, url: `${pathOf(part)}#${name}`, text: description };
  });
  const intro = type.description === '' ? part.intro : type.description;
  return pageOf({ ...part, intro }, type.fields, sections, entries);
}

function pageOf(
  part: Part,
  named: readonly { name: string }[],
  sections: readonly string[],
  entries: readonly Entry[],
): Page {
  const { title, intro } = part;
  const path = pathOf(part);
  return {
    path,
    title,
    body: `<h1>${title}</h1>\n${renderDescription(intro)}${sections.join('\n')}`,
    headings: named.map(({ name }) => ({ anchor: name, title: name, depth: 2 })),
    entries: [{ title, where: 'Reference', url: path, text: intro }, ...entries],
  };
}

/** A type and each of its members. */
function entriesOf({ name, description, fields, values }: DescribedType, part: Part): Entry[] {
  const path = pathOf(part);
  const members = [...fields, ...values].map((member) => ({
    title: `${name}.${member.name}`,
    where: part.title,
    url: `${path}#${name}.${member.name}`,
    text: member.description,
  }));
  return [
    { title: name, where: part.title, url: `${path}#${name}`, text: description },
    ...members,
  ];
}

function overviewPage({ description }: SchemaDescription, pages: readonly Page[]): Page {
  const title = 'Reference';
  const lists = pages.map(({ path, title: of, headings }) => {
    const file = path.slice(folder.length + 1);
    const items = headings.map(
      ({ anchor }) => `<li><a href="${file}#${anchor}">${anchor}</a></li>`,
    );
    return `<h2 id="${file.replace('.html', '')}"><a href="${file}">${of}</a></h2>
<ul class="names">${items.join('')}</ul>`;
  });
  return {
    path: `${folder}/index.html`,
    title,
    body: `<h1>${title}</h1>
<p>Every operation and type of the schema. The same is in the file <code>schema.graphql</code>.</p>
${renderDescription(description)}${lists.join('\n')}`,
    headings: pages.map(({ path, title: of }) => {
      return { anchor: path.slice(folder.length + 1).replace('.html', ''), title: of, depth: 2 };
    }),
    entries: [{ title, where: 'Reference', url: `${folder}/index.html`, text: description }],
  };
}

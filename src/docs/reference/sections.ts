import type {
  Described,
  DescribedField,
  DescribedType,
  DescribedValue,
} from '../../graphql/description/describe-schema.ts';
import { escapeHtml } from '../html.ts';
import { renderDescription } from '../markdown.ts';
import type { Links } from './links.ts';
import type { Usage } from './usage.ts';

const heading = (name: string): string =>
  `<h2 id="${name}"><code>${name}</code> <a class="anchor" href="#${name}" aria-label="Link to ${name}">#</a></h2>`;

const deprecation = ({ deprecated }: Pick<Described, 'deprecated'>): string =>
  deprecated === null
    ? ''
    : `<div class="deprecated"><strong>Deprecated.</strong> ${renderDescription(deprecated)}</div>`;

const text = (described: Described): string =>
  `${deprecation(described)}${renderDescription(described.description)}`;

/** An operation: a field of Query, Mutation or Subscription. */
export function renderField(field: DescribedField, root: string, links: Links): string {
  return `<section class="type">
${heading(field.name)}
${text(field)}
${labelled('Returns', `<code>${links.type(field.type)}</code>`)}
${field.arguments.length === 0 ? '' : `<h3>Arguments</h3>\n${members(field.arguments, `${root}.${field.name}`, links)}`}
</section>`;
}

export function renderType(type: DescribedType, usage: Usage, links: Links): string {
  const { name, kind, fields, values, specifiedBy } = type;
  const codes = (names: readonly string[]): string =>
    names.map((one) => `<code>${links.type(one)}</code>`).join(', ');
  const full = (names: readonly string[]): string =>
    names.map((one) => `<code>${links.member(one)}</code>`).join(', ');
  return `<section class="type">
${heading(name)}
${renderDescription(type.description)}
${type.isOneOf ? '<p>Exactly one member is given (<code>@oneOf</code>).</p>' : ''}
${specifiedBy === null ? '' : labelled('Specified by', `<a href="${escapeHtml(specifiedBy)}">${escapeHtml(specifiedBy)}</a>`)}
${labelled('Implements', codes(type.interfaces))}
${labelled(kind === 'UNION' ? 'One of' : 'Implemented by', codes(type.members))}
${labelled('Member of', codes(usage.memberOf))}
${labelled('Returned by', full(usage.returnedBy))}
${labelled('Used in', full(usage.usedIn))}
${members(fields, name, links)}
${valueList(values, name)}
</section>`;
}

const labelled = (label: string, html: string): string =>
  html === '' ? '' : `<p class="used"><span>${label}</span> ${html}</p>`;

type Member = DescribedValue & Partial<Pick<DescribedField, 'arguments'>>;

function members(all: readonly Member[], owner: string, links: Links): string {
  if (all.length === 0) return '';
  const rows = all.map((member) => {
    const anchor = `${owner}.${member.name}`;
    const preset =
      member.defaultValue === null ? '' : ` <span>= ${escapeHtml(member.defaultValue)}</span>`;
    const inner = members(member.arguments ?? [], anchor, links);
    return `<dt id="${anchor}"><code><a href="#${anchor}">${member.name}</a>: ${links.type(member.type)}${preset}</code></dt>
<dd>${text(member)}${inner === '' ? '' : `<p class="label">Arguments</p>${inner}`}</dd>`;
  });
  return `<dl>${rows.join('\n')}</dl>`;
}

function valueList(values: readonly Described[], owner: string): string {
  if (values.length === 0) return '';
  const rows = values.map((value) => {
    const anchor = `${owner}.${value.name}`;
    return `<dt id="${anchor}"><code><a href="#${anchor}">${value.name}</a></code></dt>
<dd>${text(value)}</dd>`;
  });
  return `<dl>${rows.join('\n')}</dl>`;
}

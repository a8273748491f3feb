import { cause } from '../../../domain/signatures/cause.ts';
import {
  escapeHtml,
  escapeHtmlWidely,
  escapeNonAscii,
  escapeNonAsciiUpper,
  escapeSlashes,
} from '../../../domain/signatures/escapes.ts';
import {
  compact,
  layoutsOf,
  mapMembers,
  readJsonText,
  writeJsonText,
} from '../../../domain/signatures/json-text.ts';
import type { JsonText, Member } from '../../../domain/signatures/json-text.ts';
import type { WrongWay } from '../../../domain/signatures/how-signed.ts';
import { canonicalForms } from '../canonical-json.ts';

const way = (code: string, message: string, value: string | Buffer): WrongWay => ({
  ...cause(code, message),
  parts: [{ rule: 'The whole text.', value }],
});

/** Mistakes with the canonical form. Those with the body itself are the same for all providers. */
export function* wrongWays(body: Buffer): Generator<WrongWay> {
  const exact = 'The body was signed as it is sent, and its canonical form has to be.';
  yield way('BODY_NOT_CANONICAL', exact, body);
  const json = readJsonText(body.toString('utf8'));
  if (json?.kind !== 'OBJECT') return;
  const order = 'The members were not sorted by name before they were signed.';
  yield way('MEMBER_ORDER', order, writeJsonText(json));
  yield way('MEMBER_ORDER', order, writeJsonText(mapMembers(json, withoutNull)));
  const nested =
    'Only the outermost members were sorted, and those within objects have to be, too.';
  const outer = mapMembers(json, (members, level) => (level === 0 ? sorted(members) : members));
  yield way('NESTED_ORDER', nested, writeJsonText(outer));
  yield way('NESTED_ORDER', nested, writeJsonText(mapMembers(outer, withoutNull)));
  const letters = 'The names were sorted without regard to upper and lower case.';
  const folded = mapMembers(json, (members) => members.toSorted(byFoldedName));
  yield way('SORT_IGNORES_CASE', letters, writeJsonText(folded));
  const canonical = mapMembers(json, sorted);
  const space = 'The canonical form was written with whitespace, and has none.';
  for (const layout of layoutsOf(canonical)) {
    if (layout === compact) continue;
    yield way('WHITESPACE', space, writeJsonText(canonical, layout));
    yield way('WHITESPACE', space, writeJsonText(mapMembers(canonical, withoutNull), layout));
  }
  yield way('WHITESPACE', space, `${writeJsonText(canonical)}\n`);
  yield* escapedOtherwise(body);
  yield* asForms(canonical);
}

/** The canonical form has no escapes but those that JSON requires. */
function* escapedOtherwise(body: Buffer): Generator<WrongWay> {
  for (const text of canonicalTexts(body)) {
    for (const [code, characters, write] of escapes) {
      const message = `${characters} were signed as escapes, and are signed as they are.`;
      const parts = [{ rule: 'The whole text.', value: write(text) }];
      yield { ...cause(code, message), parts };
    }
  }
}

const escapes: readonly [code: string, characters: string, write: (text: string) => string][] = [
  ['NON_ASCII_ESCAPED', 'Characters beyond ASCII', escapeNonAscii],
  ['NON_ASCII_ESCAPED', 'Characters beyond ASCII', escapeNonAsciiUpper],
  ['SLASHES_ESCAPED', 'Slashes', escapeSlashes],
  ['HTML_ESCAPED', 'The characters <, > and &', escapeHtml],
  ['HTML_ESCAPED', 'The characters <, > and &', escapeHtmlWidely],
  [
    'SLASHES_ESCAPED',
    'Slashes and characters beyond ASCII',
    (text) => escapeSlashes(escapeNonAscii(text)),
  ],
];

function canonicalTexts(body: Buffer): readonly string[] {
  try {
    const { j, p } = canonicalForms(body.toString('utf8'));
    return j === p ? [j] : [j, p];
  } catch {
    return [];
  }
}

const byName = ([a]: Member, [b]: Member): number => (a < b ? -1 : Number(a > b));
const byFoldedName = ([a]: Member, [b]: Member): number =>
  byName([a.toLowerCase(), nothing], [b.toLowerCase(), nothing]);
const nothing: JsonText = { kind: 'SCALAR', text: 'null' };
const sorted = (members: readonly Member[]): readonly Member[] => members.toSorted(byName);
const withoutNull = (members: readonly Member[]): readonly Member[] =>
  members.filter(([, value]) => value.kind !== 'SCALAR' || value.text !== 'null');

/** Sorted pairs, as many other providers sign them. */
function* asForms(canonical: JsonText): Generator<WrongWay> {
  if (canonical.kind !== 'OBJECT') return;
  const pairs = canonical.members.map(([name, value]): [string, string] => {
    const text = writeJsonText(value);
    return [String(JSON.parse(name)), text.startsWith('"') ? String(JSON.parse(text)) : text];
  });
  const known = pairs.filter(([, value]) => value !== 'null');
  const filled = known.filter(([, value]) => value !== '');
  const message = 'The members were signed as name=value, and not as JSON.';
  for (const some of [pairs, known, filled]) {
    for (const joint of ['&', '']) {
      const value = some.map((pair) => pair.join('=')).join(joint);
      yield { ...cause('BODY_AS_FORM', message), parts: [{ rule: 'The whole text.', value }] };
    }
  }
}

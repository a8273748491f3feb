/** Lists whose pages are small, and records that are not in our form. */
import { fail } from 'node:assert/strict';
import type { Harness } from './harness.ts';
import type { WireAnswer, WireRequest } from './wire.ts';
import { resigned } from './wire.ts';

/** Parameters by which most providers are asked for a page of so many records. */
const sizes = /([?&](?:limit|size|count|first|take|per_?page|page_?size|max_?results)=)\d+/i;

const withPagesOf = (request: WireRequest, size: number): WireRequest => ({
  ...request,
  target: request.target.replace(sizes, (_, name: string) => name + String(size)),
});

/** Lets every list go on after `size` records, while `run` lasts. Fails where none does. */
export async function onSmallPages<Result>(
  harness: Harness,
  size: number,
  run: () => Promise<Result>,
): Promise<Result> {
  const change = harness.subject.wire?.withPagesOf;
  let isSmaller = change !== undefined;
  using _ = harness.wire.tap({
    request(request) {
      const smaller = (change ?? withPagesOf)(request, size);
      isSmaller ||= smaller.target !== request.target;
      return smaller;
    },
  });
  const result = await run();
  if (!isSmaller) fail('say in `wire.withPagesOf` how a page of a list is made smaller');
  return result;
}

/** Other values that may be in the place of an object that has our reference. */
export const otherForms = ['"a text"', '7', '["x"]', 'null'] as const;

/** JSON in which no string is one of these references any more, as if another system had made it. */
export const withoutReferences = (json: string, references: readonly string[]): string =>
  references.reduce((text, one) => text.replaceAll(JSON.stringify(one), 'null'), json);

/** JSON with another value in the place of each innermost object that has one of these references. */
export function inAnotherForm(json: string, references: readonly string[], form: string): string {
  const quoted = references.map((one) => JSON.stringify(one));
  return json.replaceAll(/\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}/g, (object) =>
    quoted.some((one) => object.includes(one)) ? form : object,
  );
}

/** Changes the text of every answer, which stays signed. */
export const tapText = (harness: Harness, change: (text: string) => string): Disposable =>
  harness.wire.tap({
    answer(answer: WireAnswer, request) {
      const body = Buffer.from(change(answer.body.toString('utf8')));
      return resigned(answer, request, body, harness.subject.wire ?? {});
    },
  });

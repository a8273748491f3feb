import { MAX_NESTING } from './limit.ts';

const code = (sign: string): number => sign.charCodeAt(0);
const [quote, backslash] = [code('"'), code('\\')];
const [openList, closeList] = [code('['), code(']')];
const [openObject, closeObject] = [code('{'), code('}')];

/**
 * Whether JSON has more levels than any request needs. Check this before parsing: with many thousands of levels
 * JSON.parse takes a hundred times as long. It does not check whether the text is JSON.
 */
export function isNestedTooDeep(json: Uint8Array): boolean {
  let levels = 0;
  let isInText = false;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (sign === quote) isInText = !isInText;
    else if (isInText) at += sign === backslash ? 1 : 0;
    else if (sign === openList || sign === openObject) levels += 1;
    else if (sign === closeList || sign === closeObject) levels -= 1;
    if (levels > MAX_NESTING) return true;
  }
  return false;
}

/** What to mask in a text, and the values found while masking. */
export interface Masking {
  /** Names of members whose values are masked, in lower case. */
  hidden: ReadonlySet<string>;
  /** Values that were masked. */
  personal: Set<string>;
  /** Values of members that were left as they are. */
  shown: Set<string>;
}

const mask = '***';

/** Masks a body, an address or a message in any form: JSON, a form, a query, or prose that contains JSON. */
export function maskText(text: string, masking: Masking): string {
  return /^\s*[[{]/.test(text) ? maskJson(text, masking) : maskForm(text, masking);
}

/** A JSON token. A string that is cut off before its end is a token too. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[{}[\],:]|[^\s"{}[\],:]+|\s+/gs;

interface Container {
  isObject: boolean;
  /** Whether everything in the container is masked. */
  isHidden: boolean;
  /** Whether the next string is the name of a member. */
  atName: boolean;
  /** Whether the value of the member that was named last is masked. */
  memberHidden: boolean;
}

/**
 * Works token by token instead of parsing: spaces, the order of members and the digits of numbers stay as they are, and
 * text that is cut off or not quite JSON is masked as far as it goes.
 */
function maskJson(text: string, masking: Masking): string {
  const open: Container[] = [];
  const isHidden = (): boolean => {
    const inner = open.at(-1);
    return inner !== undefined && (inner.isHidden || (inner.isObject && inner.memberHidden));
  };
  return text.replaceAll(token, (part) => {
    const inner = open.at(-1);
    switch (part[0]) {
      case '{':
      case '[': {
        const isObject = part === '{';
        open.push({ isObject, isHidden: isHidden(), atName: isObject, memberHidden: false });
        return part;
      }
      case '}':
      case ']':
        open.pop();
        return part;
      case ',':
        if (inner?.isObject) inner.atName = true;
        return part;
      case '"':
        if (inner?.atName) {
          inner.atName = false;
          inner.memberHidden = masking.hidden.has(decoded(part).toLowerCase());
          return part;
        }
        return maskString(part, isHidden(), masking);
      default:
        return /^[-\d]/.test(part) ? maskScalar(part, isHidden(), masking) : part;
    }
  });
}

function maskScalar(lexeme: string, isHidden: boolean, { personal, shown }: Masking): string {
  (isHidden ? personal : shown).add(lexeme);
  return isHidden ? `"${mask}"` : lexeme;
}

function maskString(quoted: string, isHidden: boolean, masking: Masking): string {
  const text = decoded(quoted);
  if (text === '') return quoted;
  if (isHidden) {
    masking.personal.add(text);
    return `"${mask}"`;
  }
  const masked = maskText(text, masking);
  if (masked !== text) return JSON.stringify(masked);
  masking.shown.add(text);
  return quoted;
}

function decoded(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted.replaceAll('"', '');
  }
}

/** `name=value` in a query, a form or a sentence, and `"name": "value"` in a sentence. */
// Starts only where a name can begin: otherwise a long text without names would be read again from each character.
const pair = /(?<=^|[\s?&=#"'<>{},;])([^\s?&=#"'<>{},;]+)=([^\s&#"'<>;]*)/g;
const quotedPair = /(\\?")([^"\\]+)(\\?"\s*:\s*)(?:\1(?:[^"\\]|\\[^"])*\1|-?[\d.]+)/g;
/** Names of parameters in an address that grant access to its holder. */
const credential =
  /^(?:.*[_-])?(?:access_?token|token|sign|signature|secret|session|auth|sig|jwt|password|pwd)$/i;

export function maskForm(text: string, masking: Masking): string {
  const isAddress = /^(?:https?:\/\/|\/)/.test(text);
  const masked = text.replaceAll(pair, (whole, name: string, value: string) => {
    if (value === '') return whole;
    const last = lastNameOf(name);
    const plain = unescaped(value);
    if (masking.hidden.has(last.toLowerCase()) || (isAddress && credential.test(last))) {
      masking.personal.add(plain);
      return `${name}=${mask}`;
    }
    if (/^\s*[[{]/.test(plain)) {
      const inner = maskJson(plain, masking);
      return inner === plain ? whole : `${name}=${encodeURIComponent(inner)}`;
    }
    masking.shown.add(plain);
    return whole;
  });
  return masked.replaceAll(quotedPair, (whole, quote: string, name: string, colon: string) =>
    masking.hidden.has(name.toLowerCase())
      ? `${quote}${name}${colon}${quote}${mask}${quote}`
      : whole,
  );
}

/** The last part of a name: "email" of `payer[email]` and of `payer.email`. */
const lastNameOf = (name: string): string =>
  unescaped(name)
    .split(/[[\].]/)
    .findLast((part) => part !== '') ?? name;

function unescaped(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

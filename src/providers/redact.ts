import { maskForm, maskText } from './redact-text.ts';
import type { Masking } from './redact-text.ts';

export interface RedactOptions {
  /** Header names whose values are masked. */
  headers: readonly string[];
  /** Names of query, form and JSON members whose values are masked, beside those of `personalMembers`. */
  members: readonly string[];
  /** More members, by operation: masked only in that operation's exchanges. */
  membersOf?: Readonly<Record<string, readonly string[]>>;
  /** Values that are masked wherever they occur. Called each time, because tokens change. */
  secrets: () => readonly string[];
}

export interface Redactor {
  exchange(operation: string, exchanged: Exchanged): Exchanged;
}

/** A request and the body of its answer, not yet masked. */
export interface Sent extends Omit<Exchanged, 'response'> {
  method: string;
  response: Buffer | null;
}

/** Request and answer of one exchange. They are masked together: the answer may repeat the request's personal data. */
export interface Exchanged {
  target: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  response: string | null;
}

/** Names of members with personal data, at any provider. Case does not matter. */
const personalMembers = (
  'name firstName lastName middleName fullName customerName payerName payeeName holderName ' +
  'accountName accountHolder accountHolderName beneficiaryName beneficiary ' +
  'email payerEmail payeeEmail customerEmail ' +
  'phone phoneNumber mobile mobileNo mobileNumber payerPhone payeePhone customerPhone telephone ' +
  'document documentNumber documentType cpf cnpj taxId taxNumber idCard idNumber idNo kycId ' +
  'dateOfBirth birthday postcode postalCode zipCode ip ipAddress clientIp payerIp ' +
  'vpa payerVpa payeeVpa upi upiId pixKey keyType ' +
  'bankNumber bankAccount bankAccountNumber accountNumber accountNo cardNo cardNumber cardData ' +
  'iban bsb clabe payerAddress fromAddress senderAddress'
).split(' ');

const mask = '***';
/** Shorter values would mask ordinary words. They are masked only by the name of their member. */
const shortestSecret = 6;
const shortestPersonal = 5;
/** Bounds on length and number of values: a provider could send any number, and no personal value is longer. */
const longestPersonal = 256;
const mostPersonal = 1000;
const fewPersonal = 16;

/** Characters of a request or answer that are recorded. */
const maxRecorded = 64 * 1024;

const lower = (names: readonly string[]) => new Set(names.map((name) => name.toLowerCase()));

/** Masks values and keeps the rest: names, amounts, codes and ids stay, so that support can read the exchange. */
export function createRedactor(options: RedactOptions): Redactor {
  const hiddenHeaders = new Set(options.headers.map((name) => name.toLowerCase()));
  const usual = [...personalMembers, ...options.members];
  const everywhere = lower(usual);
  const inOperation = new Map(
    Object.entries(options.membersOf ?? {}).map(([operation, names]) => [
      operation,
      lower([...usual, ...names]),
    ]),
  );

  const secretForms = formsOfSecrets(options.secrets);
  const withoutSecrets = (text: string): string => {
    let masked = text;
    for (const form of secretForms()) masked = masked.replaceAll(form, mask);
    return masked;
  };
  const maskingOf = (operation: string): Masking => ({
    hidden: inOperation.get(operation) ?? everywhere,
    personal: new Set(),
    shown: new Set(),
  });
  const textWith = (text: string, masking: Masking): string =>
    maskText(withoutSecrets(text), masking);
  const headersWith = (headers: Readonly<Record<string, string>>, masking: Masking) =>
    Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        hiddenHeaders.has(name.toLowerCase()) ? mask : maskForm(withoutSecrets(value), masking),
      ]),
    );

  return {
    exchange(operation, { target, headers, body, response }) {
      const masking = maskingOf(operation);
      const masked = {
        target: textWith(target, masking),
        headers: headersWith(headers, masking),
        body: textWith(body, masking),
        // Only what our request shows counts as shown: an answer may repeat personal data under any name.
        response: response === null ? null : textWith(response, { ...masking, shown: new Set() }),
      };
      const texts = [masked.target, masked.body, masked.response ?? ''];
      const repeated = repetitionsOf(masking, texts);
      if (repeated === null) return masked;
      const hide = (text: string): string => text.replaceAll(repeated, mask);
      return {
        ...masked,
        target: hide(masked.target),
        body: hide(masked.body),
        response: masked.response === null ? null : hide(masked.response),
      };
    },
  };
}

/** The texts that are recorded of an exchange, masked and cut to the length of a record. */
export function transcript(
  redactor: Redactor,
  operation: string,
  { method, response, ...sent }: Sent,
): { request: string; response: string | null } {
  const masked = redactor.exchange(operation, {
    ...sent,
    // Cut before masking, to a length that still fills the record afterwards.
    response: response && response.toString('utf8', 0, 4 * maxRecorded),
  });
  const lines = Object.entries(masked.headers).map(([name, value]) => `${name}: ${value}`);
  const request = [`${method} ${masked.target}`, ...lines, '', masked.body].join('\n');
  return {
    request: request.slice(0, maxRecorded),
    response: masked.response?.slice(0, maxRecorded) ?? null,
  };
}

/** Computes the forms again only when a secret has changed. */
function formsOfSecrets(secrets: () => readonly string[]): () => readonly string[] {
  let known: readonly string[] = [];
  let forms: readonly string[] = [];
  return () => {
    const now = secrets();
    if (now.length !== known.length || now.some((secret, at) => secret !== known[at])) {
      known = [...now];
      const long = known.filter(({ length }) => length >= shortestSecret);
      forms = long.flatMap((secret) => [...formsOf(secret)]);
    }
    return forms;
  };
}

/**
 * Matches values that were masked by their name where they occur elsewhere in `texts`, such as in an error message.
 * Not inside a longer word, and not a value that a visible member has too: a merchant may use a payer's name as a
 * reference. Null if nothing matches.
 */
function repetitionsOf({ personal, shown }: Masking, texts: readonly string[]): RegExp | null {
  const values = [...personal]
    .filter(({ length }) => length >= shortestPersonal && length <= longestPersonal)
    .filter((value) => !shown.has(value))
    .slice(0, mostPersonal);
  const forms = values.flatMap((value) => [...formsOf(value)]);
  // Compiling forms that occur nowhere costs more than all the rest; searching for many one by one costs even more.
  const standing =
    values.length <= fewPersonal
      ? forms.filter((form) => texts.some((text) => text.includes(form)))
      : forms;
  if (standing.length === 0) return null;
  // The longest first, because one may be a prefix of another.
  const longestFirst = standing.toSorted((a, b) => b.length - a.length).map(escapeForRegExp);
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}_])`, 'gu');
}

const escapeForRegExp = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A value as it is, in a JSON string, in a JSON string inside another, in a query and in a form. */
function formsOf(value: string): ReadonlySet<string> {
  const inJson = JSON.stringify(value).slice(1, -1);
  const inQuery = encodeURIComponent(value.toWellFormed());
  return new Set([
    value,
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    inQuery,
    inQuery.replaceAll('%20', '+'),
  ]);
}

import { createInterface } from 'node:readline/promises';

/** What differs from family to family of providers: each question with its answers, the usual one first. */
const questions = {
  api: {
    text: 'How does it answer?',
    answers: {
      rest: 'by HTTP status: a success is 2xx, a refusal 4xx',
      envelope: 'by a code in an envelope, under HTTP 200',
    },
  },
  signed: {
    text: 'What proves a request?',
    answers: {
      body: 'an HMAC over the body, in a header',
      fields: 'a hash over the sorted fields, as one of them (envelope only)',
      bearer: 'a bearer key: requests are not signed',
    },
  },
  webhooks: {
    text: 'What proves a webhook?',
    answers: {
      signed: 'a signature like that of requests, or of its own',
      notices: 'nothing: it only names what has changed',
    },
  },
} as const;

type Question = keyof typeof questions;
export type Family = {
  readonly [Name in Question]: keyof (typeof questions)[Name]['answers'];
};

const names = Object.keys(questions) as Question[];
export const familyOptions = Object.fromEntries(
  names.map((name) => [name, { type: 'string' as const }]),
);

/** Why options are no family, or null. */
export function familyProblem(options: Readonly<Record<string, unknown>>): string | null {
  for (const name of names) {
    const { [name]: chosen } = options;
    const known = Object.keys(questions[name].answers);
    if (typeof chosen === 'string' && !known.includes(chosen)) {
      return `--${name} is one of ${known.join(', ')}`;
    }
  }
  if (options['signed'] !== 'fields' || options['api'] === 'envelope') return null;
  return '--signed fields goes with --api envelope: the signature is a field of the body';
}

/** The options, and answers to what they leave open; without a terminal, the usual answers. */
export async function askForFamily(options: Readonly<Record<string, unknown>>): Promise<Family> {
  const open = names.filter((name) => options[name] === undefined);
  const usual = open.map((name) => [name, Object.keys(questions[name].answers)[0]]);
  const isAsked = process.stdin.isTTY && open.length > 0;
  const answers = isAsked ? await ask(open) : Object.fromEntries(usual);
  return { ...options, ...answers } as Family;
}

async function ask(open: readonly Question[]): Promise<Record<string, string>> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answers: Record<string, string> = {};
  for (const name of open) {
    const { text, answers: known } = questions[name];
    const choices = Object.entries(known);
    const lines = choices.map(([answer, meaning], at) => `  ${at + 1}  ${answer}: ${meaning}`);
    const typed = await terminal.question(`${text}\n${lines.join('\n')}\n[1] `);
    const [chosen] = choices[Number(typed || 1) - 1] ?? [typed];
    answers[name] = chosen;
  }
  terminal.close();
  return answers;
}

/** The parts of the templates that a family has. */
export function partsOf({ api, signed, webhooks }: Family): Readonly<Record<string, boolean>> {
  const isSigned = webhooks === 'signed';
  return {
    rest: api === 'rest',
    envelope: api === 'envelope',
    hmac: signed === 'body',
    fields: signed === 'fields',
    bearer: signed === 'bearer',
    signed: isSigned,
    notices: !isSigned,
    signs: isSigned || signed !== 'bearer',
    hashesBody: signed === 'body' || (signed === 'bearer' && isSigned),
  };
}

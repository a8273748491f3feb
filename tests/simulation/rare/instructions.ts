import type { InstructionLeft, Left } from './left.ts';
import { by, has, inSequence } from './state.ts';
import type { RareState, Test } from './state.ts';

/** What can become of an order, a refund and a settlement alike. */
interface Course {
  id: string;
  /** Continues "An order", "A refund" and so on. */
  sentence: string;
  test: Test<InstructionLeft>;
}

const courses: readonly Course[] = [
  {
    id: 'given-up-absent',
    sentence: 'was given up, because the provider had twice said not to have it',
    test: ({ evidence }) => inSequence(evidence, by('ABSENCE_COUNTS'), by('GIVEN_UP')),
  },
  {
    id: 'given-up-then-told',
    sentence: 'was given up, and then the provider spoke of it',
    test: ({ evidence }) => inSequence(evidence, by('GIVEN_UP'), by('DECIDES')),
  },
  {
    id: 'sent-again',
    sentence: 'was proven absent and sent again under the same reference',
    test: (one) => has(one, 'SENT_AGAIN'),
  },
  {
    id: 'answered-at-the-second-send',
    sentence: 'was sent again, and answered then',
    test: ({ evidence }) => inSequence(evidence, by('SENT_AGAIN'), by('ANSWERED')),
  },
  {
    id: 'lost-twice',
    sentence: 'was sent again, and that answer was lost as well',
    test: ({ evidence }) =>
      inSequence(evidence, by('ANSWER_LOST'), by('SENT_AGAIN'), by('ANSWER_LOST')),
  },
  {
    id: 'lost-then-found-by-asking',
    sentence: 'was there after all when the provider was asked, its answer being lost',
    test: ({ evidence }) =>
      inSequence(evidence, by('ANSWER_LOST'), by('DECIDES', 'PROVIDER_QUERY')),
  },
  {
    id: 'lost-then-told-by-a-webhook',
    sentence: 'was told of by a webhook, its answer being lost',
    test: ({ evidence }) => inSequence(evidence, by('ANSWER_LOST'), by('DECIDES', 'WEBHOOK')),
  },
  {
    id: 'told-before-its-answer',
    sentence: 'was told of by a webhook before the answer to its send had come',
    test: ({ evidence }) =>
      evidence.some(
        (one) => one.rule === 'DECIDES' && one.cause === 'WEBHOOK' && one.from === 'SUBMITTING',
      ),
  },
  {
    id: 'taken-for-lost-in-flight',
    sentence: 'was taken for lost by another process, and answered after all',
    test: ({ evidence }) =>
      inSequence(
        evidence.filter(({ about }) => about === 'SUBMISSION'),
        by('ANSWER_LOST'),
        ({ rule, to }) => rule === 'ANSWERED' && to !== 'FAILED',
      ) && !has({ evidence } as InstructionLeft, 'SENT_AGAIN'),
  },
  {
    id: 'absence-too-early',
    sentence: 'was not found so soon after its send that this proves nothing',
    test: (one) => has(one, 'ABSENCE_TOO_EARLY'),
  },
  {
    id: 'absence-then-found',
    sentence: 'was counted absent once, and then found',
    test: ({ evidence }) => inSequence(evidence, by('ABSENCE_COUNTS'), by('DECIDES')),
  },
  {
    id: 'absence-after-a-step-of-the-clock',
    sentence: 'was not found by a clock that had been set since its send',
    test: ({ evidence }) =>
      evidence.some(({ about, steadySince }) => about === 'ABSENCE' && (steadySince ?? 0) > 0),
  },
  {
    id: 'absence-outranked',
    sentence: 'was not found, although the provider had spoken of it',
    test: (one) => has(one, 'ABSENCE_OUTRANKED'),
  },
  {
    id: 'other-amount-in-an-answer',
    sentence: 'was answered with money that nobody had asked for',
    test: (one) => has(one, 'OTHER_AMOUNT', 'PROVIDER_ANSWER'),
  },
  {
    id: 'other-amount-when-asked',
    sentence: 'was, when the provider was asked, of money that nobody had asked for',
    test: (one) => has(one, 'OTHER_AMOUNT', 'PROVIDER_QUERY'),
  },
  {
    id: 'other-amount-in-a-webhook',
    sentence: 'was told of by a webhook with money that nobody had asked for',
    test: (one) => has(one, 'OTHER_AMOUNT', 'WEBHOOK'),
  },
  {
    id: 'outranked-by-what-was-known',
    sentence: 'was told of by a webhook in a word that something stronger stood above',
    test: (one) => has(one, 'OUTRANKED', 'WEBHOOK'),
  },
  {
    id: 'in-an-unknown-word',
    sentence: 'was told of in a word that is not known here',
    test: (one) => has(one, 'NO_KNOWN_WORD') || one.evidence.some(isWordless),
  },
  {
    id: 'reversed-after-success',
    sentence: 'went well, and then the provider took it back',
    test: ({ events }) =>
      events.some(
        ({ from, to }) => to === 'REVERSED' && ['PAID', 'SUCCEEDED'].includes(from ?? ''),
      ),
  },
];

const isWordless: Test<InstructionLeft['evidence'][number]> = ({ about, reported, rule }) =>
  ['ORDER', 'REFUND', 'SETTLEMENT'].includes(about) &&
  reported === null &&
  ['DECIDES', 'ADDS'].includes(rule);

const nouns = {
  order: { article: 'An order', all: ({ orders }: Left) => orders },
  refund: { article: 'A refund', all: ({ refunds }: Left) => refunds },
  settlement: { article: 'A settlement', all: ({ settlements }: Left) => settlements },
} as const;

/** Each of them for each of the three. */
export const instructionStates: readonly RareState[] = Object.entries(nouns).flatMap(
  ([noun, { article, all }]) =>
    courses.map(({ id, sentence, test }) => ({
      id: `${noun}-${id}`,
      sentence: `${article} ${sentence}.`,
      isReached: (left: Left) => all(left).some((one: InstructionLeft) => test(one)),
    })),
);

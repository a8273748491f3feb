import { deepStrictEqual, ok, partialDeepStrictEqual, strictEqual } from 'node:assert/strict';
import { isSigned } from '../../../src/operations/signatures/explain-message.ts';
import type { RawDelivery, Translation, Verdict } from '../../../src/providers/provider.ts';
import type { Harness } from './harness.ts';
import type { Case } from './cases.ts';
import { withExtraMembers } from './operations.ts';
import { tick } from './statements.ts';
import type { WebhookSample, WebhookSubject } from './subject.ts';

/** Genuine webhooks are accepted, whatever their content, and nothing else is. */
export function webhookCases(harness: Harness): Case[] {
  const { webhook } = harness.subject;
  const [first] = webhook.samples;
  if (first === undefined) {
    return [{ title: 'webhook: no genuine one given', run: () => ok(false, 'write it') }];
  }
  return [
    {
      title: 'webhook: is acknowledged in words that the provider takes',
      run: () => acks(harness),
    },
    ...webhook.samples.flatMap((sample) => genuineCases(sample, harness)),
    ...(isUnsigned(harness)
      ? noticeCases(webhook.samples, harness)
      : [...forgeries(first, harness), ...timeCases(first, webhook, harness)]),
    ...(webhook.refused ?? []).map(({ name, ...message }) => ({
      title: `webhook: ${name} is refused`,
      run: () => refusedAs(message, harness),
    })),
    ...['', 'null', '[]', '{}', '"x"', '{"', '1'].map((body) => ({
      title: `webhook: a body of ${body === '' ? 'nothing' : body} says nothing`,
      run: () => assertNoObservation(body, harness),
    })),
  ];
}

const receiverOf = (harness: Harness) => harness.context.connection.webhook;

const isUnsigned = (harness: Harness): boolean => receiverOf(harness).isUnsigned === true;

function acks(harness: Harness): void {
  deepStrictEqual({ ...receiverOf(harness).ack }, { ...harness.subject.webhook.ack });
}

type Message = Pick<WebhookSample, 'body' | 'topic'>;

/** As the provider delivers it. */
function deliver(
  message: Message,
  harness: Harness,
  at = harness.now(),
  config?: unknown,
): RawDelivery {
  const { webhook, config: own } = harness.subject;
  const { headers, body } = webhook.sign(message, at, config ?? own);
  const url = webhook.url?.(message.topic);
  return {
    headers,
    body,
    topic: message.topic,
    receivedAt: harness.now(),
    ...(url === undefined ? {} : { url }),
  };
}

const verify = (delivery: RawDelivery, harness: Harness): Verdict =>
  receiverOf(harness).verify(delivery);

/** In a shape that can be compared in parts. */
const translate = (
  delivery: RawDelivery,
  harness: Harness,
  receiver = receiverOf(harness),
): Translation => {
  const { observations, queries } = receiver.translate(delivery);
  return { observations: [...observations], queries: [...queries] };
};

function genuineCases(sample: WebhookSample, harness: Harness): Case[] {
  const { name, eventId, expected, warnsOf } = sample;
  const means = (translation: Translation): void => {
    partialDeepStrictEqual(translation, expected);
    strictEqual(translation.observations.length, expected.observations.length);
    strictEqual(translation.queries.length, expected.queries.length);
  };
  return [
    {
      title: `webhook: ${name} is genuine, and says what it says`,
      run() {
        const delivery = deliver(sample, harness);
        const verdict = verify(delivery, harness);
        partialDeepStrictEqual(verdict, { genuine: true });
        if (eventId !== undefined) partialDeepStrictEqual(verdict, { eventId });
        harness.logs.length = 0;
        means(translate(delivery, harness));
        const warned = harness.logs.filter(([level]) => level === 'warn');
        strictEqual(warned.length, warnsOf === undefined ? 0 : 1, JSON.stringify(warned));
        ok(JSON.stringify(warned).includes(warnsOf ?? ''), JSON.stringify(warned));
      },
    },
    {
      title: `webhook: ${name}, a second time, is the same event`,
      async run() {
        const [once, again] = [
          deliver(sample, harness),
          deliver(sample, harness, harness.now() + 1_000),
        ];
        deepStrictEqual(verify(again, harness), verify(once, harness));
        const translated = translate(once, harness);
        // A delivery may be replayed much later.
        await tick();
        const { webhook } = await harness.early();
        deepStrictEqual(translate(again, harness, webhook), translated);
      },
    },
    {
      title: `webhook: ${name}, with members that nobody has heard of, says the same`,
      run() {
        const delivery = deliver({ ...sample, body: withExtraMember(sample, harness) }, harness);
        partialDeepStrictEqual(verify(delivery, harness), { genuine: true });
        means(translate(delivery, harness));
      },
    },
    ...(isUnsigned(harness) ? [] : signatureCases(sample, harness)),
  ];
}

function signatureCases(sample: WebhookSample, harness: Harness): Case[] {
  const { name } = sample;
  return [
    {
      title: `webhook: ${name} is explained as it is verified`,
      run: () => assertExplained(sample, harness),
    },
    {
      title: `webhook: ${name}, tampered with, is not genuine`,
      run() {
        const delivery = deliver(sample, harness);
        for (const body of tampered(delivery.body)) {
          partialDeepStrictEqual(
            verify({ ...delivery, body }, harness),
            { genuine: false },
            body.toString('utf8'),
          );
        }
      },
    },
  ];
}

/** What anybody can send is no fact, whoever it claims to be from, and no query unless it names something. */
function noticeCases(samples: readonly WebhookSample[], harness: Harness): Case[] {
  return samples.flatMap((sample) => [
    {
      title: `webhook: ${sample.name}, which is not signed, is only a reason to query`,
      run() {
        const { observations, queries } = translate(deliver(sample, harness), harness);
        deepStrictEqual(observations, []);
        ok(queries.length > 0, 'no query');
      },
    },
    {
      title: `webhook: ${sample.name}, with what is no number in its place, is refused`,
      run() {
        const numbers = sample.expected.queries.flatMap((query) =>
          'providerId' in query ? [String(query.providerId)] : [],
        );
        for (const number of numbers) {
          for (const other of noNumbers(number)) {
            const body = sample.body.replaceAll(number, written(other, sample.body));
            refusedAs({ ...sample, body }, harness);
          }
        }
      },
    },
  ]);
}

/** Nothing, and what no number of a provider can be: it would lead elsewhere, or nowhere. */
const noNumbers = (number: string): readonly string[] => [
  '',
  ' ',
  `${number}/../x`,
  `${number}?x=1`,
  `${number} x`,
  `${number}\n`,
  `${number}<x>`,
  number.padEnd(1_000, 'x'),
];

/** As it is written in a body of this form. */
const written = (text: string, body: string): string =>
  /^\s*[[{]/.test(body) ? JSON.stringify(text).slice(1, -1) : encodeURIComponent(text);

function refusedAs(message: Message, harness: Harness): void {
  const delivery = deliver(message, harness);
  partialDeepStrictEqual(verify(delivery, harness), { genuine: false }, message.body);
}

/** The reader of signed messages and the receiver agree, on the genuine message and on others. */
function assertExplained(sample: WebhookSample, harness: Harness): void {
  const delivery = deliver(sample, harness);
  const [changed] = tampered(delivery.body);
  const old = { ...delivery, receivedAt: delivery.receivedAt + 86_400_000 };
  const others = changed === undefined ? [] : [{ ...delivery, body: changed }];
  for (const one of [delivery, old, ...others]) {
    const { genuine } = verify(one, harness);
    strictEqual(isExplained(one, harness), genuine);
  }
}

function isExplained({ headers, body, url, receivedAt }: RawDelivery, harness: Harness): boolean {
  const { module, subject } = harness;
  const read = module.signedReader?.(module.config.parse(subject.config));
  const message = { direction: 'WEBHOOK', method: 'POST', headers, body, receivedAt } as const;
  const signed = read?.({ ...message, url: url ?? null });
  if (signed === undefined || 'unsigned' in signed) return false;
  const isRight = signed.rightWays.some((way) => isSigned(signed, way));
  return isRight && signed.refusals.length === 0;
}

function withExtraMember({ body }: WebhookSample, { subject }: Harness): string {
  return subject.webhook.flat === true
    ? body.replace('{', '{"unheardOf":"1",')
    : withExtraMembers(body);
}

/** Each digit and each letter of a value in turn, as another one. */
function* tampered(body: Buffer): Iterable<Buffer> {
  for (const [at, byte] of body.entries()) {
    const character = String.fromCharCode(byte);
    if (!/[0-9A-Z]/.test(character)) continue;
    const copy = Buffer.from(body);
    copy[at] = (
      character === '1' ? '2' : character === 'A' ? 'B' : /\d/.test(character) ? '1' : 'A'
    ).charCodeAt(0);
    yield copy;
  }
}

function forgeries(sample: WebhookSample, harness: Harness): Case[] {
  const refuses = (delivery: RawDelivery): void =>
    partialDeepStrictEqual(verify(delivery, harness), { genuine: false });
  return [
    {
      title: 'webhook: signed under another secret, it is not genuine',
      run: () => refuses(deliver(sample, harness, harness.now(), harness.subject.wrongConfig)),
    },
    {
      title: 'webhook: without a signature, it is not genuine',
      run: () =>
        refuses({ ...deliver(sample, harness), headers: {}, body: Buffer.from(sample.body) }),
    },
    {
      title: 'webhook: with a signature of another length, it is not genuine',
      run() {
        const delivery = deliver(sample, harness);
        for (const [name, value] of Object.entries(delivery.headers)) {
          if (/^\d+$/.test(value)) continue;
          refuses({ ...delivery, headers: { ...delivery.headers, [name]: value.slice(0, -3) } });
          refuses({ ...delivery, headers: { ...delivery.headers, [name]: `${value}AAAA` } });
        }
        if (Object.keys(delivery.headers).length > 0) return;
        refuses({
          ...delivery,
          body: Buffer.from(delivery.body.toString('utf8').replace(/.."}$/, '"}')),
        });
      },
    },
  ];
}

function timeCases(sample: WebhookSample, { windowMs }: WebhookSubject, harness: Harness): Case[] {
  const at = (off: number): Verdict => {
    const signedAt = harness.now();
    const delivery = deliver(sample, harness, signedAt);
    return verify({ ...delivery, receivedAt: signedAt + off }, harness);
  };
  const stale = (off: number) => () => {
    if (windowMs === null) throw new Error('no window is given');
    partialDeepStrictEqual(at(off * (windowMs + 1)), { genuine: false, reason: 'stale' });
  };
  return [
    { title: 'webhook: replayed after its time, it is stale', run: stale(1) },
    { title: 'webhook: signed for a time that is to come, it is stale', run: stale(-1) },
    {
      title: 'webhook: at either end of its time, it is genuine',
      run() {
        if (windowMs === null) throw new Error('no window is given');
        partialDeepStrictEqual(
          [at(windowMs), at(-windowMs)],
          [{ genuine: true }, { genuine: true }],
        );
      },
    },
  ];
}

/** It may be refused, or accepted and found unreadable; it is never an observation. */
function assertNoObservation(body: string, harness: Harness): void {
  const { webhook, config } = harness.subject;
  let delivery: Pick<RawDelivery, 'headers' | 'body'>;
  try {
    delivery = webhook.sign({ body, topic: 'orders' }, harness.now(), config);
  } catch {
    // It cannot be signed, so it comes with the headers of another one.
    const [sample] = webhook.samples;
    if (sample === undefined) return;
    delivery = { ...deliver(sample, harness), body: Buffer.from(body) };
  }
  const url = webhook.url?.('orders');
  const whole: RawDelivery = {
    ...delivery,
    topic: 'orders',
    receivedAt: harness.now(),
    ...(url === undefined ? {} : { url }),
  };
  const { genuine } = verify(whole, harness);
  if (isUnsigned(harness)) strictEqual(genuine, false, 'nothing vouches for it, and it is taken');
  if (!genuine) return;
  let translation: Translation | null = null;
  try {
    translation = translate(whole, harness);
  } catch {
    // Stored, and finally dead (docs/rules.md#webhooks-about-what-is-not-known).
  }
  deepStrictEqual(translation?.observations ?? [], []);
}

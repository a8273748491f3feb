import { deepStrictEqual, ok, partialDeepStrictEqual, strictEqual } from 'node:assert/strict';
import type { RawDelivery, Translation, Verdict } from '../../../src/providers/provider.ts';
import type { Bench } from './bench.ts';
import type { Case } from './cases.ts';
import { withExtraMembers } from './operations.ts';
import type { WebhookSample, WebhookSubject } from './subject.ts';

/** What comes in from outside: the genuine, whatever it says, and nothing else. */
export function webhookCases(bench: Bench): Case[] {
  const { webhook } = bench.subject;
  const [first] = webhook.samples;
  if (first === undefined) {
    return [{ title: 'webhook: no genuine one given', run: () => ok(false, 'write it') }];
  }
  return [
    { title: 'webhook: is acknowledged in words that the provider takes', run: () => acks(bench) },
    ...webhook.samples.flatMap((sample) => genuineCases(sample, bench)),
    ...forgeries(first, bench),
    ...timeCases(first, webhook, bench),
    ...['', 'null', '[]', '{}', '"x"', '{"', '1'].map((body) => ({
      title: `webhook: a body of ${body === '' ? 'nothing' : body} says nothing`,
      run: () => saysNothing(body, bench),
    })),
  ];
}

const receiverOf = (bench: Bench) => bench.stage.connection.webhook;

function acks(bench: Bench): void {
  deepStrictEqual({ ...receiverOf(bench).ack }, { ...bench.subject.webhook.ack });
}

type Given = Pick<WebhookSample, 'body' | 'topic'>;

/** As the provider delivers it. */
function deliver(given: Given, bench: Bench, at = bench.now(), config?: unknown): RawDelivery {
  const { webhook, config: own } = bench.subject;
  const { headers, body } = webhook.sign(given, at, config ?? own);
  const url = webhook.url?.(given.topic);
  return {
    headers,
    body,
    topic: given.topic,
    receivedAt: bench.now(),
    ...(url === undefined ? {} : { url }),
  };
}

const verify = (delivery: RawDelivery, bench: Bench): Verdict => receiverOf(bench).verify(delivery);

/** In the shape that can be compared in parts. */
const translate = (delivery: RawDelivery, bench: Bench): Translation => {
  const { observations, ask } = receiverOf(bench).translate(delivery);
  return { observations: [...observations], ask: [...ask] };
};

function genuineCases(sample: WebhookSample, bench: Bench): Case[] {
  const { name, eventId, expected, warnsOf } = sample;
  const means = (translation: Translation): void => {
    partialDeepStrictEqual(translation, expected);
    strictEqual(translation.observations.length, expected.observations.length);
    strictEqual(translation.ask.length, expected.ask.length);
  };
  return [
    {
      title: `webhook: ${name} is genuine, and says what it says`,
      run() {
        const delivery = deliver(sample, bench);
        const verdict = verify(delivery, bench);
        partialDeepStrictEqual(verdict, { genuine: true });
        if (eventId !== undefined) partialDeepStrictEqual(verdict, { eventId });
        bench.logs.length = 0;
        means(translate(delivery, bench));
        const warned = bench.logs.filter(([level]) => level === 'warn');
        strictEqual(warned.length, warnsOf === undefined ? 0 : 1, JSON.stringify(warned));
        ok(JSON.stringify(warned).includes(warnsOf ?? ''), JSON.stringify(warned));
      },
    },
    {
      title: `webhook: ${name}, a second time, is the same event`,
      run() {
        const [once, again] = [deliver(sample, bench), deliver(sample, bench, bench.now() + 1_000)];
        deepStrictEqual(verify(again, bench), verify(once, bench));
        deepStrictEqual(translate(again, bench), translate(once, bench));
      },
    },
    {
      title: `webhook: ${name}, with members that nobody has heard of, says the same`,
      run() {
        const delivery = deliver({ ...sample, body: withExtraMember(sample, bench) }, bench);
        partialDeepStrictEqual(verify(delivery, bench), { genuine: true });
        means(translate(delivery, bench));
      },
    },
    {
      title: `webhook: ${name}, tampered with, is not genuine`,
      run() {
        const delivery = deliver(sample, bench);
        for (const body of tampered(delivery.body)) {
          partialDeepStrictEqual(
            verify({ ...delivery, body }, bench),
            { genuine: false },
            body.toString('utf8'),
          );
        }
      },
    },
  ];
}

function withExtraMember({ body }: WebhookSample, { subject }: Bench): string {
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

function forgeries(sample: WebhookSample, bench: Bench): Case[] {
  const refuses = (delivery: RawDelivery): void =>
    partialDeepStrictEqual(verify(delivery, bench), { genuine: false });
  return [
    {
      title: 'webhook: signed under another secret, it is not genuine',
      run: () => refuses(deliver(sample, bench, bench.now(), bench.subject.wrongConfig)),
    },
    {
      title: 'webhook: without a signature, it is not genuine',
      run: () =>
        refuses({ ...deliver(sample, bench), headers: {}, body: Buffer.from(sample.body) }),
    },
    {
      title: 'webhook: with a signature of another length, it is not genuine',
      run() {
        const delivery = deliver(sample, bench);
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

function timeCases(sample: WebhookSample, { windowMs }: WebhookSubject, bench: Bench): Case[] {
  const at = (off: number): Verdict => {
    const signedAt = bench.now();
    const delivery = deliver(sample, bench, signedAt);
    return verify({ ...delivery, receivedAt: signedAt + off }, bench);
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

/** It may be refused, or taken and found unreadable; it is never an observation. */
function saysNothing(body: string, bench: Bench): void {
  const { webhook, config } = bench.subject;
  let delivery: Pick<RawDelivery, 'headers' | 'body'>;
  try {
    delivery = webhook.sign({ body, topic: 'orders' }, bench.now(), config);
  } catch {
    // There is no way to sign it, so it comes with the headers of another one.
    const [sample] = webhook.samples;
    if (sample === undefined) return;
    delivery = { ...deliver(sample, bench), body: Buffer.from(body) };
  }
  const url = webhook.url?.('orders');
  const whole: RawDelivery = {
    ...delivery,
    topic: 'orders',
    receivedAt: bench.now(),
    ...(url === undefined ? {} : { url }),
  };
  if (!verify(whole, bench).genuine) return;
  let said: Translation | null = null;
  try {
    said = translate(whole, bench);
  } catch {
    // Kept, and dead in the end (docs/rules.md#webhooks-about-what-is-not-known).
  }
  deepStrictEqual(said?.observations ?? [], []);
}

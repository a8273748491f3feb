import { inOtherAmount, inOtherCurrency } from '../../../sandbox/double/faults/other-money.ts';
import type { Notice } from '../counterparts/counterpart.ts';
import type { Scene } from '../scene.ts';
import { anyOf } from './step.ts';
import type { Step } from './step.ts';

/** False statements that a provider may sign. */
const lies = [
  { name: 'in another currency', isDisputed: true, change: inOtherCurrency },
  { name: 'over another amount', isDisputed: true, change: inOtherAmount },
  { name: 'of an absurd time', isDisputed: false, change: atAbsurdTime },
  { name: 'in an unknown word', isDisputed: false, change: withUnknownStatus },
] as const;

/** Milliseconds in place of seconds, and the other way round; a year of five digits. */
function atAbsurdTime(body: string): string {
  return body
    .replace(/"timestamp":(\d{10})\b/, '"timestamp":$1000')
    .replace(/"(paidTime|refundTime)":"\d{4}/g, '"$1":"0001');
}

function withUnknownStatus(body: string): string {
  return body.replace(/"((?:order|refund|settlement)?[sS]tatus)":"\w+"/g, '"$1":"NEWFANGLED"');
}

export const lyingSteps: readonly Step[] = [
  {
    name: 'the provider tells otherwise',
    weight: 3,
    async run(scene) {
      const { random, counterpart, trace } = scene;
      const { isNotice, asIfDone = (body: string) => body } = counterpart;
      const notices = noticesOf(scene).filter(({ body }) => isNotice?.(body) !== true);
      // Payouts are fewer.
      const ofPayouts = notices.filter(({ body }) => /refund|settle|payout/i.test(body));
      const isPayout = ofPayouts.length > 0 && random.percent(60);
      const notice = anyOf(scene, isPayout ? ofPayouts : notices);
      const subject = notice && (await subjectOf(scene, notice));
      if (notice === null || subject === null) return null;
      const lie = random.pick(lies);
      // Where the money is right, so is the rest.
      const isDone = lie.isDisputed && random.percent(50);
      const change = (body: string) => lie.change(isDone ? asIfDone(body) : body);
      if (change(notice.body) === notice.body) return null;
      const outcome = await counterpart.outbox.resendChanged(notice.eventId, change);
      scene.tally.add('webhooks', lie.name);
      if (!outcome.delivered) {
        scene.checker.complain(`a notice ${lie.name} was not acknowledged: ${outcome.status}`);
      }
      if (lie.isDisputed) scene.disputed.add(subject.providerReference);
      const suffix = isDone ? ', as if it were done' : '';
      return `${trace.nameOf(subject.id)} ${lie.name}${suffix}: ${outcome.status ?? outcome.error}`;
    },
  },
  {
    name: 'a webhook comes to another address',
    weight: 3,
    async run(scene) {
      const { random, counterpart } = scene;
      const notice = anyOf(scene, noticesOf(scene));
      if (notice === null) return null;
      const topic = random.pick(['orders', 'refunds', 'settlements']);
      const { status, error } = await counterpart.outbox.misdirect(notice.eventId, (url) => {
        const base = url.replace(/\/(?:orders|refunds|settlements)$/, '');
        return `${base}/${topic}`;
      });
      scene.tally.add('webhooks', 'misdirected');
      return `at ${topic}: ${status ?? error}`;
    },
  },
];

/**
 * A webhook about a refund that only the provider knows would be believed whatever its content; and what an account
 * reports about an order that has left it counts for nothing anyway.
 */
const noticesOf = ({ counterpart, lost }: Scene): Notice[] =>
  counterpart.outbox
    .events()
    .filter(({ eventId }) => !lost.has(eventId))
    .filter(({ body }) => !body.includes('PORTAL') && !body.includes('"depositAddress":"-1"'));

/** Refunds name their orders too. Nobody has requested an amount for an abnormal payment. */
async function subjectOf(scene: Scene, { body }: Notice) {
  if (body.includes('ABNORMAL_PAYMENT')) return null;
  const known = [
    ...(await scene.refunds()),
    ...(await scene.settlements()),
    ...(await scene.orders()),
  ];
  const isRefund = /refund(?:OrderNo|RequestId)"/.test(body);
  const subject = known.find(({ providerReference }) => body.includes(providerReference));
  return isRefund && subject?.id.startsWith('ord') ? null : (subject ?? null);
}

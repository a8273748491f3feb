import type { Scenario } from './scenario.ts';

export interface Story {
  name: string;
  summary: string;
  play(scenario: Scenario): Promise<void>;
}

async function awaiting(scenario: Scenario): Promise<void> {
  await scenario.createOrder();
  await scenario.reaches('AWAITING_PAYMENT');
}

async function paid(scenario: Scenario): Promise<void> {
  await awaiting(scenario);
  await scenario.pay();
  await scenario.reaches('PAID');
}

/** In the order of the help. */
export const stories: readonly Story[] = [
  { name: 'paid', summary: 'An order is paid.', play: paid },
  {
    name: 'overpaid',
    summary: 'The payer pays 5 more: the surplus is an abnormal payment.',
    async play(scenario) {
      await awaiting(scenario);
      await scenario.pay('5');
      await scenario.reaches('PAID');
      await scenario.hasAbnormalPayment('OVERPAID');
    },
  },
  {
    name: 'underpaid',
    summary: 'The payer pays 10 less, and the order expires: what came is an abnormal payment.',
    async play(scenario) {
      await awaiting(scenario);
      await scenario.pay('-10');
      await scenario.expire();
      await scenario.reaches('EXPIRED');
      await scenario.hasAbnormalPayment('UNDERPAID');
    },
  },
  {
    name: 'expired',
    summary: 'Nobody pays.',
    async play(scenario) {
      await awaiting(scenario);
      await scenario.expire();
      await scenario.reaches('EXPIRED');
    },
  },
  {
    name: 'late',
    summary: 'The payer pays after the order has expired: an abnormal payment.',
    async play(scenario) {
      await awaiting(scenario);
      await scenario.expire();
      await scenario.reaches('EXPIRED');
      await scenario.pay();
      await scenario.hasAbnormalPayment('LATE');
    },
  },
  {
    name: 'lost-answer',
    summary:
      'The provider makes the order and its answer is lost: UNKNOWN, until a query finds it.',
    async play(scenario) {
      await scenario.control('arm', { fault: 'cut-after', operation: 'createOrder', times: 1 });
      scenario.report('the answer to the next order will be lost');
      await awaiting(scenario);
      await scenario.pay();
      await scenario.reaches('PAID');
    },
  },
  {
    name: 'lost-request',
    summary:
      'The request is lost: UNKNOWN, until it is proven absent and sent again. Takes a minute.',
    async play(scenario) {
      await scenario.control('arm', { fault: 'cut-before', operation: 'createOrder', times: 1 });
      scenario.report('the next request for an order will be lost');
      await awaiting(scenario);
    },
  },
  {
    name: 'webhooks-twice',
    summary: 'The webhooks of a paid order come backwards and three times: nothing happens twice.',
    async play(scenario) {
      await awaiting(scenario);
      await scenario.control('hold');
      try {
        await scenario.pay();
        await scenario.control('release', { order: 'reversed', duplicates: 2 });
      } finally {
        await scenario.control('deliver');
      }
      await scenario.reaches('PAID');
    },
  },
  {
    name: 'forged-webhook',
    summary: 'Somebody says that the order was paid, with a wrong signature: it stays as it is.',
    async play(scenario) {
      await awaiting(scenario);
      await scenario.pay();
      await scenario.reaches('PAID');
      await scenario.control('forge', { how: 'wrong-key' });
      await scenario.control('idle');
      scenario.report('a webhook with a wrong signature was sent, and refused');
    },
  },
  {
    name: 'refunded',
    summary: 'A paid order is refunded.',
    async play(scenario) {
      await paid(scenario);
      await scenario.createRefund();
      await scenario.advanceRefund('REFUNDED', 'SUCCEEDED');
    },
  },
  {
    name: 'refund-failed',
    summary: 'The refund of a paid order fails at the provider: its amount can be refunded again.',
    async play(scenario) {
      await paid(scenario);
      await scenario.createRefund();
      await scenario.advanceRefund('FAILED', 'FAILED');
    },
  },
  {
    name: 'settled',
    summary: 'Money of a paid order is paid out to the merchant.',
    async play(scenario) {
      await paid(scenario);
      await scenario.createSettlement();
      await scenario.advanceSettlement('SETTLED', 'SUCCEEDED');
    },
  },
];

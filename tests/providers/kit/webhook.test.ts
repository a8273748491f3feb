import { describe, expect, test } from 'vitest';
import { noticeReceiver, webhookReceiver } from '../../../src/providers/kit/webhook.ts';

const ack = { status: 200, contentType: 'text/plain', body: 'OK' };
const delivery = (body: string, headers: Record<string, string> = {}) => ({
  body: Buffer.from(body),
  headers,
  topic: 'orders' as const,
  url: 'https://paygraph.test/webhooks/acc_1/orders',
  receivedAt: 0,
});

describe('a webhook receiver', () => {
  test('reads a body once, to judge it and to translate it', () => {
    let read = 0;
    const receiver = webhookReceiver({
      parse: (body) => {
        read += 1;
        return JSON.parse(body.toString()) as { id: string };
      },
      judge: (_delivery, message) => ({ eventId: message()?.id ?? null }),
      translate: () => ({ observations: [], queries: [] }),
      ack,
    });
    const received = delivery('{"id":"e1"}');
    expect(receiver.verify(received)).toEqual({ genuine: true, eventId: 'e1' });
    receiver.translate(received);
    expect(read).toBe(1);
  });

  test('translates a message with the headers and the address that it came with', () => {
    const receiver = webhookReceiver({
      parse: () => null,
      judge: () => ({ eventId: null }),
      translate: (_message, { headers, url, topic }) => ({
        observations: [],
        queries: [{ about: 'ORDER', providerId: `${headers['x-id']} ${url} ${topic}` }],
      }),
      ack,
    });
    expect(receiver.translate(delivery('', { 'x-id': '7' })).queries).toEqual([
      { about: 'ORDER', providerId: '7 https://paygraph.test/webhooks/acc_1/orders orders' },
    ]);
  });

  test('tells why a delivery is not genuine', () => {
    const receiver = webhookReceiver({
      parse: () => null,
      judge: () => 'signature',
      translate: () => ({ observations: [], queries: [] }),
      ack,
    });
    expect(receiver.verify(delivery(''))).toEqual({ genuine: false, reason: 'signature' });
    expect(receiver.isUnsigned).toBeUndefined();
  });

  test('of notices takes every message that can be read, and none for more than a query', () => {
    const receiver = noticeReceiver({
      parse: (body) => {
        const { id } = JSON.parse(body.toString()) as { id: string | null };
        return id === null ? null : { about: 'ORDER', providerId: id };
      },
      ack,
    });
    expect(receiver.isUnsigned).toBe(true);
    expect(receiver.verify(delivery('{"id":"1"}'))).toEqual({ genuine: true, eventId: null });
    expect(receiver.verify(delivery('{'))).toEqual({ genuine: false, reason: 'body' });
    expect(receiver.translate(delivery('{"id":"1"}'))).toEqual({
      observations: [],
      queries: [{ about: 'ORDER', providerId: '1' }],
    });
  });
});

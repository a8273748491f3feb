import { createHttp, endpointsOf, restProtocol } from '@paygraph/provider-kit';
import type { ConnectionTools } from '@paygraph/provider-kit';
import type { StripeConfig } from './config.ts';
import * as replies from './replies.ts';

/** The version of Stripe's API whose objects are read here, whatever the account's own is. */
const apiVersion = '2024-10-28.acacia';

export type StripeClient = ReturnType<typeof createClient>;

/** One endpoint for each call of Stripe's API. */
export function createClient({ secretKey, webhookSecret }: StripeConfig, tools: ConnectionTools) {
  const http = createHttp({
    tools,
    timeoutMs: 30_000,
    redact: {
      headers: ['authorization', 'stripe-signature'],
      members: ['client_secret', 'customer_email', 'customer_details'],
      secrets: () => [secretKey.reveal(), webhookSecret.reveal()],
    },
  });
  const at = endpointsOf(
    http,
    restProtocol({
      bodies: 'FORM',
      headers: () => ({
        authorization: `Bearer ${secretKey.reveal()}`,
        'stripe-version': apiVersion,
      }),
      refusalOf(body) {
        const { code, type, message } = replies.refusal.safeParse(body).data?.error ?? {};
        return { code: code ?? type ?? null, message };
      },
    }),
  );
  const sessions = '/v1/checkout/sessions';
  const intents = '/v1/payment_intents';
  return {
    createSession: at('createSession', 'POST', sessions, replies.session),
    getSession: at('getSession', 'GET', `${sessions}/{id}`, replies.session),
    expireSession: at('expireSession', 'POST', `${sessions}/{id}/expire`, replies.session),
    listSessions: at('listSessions', 'GET', sessions, replies.listOf(replies.session)),
    captureIntent: at('captureIntent', 'POST', `${intents}/{id}/capture`, replies.paymentIntent),
    cancelIntent: at('cancelIntent', 'POST', `${intents}/{id}/cancel`, replies.paymentIntent),
    createRefund: at('createRefund', 'POST', '/v1/refunds', replies.refund),
    getRefund: at('getRefund', 'GET', '/v1/refunds/{id}', replies.refund),
    listRefunds: at('listRefunds', 'GET', '/v1/refunds', replies.listOf(replies.refund)),
    getDispute: at('getDispute', 'GET', '/v1/disputes/{id}', replies.dispute),
    listDisputes: at('listDisputes', 'GET', '/v1/disputes', replies.listOf(replies.dispute)),
    getBalance: at('getBalance', 'GET', '/v1/balance', replies.balance),
    close: () => http.close(),
  };
}

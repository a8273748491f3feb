/** Header names, string-to-sign and acknowledgement are the gateway's, the same for both brands. */
export { createWebhookReceiver, signWebhook } from '../stablecoin-gateway/webhook.ts';

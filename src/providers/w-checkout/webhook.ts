/** Header names, string-to-sign and acknowledgement are the same for both brands of the gateway. */
export { createWebhookReceiver, signWebhook } from '../stablecoin-gateway/webhook.ts';

/** Section 9 is the gateway's: header names, string-to-sign and acknowledgement are the same for both brands. */
export { createWebhookReceiver, signWebhook } from '../stablecoin-gateway/webhook.ts';

import { secret } from '../kit/config.ts';

/** The credentials of an account, which are the same for both brands. */
export const credentials = {
  apiKey: secret('Exchanged for an access token, together with `apiSecret`.'),
  apiSecret: secret('Exchanged for an access token, together with `apiKey`. Never shown again.'),
  signKey: secret('Signs requests, and checks answers and webhooks. Never shown again.'),
};

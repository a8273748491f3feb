/* oxlint-disable no-console -- the address and the credentials go to the terminal */
import { createSandboxClock } from '@paygraph/provider-kit/double';
import { startStripe } from './index.ts';

// node double/main.ts [port] [webhook URL]: plays Stripe with one new account, and forgets all at its end.
const [port = '4900', webhookUrl = ''] = process.argv.slice(2);
const { provider } = await startStripe(createSandboxClock(), Number(port));
const account = provider.createMerchantAccount(webhookUrl === '' ? {} : { webhookUrl });
console.log(`${provider.baseUrl} (operator page: ${provider.baseUrl}/operator)`, account);

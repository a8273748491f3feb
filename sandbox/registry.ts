import { entry } from './entry.ts';
import { examplepay } from './examplepay/double.ts';
import { nexapay } from './nexapay/double.ts';
import { wCheckout, xcheckout } from './stablecoin-platform/double.ts';
import { vexora } from './vexora/double.ts';

/**
 * The providers of the sandbox. This is the only place that names them: the sandbox, the demo merchant and its tabs in
 * GraphiQL, and the harnesses follow from it. Ports and routing follow the order of the list.
 */
export const registry = [
  entry(
    xcheckout,
    {
      secrets: ['apiKey', 'apiSecret', 'signKey'],
      fixed: { merchantId: 'demo' },
      unconfigured: ['merchantId'],
    },
    {
      operation: 'PayAtXCheckout',
      comment: 'A stablecoin, at XCheckout: USDT or USDC.',
      input: {
        reference: 'demo-xcheckout',
        amount: { amount: '25.00', currency: 'USD' },
        method: { stablecoin: { currency: 'USDT', network: 'TRON' } },
        customer: { id: 'customer-1' },
      },
    },
  ),
  entry(
    wCheckout,
    { secrets: ['apiKey', 'apiSecret', 'signKey'], fixed: { merchantId: 'demo' } },
    {
      operation: 'PayAtWCheckout',
      comment: 'A stablecoin, at W Checkout: USDT or USDC.',
      input: {
        reference: 'demo-w-checkout',
        amount: { amount: '25.00', currency: 'USD' },
        method: { stablecoin: { currency: 'USDC', network: 'ETHEREUM' } },
        customer: { id: 'customer-1' },
      },
    },
  ),
  entry(
    vexora,
    {
      secrets: ['appSecret'],
      fixed: { merchantNo: '0000000001' },
      // Someone who tries the sandbox by hand pays more than three times a day from one address.
      terms: { ipLimits: false },
      config: { eWalletCodes: ['LINEPAY', 'JKOPAY'] },
    },
    {
      operation: 'PayAtVexora',
      comment: 'An e-wallet in Taiwan, at Vexora: LINEPAY or JKOPAY.',
      input: {
        reference: 'demo-vexora',
        amount: { amount: '500', currency: 'TWD' },
        method: { eWallet: { wallet: 'JKOPAY' } },
        customer: {
          firstName: 'Mei',
          lastName: 'Lin',
          email: 'mei@example.com',
          phone: '0912345678',
          ipAddress: '203.0.113.7',
        },
      },
    },
  ),
  entry(
    nexapay,
    {
      secrets: ['apiKey', 'secretKey'],
      fixed: { merchantId: '225', subMerchantId: '225' },
      config: { refundEnabled: true },
      // Someone who tries the sandbox by hand wants to pay by hand.
      switches: { autoPay: false },
    },
    {
      operation: 'PayAtNexaPay',
      comment: 'PIX, at NexaPay: QR_CODE or HOSTED_PAGE.',
      input: {
        reference: 'demo-nexapay',
        amount: { amount: '25.00', currency: 'BRL' },
        method: { pix: { presentation: 'HOSTED_PAGE' } },
        customer: {
          firstName: 'Ana Souza',
          email: 'ana@example.com',
          phone: '+5511987654321',
          document: '12345678909',
          documentType: 'CPF',
        },
      },
    },
  ),
  entry(
    examplepay,
    {
      secrets: ['appId', 'appSecret'],
      config: { closeEnabled: true, refundQueryEnabled: true },
    },
    {
      operation: 'PayAtExamplePay',
      comment: 'UPI, at ExamplePay: HOSTED_PAGE, COLLECT (with a vpa) or INTENT.',
      input: {
        reference: 'demo-examplepay',
        amount: { amount: '250.00', currency: 'INR' },
        method: { upi: { flow: 'HOSTED_PAGE' } },
        customer: { firstName: 'Asha', email: 'asha@example.com', phone: '9876543210' },
      },
    },
  ),
] as const;

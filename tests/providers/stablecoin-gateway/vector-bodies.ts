/** The exact bytes that the vectors sign (docs/providers/stablecoin-gateway.md#test-vectors). */
export const xBodies = {
  B1: '{"orderNo":"T20260101000001","customerId":"cust01","orderAmount":123.45,"token":"ETH_USDT","expiredIn":1800}',
  B2: '{"retcode":"200","retdata":{"sysid":"OR1971467057612247041","orderNo":"T20260101000001","payingAmount":124.68,"token":"ETH_USDT","coinAddress":"0xdac17f958d2ee523a2206206994597c13d831ec7","exchangeRate":1.01,"depositAddress":"0x2ea755250f9620a6c66b0cd0d41740e3eaec1765","paymentUrl":"https://pay.example.test/pay/OR1971467057612247041","expiredIn":1800,"customerId":"cust01","merchantId":null},"retmsg":""}',
  B3: '{"refundOrderNo":"RF20260101000001","orderNo":"T20260101000001","address":"0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C","amount":10.5,"remark":"late payment 退款"}',
  B4: '{"eventId":"evt_0a4fee0f5882","eventType":"ABNORMAL_PAYMENT","timestamp":1758701681,"data":{"abnormalPaymentNo":"xxxxxxxx","orderNo":"xxxxxxx","token":"ETH_USDT","amount":"818.89","hash":"0xxxxxxxxxx","pendingAmount":"739.00","createdTime":"2025-12-23 12:56:47","updatedTime":"2025-12-23 12:56:47"}}',
  B5: '{"eventId":"evt_0123456789ab","eventType":"CHECKOUT_ORDER_CHANGED","timestamp":1767225600,"data":{"sysid":"OR1971467057612247041","orderNo":"T20260101000001","orderAmount":123.45,"payingAmount":124.68,"token":"ETH_USDT","orderStatus":"PAID"}}',
} as const;

export const wBodies = {
  B1: '{"orderNo":"1759988038609","orderAmount":0.5,"customerId":"6","merchantId":"1","token":"ETH_USDT","fiat":"USD","expiredIn":2000}',
  B2: '{"retcode":"200","retdata":{"sysid":"xxxxxx","orderNo":"oxxxxxxxx","payingAmount":688.09,"token":"ETH_USDT","coinAddress":"0xdac17f958d2ee523a2206206994597c13d831ec7","exchangeRate":1.01,"depositAddress":"0x2ea755250f9620a6c66b0cd0d41740e3eaec1765","paymentUrl":"https://www.checkout.app/pay/xxxxxxxxxxxxxxxxxx","expiredIn":2345,"customerId":"c1234445544","merchantId":"m0099e34345"},"retmsg":""}',
  B3: '{"settlementOrderNo":"25","merchantId":"2","token":"ETH_USDT","address":"0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C","amount":"1000.233567","orderNos":["test00031"]}',
  B4: '{"refundOrderNo":"7592274273351","orderNo":"1759227427335","txHash":"0x00000000000000","token":"ETH_USDT","remark":"two words"}',
  B5: '{"eventId":"evt_0a4fee0f8882","eventType":"ABNORMAL_PAYMENT","timestamp":1758701681,"data":{"abnormalPaymentNo":"xxxxxxxx","orderNo":"xxxxxxx","token":"ETH_USDT","amount":"818.89","hash":"0xxxxxxxxxx","pendingAmount":"739.00","createdTime":"2025-12-23 12:56:47","updatedTime":"2025-12-23 12:56:47"}}',
  B6: '{"eventId":"evt_0123456789ab","eventType":"CHECKOUT_ORDER_CHANGED","timestamp":1767225600,"data":{"sysid":"OR1971467057612247041","orderNo":"1759988038609","orderStatus":"PAID"}}',
} as const;

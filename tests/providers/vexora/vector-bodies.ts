/** The secret of all vectors (docs/providers/vexora.md#test-vectors). */
export const appSecret = 'vx_test_secret_0123456789abcdef';

/** Bodies of the vectors without `sign`, as text, because their exact form is what is signed. */
export const bodies = {
  V1: '{"timestamp":"1724142041682","tradeNo":"00000007","amount":"300","mobile":"0912345678","firstname":"abc","lastname":"efg","email":"123@gmail.com","channelCode":"NET_BANKING","wayCode":"BANK_TRANSFER","ipAddress":"192.168.0.1","bankNumber":"808-0368988888888","notifyUrl":"https://google.com","returnUrl":"http://abc.com/callback_page","remark":"000000"}',
  V2: '{"timestamp":"1724142041682","tradeNo":"00000007","amount":"300","channelCode":"STORE","wayCode":"711","ipAddress":"192.168.0.1","mobile":"0912345678","firstname":"abc","lastname":"efg","postcode":"123","address":"123","email":"123@gmail.com","notifyUrl":"https://google.com","returnUrl":"http://abc.com/callback_page","remark":"000000"}',
  V3: '{"timestamp":"1728613488294","tradeNo":"test_00000008"}',
  V4: '{"amount":"100","bankCode":"004","bankNumber":"3560123456789012","mobile":"0912345678","email":"123@gmail.com","name":"abc","tradeNo":"tn1740632538919","notifyUrl":"https://www.google.com/","timestamp":"1740632538919"}',
  V5: '{"timestamp":"1724151084278"}',
  V6: '{"platFormTradeNo":"c167o1itir0fypid","tradeNo":"00000007","amount":"300","status":"0000","message":"SUCCESS","successTime":"2024-08-20 16:25:31","timestamp":"1724142331000"}',
  V7: '{"timestamp":1728613488294,"tradeNo":"test_00000008"}',
  V8: '{"timestamp":"1728613488294","tradeNo":"test_00000008","remark":""}',
  V9: '{"timestamp":"1728613488294","tradeNo":"test_00000008","remark":" "}',
  V10: '{"amount":"100","bankCode":"004","bankNumber":"3560123456789012","mobile":"0912345678","email":"123@gmail.com","name":"王小明","tradeNo":"tn1740632538919","notifyUrl":"https://www.google.com/","timestamp":"1740632538919"}',
  V11: '{"platFormTradeNo":"c167o1itir0fypid","tradeNo":"00000007","amount":"250","status":"0001","message":"PARTIAL PAYMENT","successTime":"2024-08-20 16:25:31","channelCode":"NET_BANKING","wayCode":"BANK_TRANSFER","timestamp":"1724142331000"}',
  V12: '{"platFormTradeNo":"63mz9aepqczdw280","tradeNo":"tn1740632538919","amount":"100","status":"00029","message":"REJECTED_TRANSACTION","timestamp":"1740632600000"}',
} as const;
export type VectorName = keyof typeof bodies;

export const signatures: Readonly<Record<VectorName, string>> = {
  V1: '845b713f9f5e49f3a1c1c174343cdcb8',
  V2: 'fed1064e3ac8eb67823de86e2464fa38',
  V3: '7c60f516252883e2c2dc3eecaba5fa52',
  V4: 'c7956585ff652d75c73087ddcc54824a',
  V5: '4fc63f807c5c305cedb75b7390b811df',
  V6: '243627f67e72103e574c48be5cf289d4',
  V7: '7c60f516252883e2c2dc3eecaba5fa52',
  V8: '7c60f516252883e2c2dc3eecaba5fa52',
  V9: '57eedd03e37899e8fa97f106c3a49734',
  V10: '5bab36289065188e667fe2a2b51dc130',
  V11: '0c83c4ab991c7040ce2f1a5cecb7c58b',
  V12: 'd98fc3cefe7522be5e7696d27e47c900',
};

/** The body with a signature as its last member. */
export function withSign(body: string, sign: string): string {
  return `${body.slice(0, -1)},"sign":"${sign}"}`;
}

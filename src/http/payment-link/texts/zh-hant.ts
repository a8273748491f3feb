import type { LinkTexts } from './texts.ts';

const newLink = '請向商家索取新的連結。';

export const zhHant: LinkTexts = {
  title: (merchant) => `付款給 ${merchant}`,
  payTo: (merchant) => `付款給 ${merchant}`,
  chooseMethod: '請選擇付款方式',
  details: '您的資料',
  inputs: {
    firstName: '名字',
    lastName: '姓氏',
    email: '電子郵件',
    phone: '電話號碼',
    document: '稅籍或身分證字號',
    postcode: '郵遞區號',
    address: '地址',
  },
  ifNeeded: '只有部分付款方式需要。',
  correct: '請更正標示的欄位。尚未建立任何訂單。',
  notValid: '此欄位空白或無效。',
  chooseOne: '請選擇其中一項。',
  submit: (amount) => `繼續支付 ${amount}`,
  note: '下一頁會說明如何付款。',
  obstacles: {
    USED: { heading: '此連結已使用', detail: newLink },
    EXPIRED: { heading: '此連結已過期', detail: newLink },
    DISABLED: { heading: '此連結已失效', detail: newLink },
    NOT_FOUND: { heading: '沒有這個連結', detail: '請確認網址完整，或向商家索取。' },
    NO_METHOD: { heading: '目前無法付款', detail: '您尚未被扣款。請稍後再試，或洽詢商家。' },
    UNAVAILABLE: { heading: '暫時無法使用', detail: '請稍後再試。重複送出只會建立一筆訂單。' },
    TOO_MANY: { heading: '付款次數過多', detail: '請等幾分鐘後再試。尚未建立任何訂單。' },
    MALFORMED: {
      heading: '無法讀取表單',
      detail: '尚未建立任何訂單。請重新開啟連結，並使用頁面上的表單。',
    },
    INTERNAL: {
      heading: '發生錯誤',
      detail: '請重新開啟連結，或再次送出表單：只會建立一筆訂單。',
    },
  },
};

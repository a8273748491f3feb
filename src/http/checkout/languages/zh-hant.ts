import type { Texts } from './texts.ts';

export const zhHant: Texts = {
  tag: 'zh-Hant',
  name: '繁體中文',
  title: ({ merchant, due }) => `付款 ${due} 給 ${merchant}`,
  outcomes: {
    PREPARING: {
      heading: () => '正在準備您的付款',
      detail: () => '通常只需要幾秒鐘。',
    },
    UNKNOWN: {
      heading: () => '我們正在向支付服務商查詢',
      detail: () =>
        '服務商尚未確認這筆付款，我們會持續查詢直到確定結果。在此期間請勿以其他方式重複付款。',
    },
    TO_PAY: {
      heading: ({ due }) => `請支付 ${due}`,
      detail: () => '收到您的付款後，會顯示在這裡。',
    },
    TO_PAY_REST: {
      heading: ({ rest }) => `還差 ${rest}`,
      detail: ({ received, due }) => `應付 ${due}，已收到 ${received}。請以相同方式支付餘額。`,
    },
    TO_APPROVE: {
      heading: () => '請在您的 UPI 應用程式中批准請求',
      detail: ({ merchant, due }) =>
        `${merchant} 的 ${due} 付款請求已送到您的 UPI 應用程式。請打開應用程式並批准。`,
    },
    AWAITED: {
      heading: ({ due }) => `等待支付 ${due}`,
      detail: () => '請依照支付服務商的指示操作。',
    },
    CONFIRMING: {
      heading: () => '正在確認您的付款',
      detail: () => '已偵測到您的付款，正在確認中。您不需要做任何事。',
    },
    AUTHORIZED: {
      heading: () => '已授權，謝謝您！',
      detail: ({ due, merchant }) =>
        `已為 ${merchant} 預留 ${due}，款項將於稍後扣取。您不需要再做任何事。`,
    },
    PAID: {
      heading: () => '付款完成，謝謝您！',
      detail: ({ received, merchant }) => `${merchant} 已收到 ${received}。`,
    },
    TOO_LITTLE: {
      heading: () => '付款金額不足',
      detail: ({ received, due, merchant }) =>
        `應付 ${due}，已收到 ${received}，此處無法再付款。${merchant} 已獲通知，請與商家聯絡。`,
    },
    EXPIRED: {
      heading: () => '付款期限已過',
      detail: ({ merchant }) =>
        `請勿再付款。如果您仍想購買，請回到 ${merchant} 重新開始。如果您已經付款，款項到達後 ${merchant} 會獲得通知。`,
    },
    CANCELED: {
      heading: () => '這筆付款已取消',
      detail: ({ merchant }) => `請勿再付款。您可以回到 ${merchant} 重新開始。`,
    },
    DECLINED: {
      heading: () => '付款被拒絕',
      detail: ({ merchant }) =>
        `您的銀行或支付服務商拒絕了這筆付款。您可以回到 ${merchant} 重新開始，或改用其他方式。`,
    },
    FAILED: {
      heading: () => '無法完成付款',
      detail: ({ merchant }) =>
        `${merchant} 與支付服務商之間發生問題。請勿再於此處付款。您可以回到 ${merchant} 重新開始。`,
    },
    REVERSED: {
      heading: () => '付款已被撤回',
      detail: ({ merchant }) =>
        `這筆付款曾經完成，但款項之後被撤回。如果您不清楚原因，請聯絡 ${merchant}。`,
    },
  },
  methods: {
    STABLECOIN: '穩定幣',
    PIX: 'PIX',
    UPI: 'UPI',
    BANK_TRANSFER: '銀行轉帳',
    CONVENIENCE_STORE: '便利商店',
    E_WALLET: '電子錢包',
    HOSTED_CHECKOUT: '付款頁面',
    CARD: '信用卡／簽帳金融卡',
    OTHER: '其他付款方式',
  },
  payTo: '收款方',
  amount: '金額',
  price: '價格',
  fees: '含手續費',
  description: '說明',
  reference: '參考編號',
  method: '付款方式',
  payBy: '付款期限',
  timeLeft: '剩餘時間',
  overdue: '付款期限已過。我們正在向服務商查詢結果。請勿再付款。',
  openPaymentPage: '前往付款',
  openApp: '打開您的付款應用程式',
  scanWithPhone: '或用手機的付款應用程式掃描此條碼。',
  scanCode: '請用您的銀行應用程式掃描此條碼。',
  codeImage: '這筆付款的 QR 碼',
  codeAddressImage: '地址的 QR 碼',
  codeText: '可複製貼上的代碼',
  sendExactly: '請準確轉出',
  toAddress: '轉到此地址',
  network: '網路',
  token: '代幣',
  tokenContract: '代幣合約',
  onlyThis: (token, network) => `只能轉 ${token}，且只能使用 ${network} 網路，否則款項可能遺失。`,
  copy: '複製',
  copied: '已複製',
  copyAmount: '複製金額',
  copyAddress: '複製地址',
  copyCode: '複製代碼',
  notices: '關於您的款項',
  abnormal: {
    OVERPAID: (amount, merchant) =>
      `您多付了 ${amount}。${merchant} 已獲通知，將與您聯絡或退還差額。`,
    UNDERPAID: (amount, merchant) =>
      `已收到 ${amount}，少於應付金額。${merchant} 已獲通知，請與商家聯絡。`,
    LATE: (amount, merchant) =>
      `${amount} 在這筆付款結束後才到達。${merchant} 已獲通知，請與商家聯絡。`,
    UNCLASSIFIED: (amount, merchant) => `收到與這筆付款不符的 ${amount}。${merchant} 已獲通知。`,
  },
  abnormalResolved: (amount, merchant) => `曾收到與這筆付款不符的 ${amount}，${merchant} 已處理。`,
  refunds: '退款',
  refundStates: {
    UNDER_WAY: '退款處理中',
    UNKNOWN: '我們正在向服務商查詢',
    SUCCEEDED: '已退款',
    NOT_MADE: '未退款',
    RETURNED: '已退回商家',
  },
  backTo: (merchant) => `回到 ${merchant}`,
  mayClose: '您可以關閉此頁面。',
  language: '語言',
  refresh: '重新整理',
  withoutScript: '未啟用 JavaScript 時，本頁不會自動更新。',
  reconnecting: '連線中斷。以下是最後得知的狀態。正在重新連線…',
  reconnected: '已重新連線。',
  ended: '本頁不再更新。',
  notFound: {
    heading: '找不到這筆付款',
    detail: '網址不完整或有誤。請從您取得連結的地方重新打開。',
  },
  expiredPage: {
    heading: '此頁面已過期',
    detail: '這筆付款早已結束。請向您購物的商家查詢結果，並且不要再付款。',
  },
  unavailable: {
    heading: '目前無法顯示此頁面',
    detail: '您的付款不受影響。請稍候再重新整理頁面，請勿重複付款。',
  },
};

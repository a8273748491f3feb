import type { Texts } from './texts.ts';

export const hi: Texts = {
  tag: 'hi',
  name: 'हिन्दी',
  title: ({ merchant, due }) => `${merchant} को ${due}`,
  outcomes: {
    PREPARING: {
      heading: () => 'आपका भुगतान तैयार किया जा रहा है',
      detail: () => 'इसमें आम तौर पर कुछ सेकंड लगते हैं।',
    },
    UNKNOWN: {
      heading: () => 'हम भुगतान सेवा से पूछ रहे हैं',
      detail: () =>
        'भुगतान सेवा ने अभी इस भुगतान की पुष्टि नहीं की है। पता चलने तक हम पूछते रहेंगे। तब तक किसी और तरीके से दोबारा भुगतान न करें।',
    },
    TO_PAY: {
      heading: ({ due }) => `${due} का भुगतान करें`,
      detail: () => 'आपका भुगतान मिलते ही यहाँ दिखेगा।',
    },
    TO_PAY_REST: {
      heading: ({ rest }) => `${rest} अभी बाकी है`,
      detail: ({ received, due }) =>
        `${due} में से ${received} मिल गए हैं। बाकी का भुगतान उसी तरीके से करें।`,
    },
    TO_APPROVE: {
      heading: () => 'अपने UPI ऐप में अनुरोध स्वीकार करें',
      detail: ({ merchant, due }) =>
        `${merchant} की ओर से ${due} का अनुरोध आपके UPI ऐप पर भेजा गया है। ऐप खोलकर उसे स्वीकार करें।`,
    },
    AWAITED: {
      heading: ({ due }) => `${due} की प्रतीक्षा है`,
      detail: () => 'कृपया भुगतान सेवा के निर्देशों का पालन करें।',
    },
    CONFIRMING: {
      heading: () => 'आपके भुगतान की पुष्टि हो रही है',
      detail: () => 'भुगतान दिख गया है और उसकी पुष्टि हो रही है। आपको कुछ नहीं करना है।',
    },
    AUTHORIZED: {
      heading: () => 'अधिकृत हो गया। धन्यवाद!',
      detail: ({ due, merchant }) =>
        `${merchant} के लिए ${due} आरक्षित है। राशि बाद में ली जाएगी। आपको और कुछ नहीं करना है।`,
    },
    PAID: {
      heading: () => 'भुगतान हो गया। धन्यवाद!',
      detail: ({ received, merchant }) => `${merchant} को ${received} मिल गए हैं।`,
    },
    TOO_LITTLE: {
      heading: () => 'भुगतान की रकम कम है',
      detail: ({ received, due, merchant }) =>
        `${due} में से ${received} मिले हैं, और यहाँ अब भुगतान नहीं हो सकता। ${merchant} को सूचित कर दिया गया है। कृपया उनसे संपर्क करें।`,
    },
    EXPIRED: {
      heading: () => 'भुगतान का समय समाप्त हो गया',
      detail: ({ merchant }) =>
        `कृपया अब भुगतान न करें। यदि आप अब भी खरीदना चाहते हैं, तो ${merchant} पर फिर से शुरू करें। यदि आप भुगतान कर चुके हैं, तो रकम मिलते ही ${merchant} को सूचित किया जाएगा।`,
    },
    CANCELED: {
      heading: () => 'यह भुगतान रद्द कर दिया गया',
      detail: ({ merchant }) => `कृपया अब भुगतान न करें। आप ${merchant} पर फिर से शुरू कर सकते हैं।`,
    },
    DECLINED: {
      heading: () => 'भुगतान अस्वीकार कर दिया गया',
      detail: ({ merchant }) =>
        `आपके बैंक या भुगतान सेवा ने इसे अस्वीकार कर दिया। आप ${merchant} पर फिर से, शायद किसी और तरीके से, शुरू कर सकते हैं।`,
    },
    FAILED: {
      heading: () => 'भुगतान नहीं हो सका',
      detail: ({ merchant }) =>
        `${merchant} और भुगतान सेवा के बीच कोई गड़बड़ी हुई। कृपया यहाँ अब भुगतान न करें। आप ${merchant} पर फिर से शुरू कर सकते हैं।`,
    },
    REVERSED: {
      heading: () => 'भुगतान वापस ले लिया गया',
      detail: ({ merchant }) =>
        `भुगतान हो चुका था, और बाद में रकम वापस ले ली गई। यदि आपको इसकी उम्मीद नहीं थी, तो ${merchant} से संपर्क करें।`,
    },
  },
  methods: {
    STABLECOIN: 'स्टेबलकॉइन',
    PIX: 'PIX',
    UPI: 'UPI',
    BANK_TRANSFER: 'बैंक ट्रांसफ़र',
    CONVENIENCE_STORE: 'सुविधा स्टोर',
    E_WALLET: 'ई-वॉलेट',
    HOSTED_CHECKOUT: 'भुगतान पृष्ठ',
    CARD: 'कार्ड',
    OTHER: 'अन्य तरीक़ा',
  },
  payTo: 'प्राप्तकर्ता',
  amount: 'रकम',
  price: 'कीमत',
  fees: 'शुल्क सहित',
  description: 'विवरण',
  reference: 'संदर्भ',
  method: 'भुगतान का तरीका',
  payBy: 'भुगतान की अंतिम समय-सीमा',
  timeLeft: 'बचा हुआ समय',
  overdue: 'भुगतान का समय समाप्त हो गया है। हम भुगतान सेवा से पूछ रहे हैं कि क्या हुआ। कृपया अब भुगतान न करें।',
  openPaymentPage: 'भुगतान के लिए आगे बढ़ें',
  openApp: 'अपना भुगतान ऐप खोलें',
  scanWithPhone: 'या अपने फ़ोन के भुगतान ऐप से यह कोड स्कैन करें।',
  scanCode: 'अपने बैंक के ऐप से यह कोड स्कैन करें।',
  codeImage: 'इस भुगतान का QR कोड',
  codeAddressImage: 'पते का QR कोड',
  codeText: 'कॉपी-पेस्ट करने के लिए कोड',
  sendExactly: 'ठीक इतना भेजें',
  toAddress: 'इस पते पर',
  network: 'नेटवर्क',
  token: 'टोकन',
  tokenContract: 'टोकन कॉन्ट्रैक्ट',
  onlyThis: (token, network) =>
    `केवल ${token} भेजें, और केवल ${network} पर। कुछ और भेजने पर रकम खो सकती है।`,
  copy: 'कॉपी करें',
  copied: 'कॉपी हो गया',
  copyAmount: 'कॉपी करें: रकम',
  copyAddress: 'कॉपी करें: पता',
  copyCode: 'कॉपी करें: कोड',
  notices: 'आपकी रकम के बारे में',
  abnormal: {
    OVERPAID: (amount, merchant) =>
      `आपने ${amount} ज़्यादा भुगतान किया। ${merchant} को सूचित कर दिया गया है। वे आपसे संपर्क करेंगे या रकम लौटाएँगे।`,
    UNDERPAID: (amount, merchant) =>
      `${amount} मिले, जो देय रकम से कम है। ${merchant} को सूचित कर दिया गया है। कृपया उनसे संपर्क करें।`,
    LATE: (amount, merchant) =>
      `${amount} इस भुगतान के समाप्त होने के बाद मिले। ${merchant} को सूचित कर दिया गया है। कृपया उनसे संपर्क करें।`,
    UNCLASSIFIED: (amount, merchant) =>
      `${amount} मिले जो इस भुगतान से मेल नहीं खाते। ${merchant} को सूचित कर दिया गया है।`,
  },
  abnormalResolved: (amount, merchant) =>
    `${amount} मिले थे जो इस भुगतान से मेल नहीं खाते थे। ${merchant} ने इसे निपटा दिया है।`,
  refunds: 'रिफ़ंड',
  refundStates: {
    UNDER_WAY: 'आपके पास आ रहा है',
    UNKNOWN: 'हम भुगतान सेवा से पूछ रहे हैं',
    SUCCEEDED: 'रिफ़ंड हो गया',
    NOT_MADE: 'नहीं हुआ',
    RETURNED: 'विक्रेता के पास वापस गया',
  },
  backTo: (merchant) => `${merchant} पर वापस जाएँ`,
  mayClose: 'आप यह पेज बंद कर सकते हैं।',
  language: 'भाषा',
  refresh: 'ताज़ा करें',
  withoutScript: 'JavaScript के बिना यह पेज अपने आप नहीं बदलता।',
  reconnecting: 'कनेक्शन टूट गया। यह आख़िरी ज्ञात स्थिति है। फिर से जोड़ा जा रहा है…',
  reconnected: 'फिर से जुड़ गए।',
  ended: 'यह पेज अब अपडेट नहीं होता।',
  notFound: {
    heading: 'ऐसा कोई भुगतान नहीं है',
    detail: 'पता अधूरा या ग़लत है। कृपया लिंक वहीं से दोबारा खोलें जहाँ आपको मिला था।',
  },
  expiredPage: {
    heading: 'यह पेज समाप्त हो चुका है',
    detail:
      'भुगतान कुछ समय पहले समाप्त हो गया। कृपया उस दुकान से पूछें जहाँ आपने ऑर्डर किया था, और अब भुगतान न करें।',
  },
  unavailable: {
    heading: 'यह पेज अभी नहीं दिखाया जा सकता',
    detail: 'आपके भुगतान पर इसका असर नहीं है। थोड़ा रुककर पेज ताज़ा करें। दो बार भुगतान न करें।',
  },
};

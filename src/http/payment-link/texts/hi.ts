import type { LinkTexts } from './texts.ts';

const newLink = 'विक्रेता से नया लिंक माँगें।';

export const hi: LinkTexts = {
  title: (merchant) => `${merchant} को भुगतान करें`,
  payTo: (merchant) => `${merchant} को भुगतान`,
  chooseMethod: 'आप कैसे भुगतान करना चाहेंगे?',
  details: 'आपका विवरण',
  inputs: {
    firstName: 'पहला नाम',
    lastName: 'उपनाम',
    email: 'ई-मेल पता',
    phone: 'फ़ोन नंबर',
    document: 'कर या पहचान संख्या',
    postcode: 'पिन कोड',
    address: 'पता',
  },
  ifNeeded: 'केवल कुछ भुगतान विधियों के लिए ज़रूरी है।',
  correct: 'कृपया चिह्नित जानकारी सुधारें। अभी कोई ऑर्डर नहीं बना है।',
  notValid: 'यह खाली है या मान्य नहीं है।',
  chooseOne: 'कृपया इनमें से एक चुनें।',
  submit: (amount) => `${amount} के भुगतान के लिए आगे बढ़ें`,
  note: 'अगले पेज पर भुगतान का तरीका दिखाया जाएगा।',
  obstacles: {
    USED: { heading: 'यह लिंक इस्तेमाल हो चुका है', detail: newLink },
    EXPIRED: { heading: 'इस लिंक की अवधि समाप्त हो गई है', detail: newLink },
    DISABLED: { heading: 'यह लिंक अब मान्य नहीं है', detail: newLink },
    NOT_FOUND: {
      heading: 'ऐसा कोई लिंक नहीं है',
      detail: 'जाँच लें कि पता पूरा है, या विक्रेता से माँगें।',
    },
    NO_METHOD: {
      heading: 'अभी इसका भुगतान नहीं हो सकता',
      detail: 'आपसे कोई राशि नहीं ली गई है। बाद में कोशिश करें या विक्रेता से पूछें।',
    },
    UNAVAILABLE: {
      heading: 'अभी उपलब्ध नहीं है',
      detail: 'थोड़ी देर में फिर कोशिश करें। दो बार भेजने पर भी एक ही ऑर्डर बनता है।',
    },
    TOO_MANY: {
      heading: 'एक साथ बहुत सारे भुगतान',
      detail: 'कुछ मिनट रुककर फिर कोशिश करें। कोई ऑर्डर नहीं बना है।',
    },
    MALFORMED: {
      heading: 'फ़ॉर्म पढ़ा नहीं जा सका',
      detail: 'कोई ऑर्डर नहीं बना है। लिंक फिर से खोलें और उसमें दिखने वाला फ़ॉर्म भरें।',
    },
    INTERNAL: {
      heading: 'कुछ गड़बड़ हो गई',
      detail: 'लिंक फिर से खोलें या फ़ॉर्म दोबारा भेजें: ऑर्डर एक ही बार बनेगा।',
    },
  },
};

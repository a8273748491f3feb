import type { Texts } from './texts.ts';

export const ptBr: Texts = {
  tag: 'pt-BR',
  name: 'Português',
  title: ({ merchant, due }) => `${due} para ${merchant}`,
  outcomes: {
    PREPARING: {
      heading: () => 'Seu pagamento está sendo preparado',
      detail: () => 'Isso costuma levar alguns segundos.',
    },
    UNKNOWN: {
      heading: () => 'Estamos consultando o provedor de pagamento',
      detail: () =>
        'O provedor ainda não confirmou este pagamento. Continuamos consultando até saber. Enquanto isso, não pague novamente de outra forma.',
    },
    TO_PAY: {
      heading: ({ due }) => `Pague ${due}`,
      detail: () => 'Seu pagamento aparece aqui assim que chegar.',
    },
    TO_PAY_REST: {
      heading: ({ rest }) => `Ainda faltam ${rest}`,
      detail: ({ received, due }) =>
        `Chegaram ${received} de ${due}. Pague o restante da mesma forma.`,
    },
    TO_APPROVE: {
      heading: () => 'Aprove a solicitação no seu aplicativo UPI',
      detail: ({ merchant, due }) =>
        `Uma solicitação de ${due} de ${merchant} foi enviada ao seu aplicativo UPI. Abra o aplicativo e aprove.`,
    },
    AWAITED: {
      heading: ({ due }) => `Aguardando ${due}`,
      detail: () => 'Siga as instruções do provedor de pagamento.',
    },
    CONFIRMING: {
      heading: () => 'Seu pagamento está sendo confirmado',
      detail: () => 'Ele foi recebido e está sendo confirmado. Você não precisa fazer nada.',
    },
    AUTHORIZED: {
      heading: () => 'Autorizado. Obrigado!',
      detail: ({ due, merchant }) =>
        `${due} está reservado para ${merchant}. O valor será cobrado depois. Você não precisa fazer mais nada.`,
    },
    PAID: {
      heading: () => 'Pago. Obrigado!',
      detail: ({ received, merchant }) => `${merchant} recebeu ${received}.`,
    },
    TOO_LITTLE: {
      heading: () => 'O valor pago foi insuficiente',
      detail: ({ received, due, merchant }) =>
        `Chegaram ${received} de ${due}, e não é mais possível pagar aqui. ${merchant} foi informado. Entre em contato com a loja.`,
    },
    EXPIRED: {
      heading: () => 'O prazo para pagar acabou',
      detail: ({ merchant }) =>
        `Não pague mais. Se ainda quiser comprar, comece de novo em ${merchant}. Se você já pagou, ${merchant} será informado assim que o pagamento chegar.`,
    },
    CANCELED: {
      heading: () => 'Este pagamento foi cancelado',
      detail: ({ merchant }) => `Não pague mais. Você pode começar de novo em ${merchant}.`,
    },
    DECLINED: {
      heading: () => 'O pagamento foi recusado',
      detail: ({ merchant }) =>
        `Seu banco ou o provedor de pagamento o recusou. Você pode começar de novo em ${merchant}, talvez de outra forma.`,
    },
    FAILED: {
      heading: () => 'Não foi possível fazer o pagamento',
      detail: ({ merchant }) =>
        `Algo deu errado entre ${merchant} e o provedor de pagamento. Não pague mais aqui. Você pode começar de novo em ${merchant}.`,
    },
    REVERSED: {
      heading: () => 'O pagamento foi revertido',
      detail: ({ merchant }) =>
        `Ele tinha sido pago, e o dinheiro foi retirado depois. Entre em contato com ${merchant} se você não esperava por isso.`,
    },
  },
  methods: {
    STABLECOIN: 'Stablecoin',
    PIX: 'PIX',
    UPI: 'UPI',
    BANK_TRANSFER: 'Transferência bancária',
    CONVENIENCE_STORE: 'Loja de conveniência',
    E_WALLET: 'Carteira digital',
    HOSTED_CHECKOUT: 'Página de pagamento',
    CARD: 'Cartão',
    OTHER: 'Outro meio',
  },
  payTo: 'Pagar a',
  amount: 'Valor',
  price: 'Preço',
  fees: 'Incluindo tarifas de',
  description: 'Referente a',
  reference: 'Referência',
  method: 'Forma de pagamento',
  payBy: 'Pagar até',
  timeLeft: 'Tempo restante',
  overdue:
    'O prazo para pagar acabou. Estamos consultando o provedor para saber o que aconteceu. Não pague mais.',
  openPaymentPage: 'Continuar para o pagamento',
  openApp: 'Abrir seu aplicativo de pagamento',
  scanWithPhone: 'Ou escaneie este código com o aplicativo de pagamento do seu celular.',
  scanCode: 'Escaneie este código com o aplicativo do seu banco.',
  codeImage: 'Código QR deste pagamento',
  codeAddressImage: 'Código QR do endereço',
  codeText: 'Código copia e cola',
  sendExactly: 'Envie exatamente',
  toAddress: 'Para este endereço',
  network: 'Rede',
  token: 'Token',
  tokenContract: 'Contrato do token',
  onlyThis: (token, network) =>
    `Envie somente ${token}, e somente na rede ${network}. Qualquer outra coisa pode se perder.`,
  copy: 'Copiar',
  copied: 'Copiado',
  copyAmount: 'Copiar valor',
  copyAddress: 'Copiar endereço',
  copyCode: 'Copiar código',
  notices: 'Sobre o seu dinheiro',
  abnormal: {
    OVERPAID: (amount, merchant) =>
      `Você pagou ${amount} a mais. ${merchant} foi informado e entrará em contato ou devolverá a diferença.`,
    UNDERPAID: (amount, merchant) =>
      `Chegaram ${amount}, menos do que o devido. ${merchant} foi informado. Entre em contato com a loja.`,
    LATE: (amount, merchant) =>
      `${amount} chegaram depois do fim deste pagamento. ${merchant} foi informado. Entre em contato com a loja.`,
    UNCLASSIFIED: (amount, merchant) =>
      `${amount} chegaram e não correspondem a este pagamento. ${merchant} foi informado.`,
  },
  abnormalResolved: (amount, merchant) =>
    `Chegaram ${amount} que não correspondiam a este pagamento. ${merchant} já resolveu.`,
  refunds: 'Reembolsos',
  refundStates: {
    UNDER_WAY: 'A caminho',
    UNKNOWN: 'Estamos consultando o provedor',
    SUCCEEDED: 'Reembolsado',
    NOT_MADE: 'Não realizado',
    RETURNED: 'Voltou para a loja',
  },
  backTo: (merchant) => `Voltar para ${merchant}`,
  mayClose: 'Você pode fechar esta página.',
  language: 'Idioma',
  refresh: 'Atualizar',
  withoutScript: 'Sem JavaScript, esta página não muda sozinha.',
  reconnecting: 'A conexão caiu. Isto é o que sabíamos por último. Reconectando…',
  reconnected: 'Conectado novamente.',
  ended: 'Esta página não é mais atualizada.',
  notFound: {
    heading: 'Este pagamento não existe',
    detail: 'O endereço está incompleto ou errado. Abra o link novamente onde você o recebeu.',
  },
  expiredPage: {
    heading: 'Esta página expirou',
    detail:
      'O pagamento terminou há algum tempo. Pergunte à loja onde você comprou o que aconteceu, e não pague mais.',
  },
  unavailable: {
    heading: 'Esta página não pode ser mostrada agora',
    detail:
      'Seu pagamento não é afetado. Aguarde um momento e atualize a página. Não pague duas vezes.',
  },
};

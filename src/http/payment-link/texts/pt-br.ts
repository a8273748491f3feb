import type { LinkTexts } from './texts.ts';

const newLink = 'Peça um novo link à loja.';

export const ptBr: LinkTexts = {
  title: (merchant) => `Pagar ${merchant}`,
  payTo: (merchant) => `Pagamento para ${merchant}`,
  chooseMethod: 'Como você quer pagar?',
  details: 'Seus dados',
  inputs: {
    firstName: 'Nome',
    lastName: 'Sobrenome',
    email: 'E-mail',
    phone: 'Telefone',
    document: 'CPF ou CNPJ',
    postcode: 'CEP',
    address: 'Endereço',
  },
  ifNeeded: 'Necessário apenas para algumas formas de pagamento.',
  correct: 'Corrija o que está marcado. Nenhum pedido foi feito ainda.',
  notValid: 'Está em branco ou não é válido.',
  chooseOne: 'Escolha uma das opções.',
  submit: (amount) => `Continuar e pagar ${amount}`,
  note: 'A próxima página mostra como pagar.',
  obstacles: {
    USED: { heading: 'Este link já foi usado', detail: newLink },
    EXPIRED: { heading: 'Este link expirou', detail: newLink },
    DISABLED: { heading: 'Este link não é mais válido', detail: newLink },
    NOT_FOUND: {
      heading: 'Este link não existe',
      detail: 'Confira se o endereço está completo ou peça-o à loja.',
    },
    NO_METHOD: {
      heading: 'Não é possível pagar no momento',
      detail: 'Nada foi cobrado. Tente mais tarde ou fale com a loja.',
    },
    UNAVAILABLE: {
      heading: 'Indisponível no momento',
      detail: 'Tente novamente em instantes. O que for enviado duas vezes gera um único pedido.',
    },
    TOO_MANY: {
      heading: 'Pagamentos demais ao mesmo tempo',
      detail: 'Espere alguns minutos e tente novamente. Nenhum pedido foi feito.',
    },
    MALFORMED: {
      heading: 'Não foi possível ler o formulário',
      detail: 'Nenhum pedido foi feito. Abra o link novamente e use o formulário que ele mostra.',
    },
    INTERNAL: {
      heading: 'Algo deu errado',
      detail: 'Abra o link novamente ou reenvie o formulário: o pedido é feito uma única vez.',
    },
  },
};

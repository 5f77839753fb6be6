/**
 * Who can read a part of a message: anyone who picks up the telephone or sees the screen or the envelope; a company's people at
 * its professional address of record; only whom it is for (a letter once opened, the body of an e-mail, a call after identity).
 */
export type Reader = 'anyone' | 'company' | 'addressee';

const order: Readonly<Record<Reader, number>> = { anyone: 0, company: 1, addressee: 2 };

/** What a text may name, and who may read it at the widest. */
const widest = {
  creditor: 'anyone', // the name customers know
  customer: 'anyone', // says nothing of an account; used to ask for somebody
  today: 'anyone',
  chat: 'anyone', // link to the chat
  reach: 'anyone', // the link, and the telephone where there is one
  contact: 'anyone', // telephone, e-mail and hours
  optOut: 'anyone',
  reference: 'company', // the customer number
  importDate: 'company',
  crossed: 'company', // errors excepted, payments may have crossed it
  invoices: 'company',
  oldestDue: 'company',
  total: 'company',
  wayOut: 'addressee', // contest, ask for time or a document, reach a person
  legalName: 'addressee',
  creditorAddress: 'addressee',
  customerAddress: 'addressee',
  deadline: 'addressee',
  signatory: 'addressee',
  collector: 'addressee', // who writes for a third party
  collectorAddress: 'addressee',
  firstLetterReference: 'addressee',
  firstLetterDate: 'addressee',
  remittance: 'addressee', // what a transfer must quote
  payee: 'addressee',
  iban: 'addressee',
  lines: 'addressee',
  disputed: 'addressee',
  charges: 'addressee', // announced, not yet claimed
  earlier: 'addressee', // the days we wrote before
  howToPay: 'addressee',
  statute: 'addressee', // what a law wants reproduced
  mediator: 'addressee', // of consumers
} as const satisfies Readonly<Record<string, Reader>>;

export type Placeholder = keyof typeof widest;

/** Every name that may stand in braces in a text; a text with another one is refused. */
export const placeholders = Object.keys(widest) as readonly Placeholder[];

const blocks: ReadonlySet<string> = new Set<Placeholder>([
  'lines',
  'disputed',
  'charges',
  'earlier',
  'howToPay',
  'statute',
  'mediator',
]);

export function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(widest, name);
}

/** Whether it stands for a whole paragraph, a table or a list, and so alone between two empty lines. */
export function isBlock(name: string): boolean {
  return blocks.has(name);
}

/** Whether somebody who can only be counted on to be `reader` may read the value of `name`. */
export function mayRead(reader: Reader, name: Placeholder): boolean {
  return order[reader] >= order[widest[name]];
}

/** The names in braces, in the order they stand. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

/** The text's own words: what stands in braces is left out. */
export function ownWords(text: string): string {
  return text.replace(/\{[^{}]*\}/g, ' … ');
}

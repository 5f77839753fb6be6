type Words = { readonly what: string; readonly mend: string };

/** What a message may have to say, in the words of whoever writes its text, and what to put in where it is missing. */
export const mentionWords = {
  'who-writes': { what: 'who writes', mend: 'put {creditor} into the text' },
  'reach-us': { what: 'a way to reach a person', mend: 'put {wayOut}, {reach} or {contact} into the text' },
  'opt-out': { what: 'how to end these messages', mend: 'put {optOut} into the text' },
  crossed: { what: 'up to which day payments are known, errors excepted', mend: 'put {crossed} into the text' },
  contest: { what: 'that it can be contested', mend: 'put {wayOut} into the text, or say « contester », "dispute"' },
  person: { what: 'that a person answers', mend: 'put {wayOut} into the text, or name the team that answers' },
  itemised: { what: 'what is asked for, line by line', mend: 'put {lines} into the text' },
  amount: { what: 'the total', mend: 'put {lines} or {total} into the text' },
  'how-to-pay': { what: 'how to pay', mend: 'put {howToPay} into the text' },
  'charge-announced': { what: 'the charges it announces', mend: 'put {charges} into the text' },
  'charge-announced-on': { what: 'the dates of the charges it announces', mend: 'put {charges} into the text' },
  title: {
    what: 'that it is a formal notice (C. civ. 1344)',
    mend: 'write « mise en demeure », "formal notice" or, in the United Kingdom, "letter before action"',
  },
  deadline: { what: 'the deadline', mend: 'put {deadline} into the text' },
  signatory: { what: 'who signs', mend: 'put {signatory} into the text' },
  'first-letter-reference': {
    what: 'the reference of the first letter (CPCE R124-4)',
    mend: 'put {firstLetterReference} into the text',
  },
  'first-letter-date': {
    what: 'the date of the first letter (CPCE R124-4)',
    mend: 'put {firstLetterDate} into the text',
  },
  collector: { what: 'who writes for the third party', mend: 'put {collector} into the text' },
  'collector-address': { what: 'the address of who writes', mend: 'put {collectorAddress} into the text' },
  activity: { what: 'the activity (CPCE R124-4)', mend: 'write « recouvrement amiable », in either language' },
  creditor: { what: 'for whom it is written', mend: 'put {legalName} into the text' },
  'creditor-address': { what: 'the address of whom it is written for', mend: 'put {creditorAddress} into the text' },
  basis: { what: 'what the sums are based on (CPCE R124-4)', mend: 'name the invoices: « factures », "invoices"' },
  demand: { what: 'that payment is asked for (CPCE R124-4)', mend: 'write « nous vous demandons », "we ask you"' },
  'l111-8': { what: 'CPCE L111-8 in its own words (CPCE R124-4)', mend: 'put {statute} into the text' },
  'debt-collector': { what: 'that a debt collector writes (12 CFR 1006.18)', mend: 'write "debt collector"' },
  'mini-miranda': { what: 'the disclosure of 12 CFR 1006.18 in its own words', mend: 'put {statute} into the text' },
  consumer: { what: 'the name of the consumer (12 CFR 1006.34)', mend: 'put {customer} into the text' },
  account: { what: 'the number of the account (12 CFR 1006.34)', mend: 'put {reference} into the text' },
  'validation-end': { what: 'the end of the validation period (12 CFR 1006.34)', mend: 'put {deadline} into the text' },
  'dispute-in-writing': {
    what: 'the right to dispute in writing (12 CFR 1006.34)',
    mend: 'write « contestez par écrit », "dispute it in writing"',
  },
  'original-creditor': {
    what: 'the right to know the first creditor (12 CFR 1006.34)',
    mend: 'write « créancier d’origine », "original creditor"',
  },
  cfpb: { what: 'where the rights are explained (12 CFR 1006.34)', mend: 'write "cfpb.gov/debt-collection"' },
  'free-advice': { what: 'where free advice is given (CONC 7.3)', mend: 'write "moneyhelper.org.uk"' },
} as const satisfies Readonly<Record<string, Words>>;

export type MentionId = keyof typeof mentionWords;

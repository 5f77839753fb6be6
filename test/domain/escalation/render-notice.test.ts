import { expect } from 'chai';
import fc from 'fast-check';
import { type Account, type DebtorKind } from '../../../domain/account.ts';
import { date } from '../../../domain/civil-date.ts';
import { formatMoney } from '../../../domain/format.ts';
import { gsmText } from '../../../domain/gsm-text.ts';
import { languages } from '../../../domain/language.ts';
import { creditsOf, makeLedger } from '../../../domain/ledger.ts';
import { type Money, money } from '../../../domain/money.ts';
import { isFamiliar, tellingWords } from '../../../domain/escalation/never-shown.ts';
import { type NoticeInput, type RenderedNotice } from '../../../domain/escalation/notice.ts';
import { readerOf } from '../../../domain/escalation/reader.ts';
import { renderNotice } from '../../../domain/escalation/render-notice.ts';
import { gsmLength, segmentsOf } from '../../../domain/segments.ts';
import { aCharge, aCreditNote, accountOf, aDebtor, aLine, allocated, anAccount, aPayment, eur } from '../an-account.ts';
import { anyAccount } from '../any-account.ts';
import { kindsOf, levelOf, noticeDay, noticeOf } from './a-notice.ts';
import { allTexts, nameOf, type PackText } from './all-texts.ts';

const creditor = {
  ...anAccount().creditor,
  phone: '+33 1 99 00 12 34',
  email: 'bonjour@lumio.example',
  accounts: [
    { iban: 'FR7630006000011234567890189', bic: null, holder: 'Lumio Équipement SAS', currency: 'EUR' },
    { iban: 'GB82WEST12345698765432', bic: null, holder: 'Lumio Équipement SAS', currency: 'GBP' },
  ],
};

function owned(account: Account, kind: DebtorKind): Account {
  const capacity = kind === 'company' || kind === 'public-body' ? ('professional' as const) : ('private' as const);
  return {
    ...account,
    creditor,
    debtor: aDebtor({ kind, address: '3 place de la Fiction\n69003 Lyon' }),
    invoices: account.invoices.map((invoice) => ({ ...invoice, capacity })),
  };
}

const factor = { iban: 'FR1420041010050500013M02606', bic: null, holder: 'Affacturage Exemple', currency: 'EUR' };
const sterling = { amount: money(31_000, 'GBP') };
const deposit = aPayment('p', '2026-10-01', 40_000);

/** Accounts as they come: one line, many, partly paid, contested, with credits, in two currencies, sold to a factor, without a telephone. */
const shapes: Readonly<Record<string, Account>> = {
  'one invoice': accountOf([aLine('101', '2026-09-15', 18_450)]),
  'forty invoices': accountOf(Array.from({ length: 40 }, (_, n) => aLine(`${100 + n}`, '2026-09-15', 1_000 + n))),
  'partly paid': accountOf([aLine('101', '2026-09-15', 118_000)], {
    payments: [deposit],
    allocations: [allocated(deposit, '101', 40_000)],
  }),
  'partly contested': accountOf([aLine('101', '2026-09-15', 118_000), aLine('102', '2026-10-01', 9_000)], {
    disputes: [
      {
        ...{ id: 'd', lineId: '101', itemIds: [], amount: eur(23_000), reason: 'not-received', status: 'open' },
        ...{ openedOn: date('2026-11-01'), answerBy: date('2026-11-30') },
      },
    ],
  }),
  'a credit note': accountOf([aLine('101', '2026-09-15', 118_000)], {
    creditNotes: [aCreditNote('AV-1', '2026-10-01', 10_000)],
  }),
  'two currencies': accountOf([aLine('101', '2026-09-15', 18_450), aLine('102', '2026-09-20', 1, sterling)]),
  'a factor': accountOf([aLine('101', '2026-09-15', 18_450), aLine('102', '2026-09-20', 9_000, { payee: factor })]),
};

function rendered(input: NoticeInput, where: string): RenderedNotice {
  const notice = renderNotice(input);
  if ('problems' in notice) expect.fail(`${where}: ${notice.problems.join(', ')}`);
  return notice;
}

/** Every figure with a currency sign in the text, as it is written. */
function figures(text: string): readonly string[] {
  return text.match(/-?[£$€]\d[\d,]*(?:\.\d+)?|-?\d[\d\u00a0 ]*(?:,\d+)?\u00a0[€£$]|-?€\d[\d,.]*/gu) ?? [];
}

function written(amounts: readonly Money[], { language }: PackText): ReadonlySet<string> {
  return new Set(amounts.map((amount) => formatMoney(amount, language)));
}

/** What a stranger could learn from, of whatever account it is. */
function facts({ account, lines, language }: NoticeInput): readonly string[] {
  const amounts = lines
    .flatMap(({ open, claim, disputed }) => [open, claim, disputed])
    .filter(({ minor }) => minor > 0);
  return [
    account.debtor.reference,
    ...lines.map(({ number }) => number),
    ...amounts.map((amount) => formatMoney(amount, language)),
  ];
}

function strangers({ outlet }: PackText, kind: DebtorKind, notice: RenderedNotice): readonly string[] {
  return [
    ...(readerOf(outlet, 'subject', kind) === 'anyone' ? [notice.subject ?? ''] : []),
    ...(readerOf(outlet, 'body', kind) === 'anyone' ? [notice.text] : []),
  ];
}

function check(one: PackText, kind: DebtorKind, input: NoticeInput, where: string): void {
  const notice = rendered(input, where);
  const whole = `${notice.subject ?? ''}\n${notice.text}`;
  expect(whole, where).not.to.match(/[{}]|undefined|null|NaN|\bInvalid/);
  if (one.language === 'fr') expect(isFamiliar(whole), where).to.equal(false);
  const known = written(notice.amounts, one);
  for (const figure of figures(whole)) expect([...known], `${where}: ${figure}`).to.include(figure);
  for (const amount of known) expect(whole, where).to.include(amount);
  for (const heard of strangers(one, kind, notice)) {
    expect(tellingWords(heard, one.language), where).to.deep.equal([]);
    for (const fact of facts(input)) expect(heard, where).not.to.include(fact);
  }
  if (one.outlet === 'sms') {
    expect(gsmLength(gsmText(notice.text)), where).to.be.a('number');
    expect(segmentsOf(gsmText(notice.text)), where).to.be.at.most(2);
  }
  if (one.level === 'formal-notice') expect(one.outlet, where).to.match(/letter$/);
}

describe('a message that asks', () => {
  for (const one of allTexts) {
    it(`${nameOf(one)}: true to every kind of account, and silent to strangers`, () => {
      for (const kind of kindsOf[one.pack]) {
        for (const [shape, account] of Object.entries(shapes)) {
          const input = noticeOf(one, owned(account, kind));
          check(one, kind, input, `${nameOf(one)}, ${kind}, ${shape}`);
        }
      }
    });
  }

  it('names the mediator to a consumer it puts on notice, and to nobody else', () => {
    const named = 'Médiation Exemple, 1 rue de l’Exemple, 75000 Paris, mediation.example';
    const notices = allTexts.filter(({ pack, level }) => pack === 'fr-b2c' && level === 'formal-notice');
    expect(notices.map(({ language }) => language).toSorted()).to.deep.equal(['en', 'fr']);
    const account = accountOf([aLine('101', '2026-09-15', 18_450)]);
    for (const one of notices)
      for (const [kind, mediator] of [
        ['consumer', named],
        ['consumer', null],
        ['sole-trader', named],
      ] as const) {
        const of = owned(account, kind);
        const input = noticeOf(one, { ...of, creditor: { ...of.creditor, mediator } });
        check(one, kind, input, `${nameOf(one)}, ${kind}`);
        const { text } = rendered(input, nameOf(one));
        expect(text.includes(named), `${kind} ${mediator}`).to.equal(kind === 'consumer' && mediator !== null);
        expect(/médiateur|mediator/.test(text)).to.equal(kind === 'consumer' && mediator !== null);
      }
  });

  it('says of any account the amounts of its ledger, or does not leave', () => {
    const texts = allTexts.filter(({ level }) => level !== 'check');
    let asked = 0;
    fc.assert(
      fc.property(anyAccount, fc.constantFrom(...texts), fc.nat(), (account, one, at) => {
        const kinds = kindsOf[one.pack];
        const kind = kinds[at % kinds.length]!;
        const input = noticeOf(one, owned(account, kind), { today: date('2026-06-20') });
        const notice = renderNotice(input);
        if ('problems' in notice) {
          expect(notice.problems, nameOf(one)).to.satisfy((problems: readonly string[]) =>
            problems.every((problem) => ['no-lines', 'nothing-to-ask', 'too-long'].includes(problem)),
          );
          return;
        }
        asked += 1;
        check(one, kind, input, nameOf(one));
        const claims = notice.blocks.filter((block) => block.kind === 'claim');
        const ledger = makeLedger(input.account, input.today);
        for (const currency of new Set(input.lines.map(({ claim }) => claim.currency))) {
          const minor = input.lines.reduce(
            (sum, { claim }) => sum + (claim.currency === currency ? claim.minor : 0),
            0,
          );
          const due = Math.max(0, minor - creditsOf(ledger, currency).minor);
          const totals = claims
            .flatMap(({ totals: of }) => of.slice(-1))
            .filter(({ amount }) => amount.currency === currency);
          if (claims.length > 0) expect(totals.map(({ amount }) => amount.minor)).to.deep.equal([due]);
        }
      }),
      { numRuns: 600 },
    );
    expect(asked).to.be.greaterThan(80);
  });
});

const of = (name: string): PackText => allTexts.find((one) => nameOf(one) === name)!;
const problemsOf = (input: NoticeInput): readonly string[] => {
  const notice = renderNotice(input);
  return 'problems' in notice ? notice.problems : [];
};

describe('what a message says', () => {
  const company = (shape: string): Account => owned(shapes[shape]!, 'company');

  it('deducts credits, shows them, and keeps the contested part apart', () => {
    const netted = rendered(noticeOf(of('fr-b2b/courteous email fr'), company('a credit note')), 'netted');
    expect(netted.totals).to.deep.equal([eur(108_000)]);
    expect(netted.text)
      .to.include('Avoirs et règlements déduits : -100,00\u00a0€')
      .and.include('À régler : 1\u00a0080,00\u00a0€');
    const contested = rendered(noticeOf(of('fr-b2b/courteous email en'), company('partly contested')), 'contested');
    expect(contested.text).to.include('of which disputed, not asked for: €230.00').and.include('To pay: €1,040.00');
  });

  it('asks for a factor’s claim by itself, and deducts nothing of ours from it', () => {
    const account = { ...company('a factor'), creditNotes: [aCreditNote('AV-1', '2026-10-01', 30_000)] };
    const { blocks } = rendered(noticeOf(of('fr-b2b/courteous letter fr'), account), 'factor');
    const pays = blocks.filter((block) => block.kind === 'pay');
    expect(pays.map(({ payee, amount }) => [payee?.holder, amount.minor])).to.deep.equal([
      ['Affacturage Exemple', 9_000],
    ]);
  });

  it('tells a company by SMS what it is about, and a sole trader only that a message waits', () => {
    const sms = of('uk/courteous sms fr');
    expect(rendered(noticeOf(sms, company('one invoice')), 'company').text)
      .to.include('184,50\u00a0€')
      .and.include('FA-2026-101');
    const trader = rendered(noticeOf(sms, owned(shapes['one invoice']!, 'sole-trader')), 'trader').text;
    expect(trader).to.include('un message concernant votre compte vous attend').and.not.include('184,50');
  });

  it('names as many invoices as an SMS holds', () => {
    const { text } = rendered(noticeOf(of('uk/courteous sms fr'), company('forty invoices')), 'forty');
    expect(text).to.match(/FA-2026-100.* et 3\d autres|40 factures/);
  });

  it('announces charges with their date and asks for claimed ones by themselves', () => {
    const account = company('one invoice');
    const charge = aCharge('c', '101', 4_000, { kind: 'indemnity', status: 'announced', on: date('2026-11-20') });
    const text = of('fr-b2b/charges email fr');
    const announced = rendered(noticeOf(text, account, { charges: [charge] }), 'announced').text;
    expect(announced).to.include('au 20/11/2026 : 40,00\u00a0€').and.include('À régler : 184,50\u00a0€');
    const claimed = noticeOf(text, account, { charges: [{ ...charge, status: 'claimed' }] });
    expect(rendered(claimed, 'claimed').text).to.include('À régler : 224,50\u00a0€');
    expect(problemsOf(noticeOf(of('fr-b2b/courteous email fr'), account, { charges: [charge] }))).to.include(
      'mention-missing:charge-announced',
    );
  });

  it('lists charges in the order of the invoices they are about', () => {
    const account = company('forty invoices');
    const [first, second] = noticeOf(of('fr-b2b/charges email fr'), account).lines;
    const charges = [second!, first!].map(({ lineId }) =>
      aCharge(`c${lineId}`, lineId, 4_000, { kind: 'indemnity', status: 'announced' }),
    );
    const { text } = rendered(noticeOf(of('fr-b2b/charges email fr'), account, { charges }), 'two charges');
    expect(text.match(/forfaitaire légale, facture (\S+),/g)?.map((one) => one.slice(-12, -1))).to.deep.equal([
      first!.number,
      second!.number,
    ]);
  });

  it('asks a consumer for no indemnity, and in a formal notice for no charge', () => {
    const account = owned(shapes['one invoice']!, 'consumer');
    const indemnity = aCharge('c', '101', 4_000, { kind: 'indemnity' });
    for (const name of ['fr-b2c/courteous email fr', 'fr-b2c/formal-notice registered-letter fr'])
      expect(problemsOf(noticeOf(of(name), account, { charges: [indemnity] }))).to.include('charge-to-consumer:c');
    const interest = noticeOf(of('fr-b2c/formal-notice registered-letter fr'), account, {
      charges: [aCharge('c', '101', 50)],
    });
    expect(problemsOf(interest)).to.include('charge-to-consumer:c');
    const formal = rendered(noticeOf(of('fr-b2c/formal-notice registered-letter fr'), account), 'formal');
    expect(formal.text)
      .to.include('Aucun frais')
      .and.not.match(/indemnité|intérêt|\b40\b/i);
  });

  for (const { what, change, code } of [
    {
      what: 'the ledger moved',
      change: {
        lines: [{ ...noticeOf(of('fr-b2b/charges email fr'), company('one invoice')).lines[0]!, open: eur(1) }],
      },
      code: 'amount-changed:FA-2026-101',
    },
    { what: 'there is nothing to ask', change: { lines: [] }, code: 'no-lines' },
    { what: 'nobody knows up to when the accounts are known', change: { knownTo: null }, code: 'accounts-unknown' },
    { what: 'no date is granted', change: { deadline: null }, code: 'deadline-missing' },
    { what: 'the date is tomorrow', change: { deadline: date('2026-11-25') }, code: 'deadline-too-short:8' },
    { what: 'nobody signs', change: { signatory: ' ' }, code: 'signatory-missing' },
    { what: 'it would go by e-mail', change: { outlet: 'email' }, code: 'formal-notice-by:email' },
    { what: 'it would go by SMS', change: { outlet: 'sms' }, code: 'formal-notice-by:sms' },
    { what: 'it would go by WhatsApp', change: { outlet: 'whatsapp' }, code: 'formal-notice-by:whatsapp' },
    { what: 'it would be said by telephone', change: { outlet: 'phone' }, code: 'formal-notice-by:phone' },
    {
      what: 'the line is time-barred',
      change: {
        account: owned(
          accountOf([aLine('101', '2026-09-15', 18_450, { timeBarredFrom: date('2026-11-01') })]),
          'company',
        ),
      },
      code: 'time-barred:FA-2026-101',
    },
    {
      what: 'credits cover it all',
      change: {
        account: owned(
          accountOf([aLine('101', '2026-09-15', 18_450)], { creditNotes: [aCreditNote('AV', '2026-10-01', 20_000)] }),
          'company',
        ),
      },
      code: 'nothing-to-ask',
    },
    {
      what: 'a charge is of another line',
      change: { charges: [aCharge('c', 'other', 1)] },
      code: 'charge-of-another-line:c',
    },
    {
      what: 'a person decides',
      change: { level: { ...levelOf('formal-notice'), kind: 'decision' } },
      code: 'decision-is-for-a-person',
    },
  ] as readonly { readonly what: string; readonly change: Partial<NoticeInput>; readonly code: string }[]) {
    it(`is not written when ${what}`, () => {
      const input = noticeOf(of('fr-b2b/formal-notice registered-letter fr'), company('one invoice'));
      expect(problemsOf(input)).to.deep.equal([]);
      expect(problemsOf({ ...input, ...change })).to.include(code);
    });
  }

  it('has the five mentions of a third party’s first letter, and recalls it ever after', () => {
    const account = owned(shapes['one invoice']!, 'consumer');
    for (const language of languages) {
      const first = rendered(noticeOf(of(`fr-third-party/first-letter letter ${language}`), account), 'first');
      expect(first.mentions).to.include.members([
        'collector',
        'collector-address',
        'activity',
        'creditor',
        'creditor-address',
        'basis',
        'demand',
        'l111-8',
      ]);
      for (const way of ['reminder letter', 'reminder email', 'call phone', 'formal-notice registered-letter']) {
        const later = of(`fr-third-party/${way} ${language}`);
        expect(rendered(noticeOf(later, account), way).text).to.include('LUM-1-A');
        expect(problemsOf(noticeOf(later, account, { firstLetter: null }))).to.not.deep.equal([]);
        expect(problemsOf(noticeOf(later, account, { collector: null }))).to.include('collector-missing');
      }
    }
    expect(problemsOf(noticeOf(of('fr-third-party/reminder email fr'), account, { firstLetter: null }))).to.include(
      'first-letter-missing',
    );
  });

  it('never writes for a third party by SMS or WhatsApp', () => {
    const account = owned(shapes['one invoice']!, 'consumer');
    for (const pack of ['fr-third-party', 'us-reg-f'] as const)
      for (const outlet of ['sms', 'whatsapp'] as const)
        expect(
          problemsOf(noticeOf({ ...of('fr-b2c/courteous sms fr'), pack, outlet }, account, { today: noticeDay })),
        ).to.include(`outlet-closed:${outlet}`);
  });
});

import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { planNotice } from '../../dialogs/staff/plan-notice.ts';
import { callScript } from '../../documents/call-script.ts';
import { defaultNotice } from '../../documents/default-notice.ts';
import { formalNotice } from '../../documents/formal-notice.ts';
import { noticeLetter } from '../../documents/notice-letter.ts';
import { settledStatement } from '../../documents/settled-statement.ts';
import { noticeWording } from '../../documents/wording-notice.ts';
import { type Account } from '../../domain/account.ts';
import { callFacts } from '../../domain/escalation/call-facts.ts';
import { callOutcomes } from '../../domain/staff/call.ts';
import { neverShown, tellingWords } from '../../domain/escalation/never-shown.ts';
import { type NoticeInput, type RenderedNotice } from '../../domain/escalation/notice.ts';
import { renderNotice } from '../../domain/escalation/render-notice.ts';
import { date } from '../../domain/civil-date.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { languages } from '../../domain/language.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { aCharge, aCreditNote, accountOf, aDebtor, aLine } from '../domain/an-account.ts';
import { noticeDay, noticeOf } from '../domain/escalation/a-notice.ts';
import { allTexts, nameOf } from '../domain/escalation/all-texts.ts';
import { pageCount, pdfText } from './pdf-text.ts';
import { creditor, eur } from './sample.ts';

const factor = { iban: 'DE89370400440532013000', bic: null, holder: 'Affacturage Exemple', currency: 'EUR' };
const claims = accountOf(
  [
    aLine('0101', '2026-09-17', 118_000),
    aLine('0134', '2026-10-17', 9_230),
    aLine('0150', '2026-10-18', 70_000, { payee: factor }),
  ],
  {
    creditNotes: [aCreditNote('AV-1', '2026-10-01', 10_000)],
    disputes: [
      {
        ...{ id: 'd', lineId: '0101', itemIds: [], amount: eur(23_000), reason: 'not-received', status: 'open' },
        ...{ openedOn: date('2026-11-20'), answerBy: date('2026-12-05') },
      },
    ],
  },
);

function owned(kind: 'company' | 'consumer'): Account {
  const capacity = kind === 'company' ? ('professional' as const) : ('private' as const);
  const debtor = aDebtor({
    kind,
    name: 'Camille Exemple',
    reference: 'LUM-1001',
    address: '3 place de la Fiction\n69003 Lyon',
  });
  return { ...claims, creditor, debtor, invoices: claims.invoices.map((invoice) => ({ ...invoice, capacity })) };
}

function notice(name: string, account: Account, with_: Partial<NoticeInput> = {}): RenderedNotice {
  const rendered = renderNotice(
    noticeOf(
      allTexts.find((one) => nameOf(one) === name)!,
      account,
      with_,
    ),
  );
  if ('problems' in rendered) expect.fail(rendered.problems.join(', '));
  return rendered;
}

const head = (account: Account, language: 'fr' | 'en') => ({
  language,
  creditor,
  debtor: account.debtor,
  on: noticeDay,
});
const shown = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ');
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => null,
    (error: unknown) => (error as { code?: unknown }).code,
  );
const deadline = date('2026-12-15');

describe('letters that ask', () => {
  for (const language of languages) {
    it(`say every amount, payee and way out of their text (${language})`, async () => {
      const account = owned('consumer');
      const letter = notice(`fr-b2c/reminder letter ${language}`, account);
      const text = pdfText(await noticeLetter({ ...head(account, language), notice: letter }, { compress: false }));
      for (const amount of letter.amounts) expect(text).to.include(shown(formatMoney(amount, language)));
      for (const word of [
        'Affacturage Exemple',
        'DE89 3704 0044 0532 0130 00',
        'FR76 3000 6000',
        'Camille Exemple',
        '69003 Lyon',
      ])
        expect(text).to.include(word);
      expect(text).to.include('https://chat.lumio.example').and.include('LUM-1001');
    });
  }

  it('wear the head of the third party that writes them', async () => {
    const account = owned('consumer');
    const collector = { name: 'Cabinet Exemple', address: '2 rue des Spécimens, 75010 Paris' };
    const letter = notice('fr-third-party/first-letter letter fr', account);
    const text = pdfText(
      await noticeLetter({ ...head(account, 'fr'), notice: letter, collector }, { compress: false }),
    );
    expect(text.trimStart()).to.match(/^Cabinet Exemple/);
    expect(text).to.include('recouvrement amiable').and.include('L111-8');
  });
});

describe('the letter before a plan ends', () => {
  const late = [
    { due: date('2026-10-31'), amount: eur(9_230), missing: eur(4_000) },
    { due: date('2026-11-30'), amount: eur(9_230), missing: eur(9_230) },
  ];
  for (const language of languages) {
    it(`says what is missing of which instalment, how to pay it and whom to call, and threatens nobody (${language})`, async () => {
      const account = owned('consumer');
      const missing = eur(13_230);
      const known = { ...creditor, knownTo: date('2026-11-29') };
      const { subject, opening, closing } = planNotice({ creditor: known, language, missing, days: 30 });
      expect(opening[1]).to.include(formatDate(date('2026-11-29'), language));
      const values = {
        ...{ ...head(account, language), subject, opening, closing, late, missing },
        ...{ payee: creditor.accounts[0] ?? null, paymentReference: 'LUM-1001' },
      };
      const bytes = await defaultNotice(values, { compress: false });
      const text = pdfText(bytes);
      for (const said of [...opening, ...closing].flatMap((one) => one.split(/(?<=[.!?]) /u)).slice(0, -1))
        expect(text).to.include(shown(said));
      for (const { due, amount, missing: part } of late)
        for (const word of [formatDate(due, language), formatMoney(amount, language), formatMoney(part, language)])
          expect(text).to.include(shown(word));
      expect(text)
        .to.include(shown(formatMoney(missing, language)))
        .and.include('FR76 3000 6000')
        .and.include('Camille Exemple')
        .and.include('69003 Lyon');
      expect(neverShown([...opening, ...closing].join(' '), language, 'fr-b2c', 'none')).to.deep.equal([]);
      expect(pageCount(bytes)).to.equal(1);
      expect(await defaultNotice(values, { compress: false })).to.deep.equal(bytes);
    });
  }

  it('is not drawn where the instalments do not add up', async () => {
    const { subject, opening, closing } = planNotice({ creditor, language: 'fr', missing: eur(1), days: 30 });
    const values = { ...head(owned('consumer'), 'fr'), subject, opening, closing, late, missing: eur(1) };
    const work = defaultNotice({ ...values, payee: null, paymentReference: 'x' });
    expect(await codeOf(work)).to.equal('INVARIANT_BROKEN');
  });
});

describe('the formal notice', () => {
  for (const language of languages) {
    it(`is titled, itemised, dated and signed by a named person (${language})`, async () => {
      const account = owned('company');
      const charge = aCharge('c', '0134', 4_000, { kind: 'indemnity', on: date('2026-11-10') });
      const formal = notice(`fr-b2b/formal-notice registered-letter ${language}`, account, {
        deadline,
        charges: [charge],
      });
      const bytes = await formalNotice(
        { ...head(account, language), notice: formal, by: 'registered-letter' },
        { compress: false },
      );
      const text = pdfText(bytes);
      expect(text).to.match(/mise en demeure/i);
      for (const amount of formal.amounts) expect(text).to.include(shown(formatMoney(amount, language)));
      for (const word of [formatDate(deadline, language), 'Alix Modèle', 'FA-2026-0101', 'FA-2026-0134'])
        expect(text).to.include(shown(word));
      expect(text).to.include(noticeWording[language].registered);
      expect(pageCount(bytes)).to.be.at.most(2);
    });
  }

  it('asks a consumer for no fee, and looks like no act of a court', async () => {
    const account = owned('consumer');
    const formal = notice('fr-b2c/formal-notice registered-letter fr', account, { deadline });
    const values = { ...head(account, 'fr'), notice: formal, by: 'registered-letter' } as const;
    const text = pdfText(await formalNotice(values, { compress: false }));
    expect(text)
      .to.include('Aucun frais')
      .and.not.match(/indemnité|40,00|intérêts/i);
    expect(text).to.not.match(/République|tribunal|huissier|acte|sommation|commandement|signifi|saisie/i);
  });

  it('is never drawn of a message that is none', async () => {
    const account = owned('company');
    const values = {
      ...head(account, 'fr'),
      notice: notice('fr-b2b/charges letter fr', account),
      by: 'registered-letter',
    } as const;
    expect(await codeOf(formalNotice(values))).to.equal('INVARIANT_BROKEN');
  });

  it('gives the same bytes for the same values', async () => {
    const account = owned('company');
    const formal = notice('fr-b2b/formal-notice registered-letter fr', account, { deadline });
    const hash = async (by: 'registered-letter' | 'commissaire'): Promise<string> =>
      createHash('sha256')
        .update(await formalNotice({ ...head(account, 'fr'), notice: formal, by }))
        .digest('hex');
    expect(await hash('commissaire')).to.equal(await hash('commissaire'));
    expect(await hash('commissaire')).to.not.equal(await hash('registered-letter'));
  });
});

describe('the script of a call', () => {
  const contacts = { today: 0, week: 0, month: 1, lastOn: date('2026-11-14'), withoutReply: 2, lastReplyOn: null };
  const file = { contacts, causes: ['validation interne'], requestsWaiting: [] };

  for (const kind of ['company', 'consumer'] as const) {
    for (const language of languages) {
      it(`has goal, facts, first words, questions, offers and codes (${kind}, ${language})`, async () => {
        const account = owned(kind);
        const said = notice(`${kind === 'company' ? 'fr-b2b' : 'fr-b2c'}/call phone ${language}`, account);
        const facts = callFacts(makeLedger(account, noticeDay), file);
        const offers = { promiseDays: 30, instalments: 4, months: 6 };
        const values = { ...head(account, language), notice: said, phone: '+33 1 99 00 55 66', facts, offers };
        const text = pdfText(await callScript(values, { compress: false }));
        for (const word of [
          said.subject!,
          '+33 1 99 00 55 66',
          '+33 1 99 00 12 34',
          'validation interne',
          ...callOutcomes,
        ])
          expect(text).to.include(shown(word));
        for (const amount of said.amounts) expect(text).to.include(shown(formatMoney(amount, language)));
        expect(tellingWords(said.subject!, language)).to.deep.equal([]);
        expect(text).to.include(language === 'fr' ? 'ne pas envoyer' : 'do not send');
      });
    }
  }

  it('offers nothing by itself where no policy allows it', async () => {
    const account = owned('company');
    const facts = callFacts(makeLedger(account, noticeDay), file);
    const said = notice('fr-b2b/call phone fr', account);
    const values = { ...head(account, 'fr'), notice: said, phone: null, facts, offers: null };
    const text = pdfText(await callScript(values, { compress: false }));
    expect(text)
      .to.include('Rien par vous-même')
      .and.include('Aucun numéro utilisable')
      .and.not.include('échéancier : ');
  });
});

describe('the statement of settlement', () => {
  const line = { number: 'FA-2026-0101', due: date('2026-09-17'), amount: eur(18_450), settledOn: date('2026-11-20') };

  for (const language of languages) {
    it(`says as of which day and subject to what (${language})`, async () => {
      const account = owned('consumer');
      const text = pdfText(await settledStatement({ ...head(account, language), lines: [line] }, { compress: false }));
      expect(text)
        .to.include(shown(formatMoney(line.amount, language)))
        .and.include('20/11/2026');
      expect(text).to.match(
        language === 'fr'
          ? /À ce jour, 24 novembre 2026, et sous réserve d’encaissement/
          : /As of today, 24 November 2026, and subject/,
      );
    });
  }

  it('is not drawn of nothing', async () => {
    expect(await codeOf(settledStatement({ ...head(owned('consumer'), 'fr'), lines: [] }))).to.equal(
      'INVARIANT_BROKEN',
    );
  });

  it('uses none of the words never shown', () => {
    for (const language of languages) {
      const texts = Object.values(noticeWording[language].settled).map((text) =>
        typeof text === 'function' ? text('x') : typeof text === 'string' ? text : Object.values(text).join(' '),
      );
      expect(neverShown(texts.join('\n'), language, 'fr-b2b', 'none')).to.deep.equal([]);
    }
  });
});

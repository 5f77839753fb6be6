import { expect } from 'chai';
import { type ContactPoint } from '../../domain/account.ts';
import { type Command } from '../../domain/command.ts';
import { money } from '../../domain/money.ts';
import { nothing, type Outcome, refuse } from '../../domain/outcome.ts';
import { type Request } from '../../domain/request.ts';
import { bakery } from './support/company.ts';
import { consumer, now } from './support/account.ts';
import { Journey } from './support/journey.ts';
import { aPolicy } from '../domain/an-account.ts';

const [sms] = consumer().points as readonly [ContactPoint];
const mail: ContactPoint = { ...sms, id: 'point-mail', channel: 'email', address: 'lum1001@example.org' };
const digits = (code: string): Command => ({ kind: 'set', value: { kind: 'digits', digits: code } });
const start = (...values: Extract<Command, { kind: 'start' }>['values']): Command => ({
  kind: 'start',
  flow: 'contact',
  values,
});
const newPhone = { kind: 'phone', phone: '+33639980901' } as const;

function rules(request: Request): Outcome {
  if (request.kind === 'review') return { ...nothing, result: { kind: 'review', taskId: 't', why: 'policy' } };
  if (request.kind === 'send-code') return { ...nothing, result: { kind: 'code-sent', mask: null } };
  if (request.kind === 'verify-address' && request.digits !== '123456') return refuse('code-wrong');
  if (request.kind === 'act' && request.act.kind === 'contact-change') {
    const { debtorId, contactId, channel, address, replaces } = request.act.terms;
    return {
      ...nothing,
      facts: [{ kind: 'contact-changed', id: 'new', debtorId, contactId, channel, address, replaces }],
      result: { kind: 'code-sent', mask: { id: 'new', channel, hint: '•• 01' } },
    };
  }
  return { ...nothing, result: { kind: 'done', id: 'done', file: null } };
}

function journey(
  points: readonly ContactPoint[],
  options: Partial<ConstructorParameters<typeof Journey>[0]> = {},
): Journey {
  return new Journey({ identified: true, account: consumer({ points }), contactId: sms.contactId, rules, ...options });
}

describe('new contact details', () => {
  it('are confirmed by another address, told to the old one, and proved by a code of their own', () => {
    const talk = journey([sms, mail])
      .says(start(newPhone))
      .hears(/\+33639980901 remplace •• 01/, /\[Je confirme\]/);
    talk.picks(/Je confirme/).hears(/par e-mail à l•••/);
    talk.says(digits('123456')).hears(/enregistré/, /nouvelle adresse/);
    expect(talk.notices.map(({ point }) => point.address)).to.deep.equal(['+33639980001']);
    expect(talk.notices[0]?.message).to.deep.include({ class: 'service' });
    expect(talk.notices[0]?.message.text)
      .to.match(/Si ce n’est pas vous/)
      .and.not.to.match(/facture|€|payer/);
    talk.says(digits('654321')).hears(/pas le bon code|ne correspond|vérifier les 6 chiffres/i);
    talk.says(digits('123456')).hears(/confirmé/, /demain/);
    expect(talk.requests.map(({ kind }) => kind)).to.deep.equal([
      'send-code',
      'act',
      'verify-address',
      'verify-address',
    ]);
  });

  it('need the button and a code on a telephone too, where other acts need words', () => {
    const talk = journey([sms, mail], { channel: 'sms' })
      .says(start(newPhone))
      .hears(/Je confirme/);
    expect(talk.heard).not.to.match(/JE CONFIRME \d{4}/);
    talk.says({ kind: 'affirm' }).hears(/Rien n’est encore enregistré/);
    talk.says({ kind: 'confirm', code: null }).hears(/par e-mail à l•••/);
  });

  it('go to a person when no other address is known', () => {
    for (const points of [
      [sms],
      [sms, { ...mail, contactId: 'other' }],
      [sms, { ...mail, optedOut: true }],
      [sms, { ...mail, usableFrom: null }],
    ]) {
      const talk = journey(points)
        .says(start(newPhone))
        .hears(/une personne fera ce changement/);
      expect(talk.requests[0]).to.deep.include({ kind: 'review', reasons: ['no-other-address'] });
    }
  });

  it('ask what changes, then what to, and take neither what is known nor what costs dear', () => {
    const talk = journey([sms, mail])
      .says(start())
      .hears(/Que souhaitez-vous changer/)
      .picks(/téléphone/);
    talk.hears(/nouveau numéro/).says({ kind: 'set', value: { kind: 'phone', phone: '+33639980001' } });
    talk.hears(/déjà/).says({ kind: 'set', value: { kind: 'phone', phone: '+33899700000' } });
    talk
      .hears(/pas écrire à ce numéro/)
      .says({ kind: 'set', value: newPhone })
      .hears(/remplace/);
    const other = journey([sms, mail])
      .says(start({ kind: 'text', text: 'email' }))
      .hears(/nouvelle adresse e-mail/);
    other
      .says({ kind: 'set', value: { kind: 'email', email: 'a@essai.example' } })
      .hears(/a@essai.example remplace l•••/);
  });

  it('ask which of several is replaced, and leave the others', () => {
    const second: ContactPoint = { ...sms, id: 'second', address: '+33639980077' };
    const talk = journey([sms, second, mail])
      .says(start(newPhone))
      .hears(/Lequel/)
      .picks(/77/)
      .hears(/remplace •• 77/);
    talk.picks(/Je confirme/).hears(/Où souhaitez-vous/);
    expect(talk.labels.join())
      .to.match(/•• 01.*l•••/)
      .and.not.to.match(/77/);
  });

  it('that wait for their code are not asked for again', () => {
    const waiting: ContactPoint = { ...sms, id: 'new', address: newPhone.phone, usableFrom: null };
    journey([mail, waiting])
      .says(start(newPhone))
      .hears(/déjà enregistrée/);
  });
});

describe('a confirmation code', () => {
  it('goes elsewhere when an address had all it gets for now, until no address is left', () => {
    const talk = journey([sms, mail], {
      rules: (request) => (request.kind === 'send-code' ? refuse('code-too-many') : rules(request)),
      channel: 'web',
      policy: aPolicy(),
    });
    talk.says({ kind: 'start', flow: 'promise', values: [{ kind: 'date', date: '2026-11-27' as never }] });
    talk
      .picks(/totalité/)
      .picks(/Je confirme/)
      .hears(/Où souhaitez-vous/)
      .picks(/SMS/)
      .hears(/Trop de codes/, /Où souhaitez-vous/);
    expect(talk.labels.join())
      .to.match(/e-mail/)
      .and.not.to.match(/SMS/);
    talk.picks(/e-mail/).hears(/Trop de codes/);
    expect(talk.labels.join()).not.to.match(/Par /);
  });

  it('never goes to an address that only waits to be proved, and from an amount on to the director’s', () => {
    const boss: ContactPoint = {
      ...mail,
      id: 'boss',
      contactId: 'boss',
      role: 'director',
      address: 'direction@petit.example',
    };
    const waiting: ContactPoint = { ...sms, id: 'new', address: '+33639980055', usableFrom: now + 1 };
    const recap = (limit: number): Journey =>
      journey([], {
        account: bakery({ points: [...bakery().points, boss, waiting] }),
        contactId: 'contact-bakery',
        policy: aPolicy({ directorConfirmsFrom: [money(limit, 'EUR')], promiseDays: 15, promiseUntilPayday: false }),
      })
        .says({ kind: 'start', flow: 'promise', values: [{ kind: 'date', date: '2026-11-27' as never }] })
        .picks(/totalité/)
        .picks(/Je confirme/);
    const small = recap(10_000_000).hears(/Où souhaitez-vous/);
    expect(small.labels.join())
      .to.match(/•• 02.*d•••/)
      .and.not.to.match(/55/);
    recap(100).hears(/direction de votre entreprise/, /par e-mail à d•••/);
  });
});

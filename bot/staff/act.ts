import { cardText } from '../../channels/text/card-text.ts';
import {
  doneCard,
  forgottenText,
  formCard,
  offersCard,
  recapCard,
  undoneText,
} from '../../dialogs/staff/acts/act-cards.ts';
import { refusalText } from '../../dialogs/staff/acts/refusal-texts.ts';
import { type Card } from '../../domain/card.ts';
import { type ActDone, type ActOffer, type ActRefusal, type Recap } from '../../domain/staff/acts/act-outcome.ts';
import { type ActTarget } from '../../domain/staff/acts/act-target.ts';
import { type StaffActs } from './desk.ts';
import { lookOf } from './look.ts';
import { type Answer, inWords, type Visit } from './visit.ts';

/** An act somebody means, on what, with what they filled in so far. */
type Wish = {
  readonly act: string;
  readonly target: ActTarget;
  readonly inputs: Readonly<Record<string, string>>;
};

function asCard(visit: Visit, key: string, card: Card, facts: Answer['facts']): Answer {
  const said = [{ key, text: cardText(card, visit.language), card }];
  return { state: visit.state, said, inPlace: true, facts };
}

function refused(visit: Visit, { why }: ActRefusal, facts: Answer['facts'] = {}): Answer {
  return inWords(visit, `staff.act.refused.${why}`, refusalText(why, visit.language), { ...facts, refused: why });
}

/** What may be done to that by this person, now. */
export async function showOffers(acts: StaffActs, visit: Visit, target: ActTarget, title: string): Promise<Answer> {
  const offers = await acts.offers(visit.scope, target, visit.at);
  const press = visit.presses.of(null);
  const idOf = ({ act, target: on }: ActOffer): string => press({ kind: 'fill', act, target: on });
  return asCard(visit, 'staff.offers', offersCard(title, offers, idOf, visit.language), { offers: offers.length });
}

/** Asks for what the act needs; where it needs nothing, shows at once what would happen. */
export async function fill(acts: StaffActs, visit: Visit, wish: Wish): Promise<Answer> {
  const { act, target, inputs } = wish;
  const offer = await offerOf(acts, visit, act, target);
  if (offer === null) return refused(visit, { kind: 'refused', why: 'not-allowed' }, { act });
  if (offer.fields.length === 0) return await prepare(acts, visit, { act, target, inputs: {} });
  return form(visit, offer, inputs, null);
}

async function offerOf(acts: StaffActs, visit: Visit, act: string, target: ActTarget): Promise<ActOffer | null> {
  return (await acts.offers(visit.scope, target, visit.at)).find((offer) => offer.act === act) ?? null;
}

function form(
  visit: Visit,
  offer: ActOffer,
  given: Readonly<Record<string, string>>,
  wrong: ActRefusal | null,
): Answer {
  const press = visit.presses.of(null);
  const { act, target } = offer;
  const ids = { prepare: press({ kind: 'prepare', act, target }), forget: press({ kind: 'forget' }) };
  const card = formCard({ offer, given, wrong }, ids, lookOf(visit));
  return asCard(visit, `staff.act.form.${act}`, card, { act, ...(wrong === null ? {} : { refused: wrong.why }) });
}

/** Shows what would happen; what was not filled in well is asked again. */
export async function prepare(acts: StaffActs, visit: Visit, wish: Wish): Promise<Answer> {
  const { act, target, inputs } = wish;
  const shown = await acts.prepare(visit.scope, wish, visit.at);
  if (shown.kind === 'recap') return recap(visit, shown, false);
  const offer = await offerOf(acts, visit, act, target);
  if (offer === null || offer.fields.length === 0) return refused(visit, shown, { act });
  return form(visit, offer, inputs, shown);
}

function recap(visit: Visit, shown: Recap, changed: boolean): Answer {
  const press = visit.presses.of(null);
  const { token, act } = shown;
  const ids = { confirm: press({ kind: 'confirm', token }), forget: press({ kind: 'forget' }) };
  const answer = asCard(visit, `staff.act.recap.${act}`, recapCard(shown, changed, ids, lookOf(visit)), {
    act,
    changed,
  });
  return { ...answer, state: { ...visit.state, recap: token } };
}

/** Does what was shown, once; pressed again, says what came of it the first time. */
export async function confirm(acts: StaffActs, visit: Visit, token: string): Promise<Answer> {
  const outcome = await acts.perform(visit.scope, token, visit.at);
  const after = { ...visit, state: { ...visit.state, recap: null } };
  switch (outcome.kind) {
    case 'done':
      return told(after, outcome, 'now', token);
    case 'already-handled':
      return told(after, outcome.outcome, outcome.undone ? 'undone-since' : 'before', token);
    case 'changed':
      return recap(visit, outcome.recap, true);
    case 'refused':
      return refused(after, outcome);
  }
}

function told(visit: Visit, done: ActDone, how: 'now' | 'before' | 'undone-since', token: string): Answer {
  const press = visit.presses.of(null);
  const undoes = how !== 'undone-since' && done.undoUntil !== null && done.undoUntil > visit.at.now;
  const ids = {
    undo: undoes ? press({ kind: 'undo', token }) : null,
    open: done.account === null ? null : press({ kind: 'open', debtorId: done.account.debtorId }),
  };
  const { act, target } = done;
  return asCard(visit, `staff.act.done.${act}`, doneCard(done, how, ids, lookOf(visit)), { act, target, how });
}

/** Takes back what was done. */
export async function undo(acts: StaffActs, visit: Visit, token: string): Promise<Answer> {
  const outcome = await acts.undo(visit.scope, token, visit.at);
  if (outcome.kind === 'refused') return refused(visit, outcome);
  const { act } = outcome;
  return inWords(visit, `staff.act.undone.${act}`, undoneText(act, visit.language), { act, undone: true });
}

/** Nothing is to be done. */
export function forget(visit: Visit): Answer {
  return inWords(
    { ...visit, state: { ...visit.state, recap: null } },
    'staff.act.forgotten',
    forgottenText(visit.language),
  );
}

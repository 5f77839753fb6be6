import { type CardAction } from '../../domain/card.ts';
import { type AccountFile } from '../../domain/staff/account-file.ts';
import { type ActOffer } from '../../domain/staff/acts/act-outcome.ts';
import { type ActTarget } from '../../domain/staff/acts/act-target.ts';
import { say } from '../messages/wording.ts';
import { actWord } from './acts/act-cards.ts';
import { type CellLook } from './cards/cell-text.ts';

const texts = {
  fr: {
    dispute: 'Contestation ({what}) : décider',
    approval: 'À décider : {what}',
    plan: 'Plan : agir',
    promise: 'Promesse : agir',
    task: 'Tâche ({what})',
    more: 'Autres actions',
    pdf: 'Dossier en PDF',
  },
  en: {
    dispute: 'Dispute ({what}): decide',
    approval: 'To decide: {what}',
    plan: 'Plan: act',
    promise: 'Promise: act',
    task: 'Task ({what})',
    more: 'More actions',
    pdf: 'File as PDF',
  },
} as const;

/** What a button of a file stands for. */
export type FilePress =
  | { readonly kind: 'fill'; readonly act: string; readonly target: ActTarget }
  | { readonly kind: 'offers'; readonly target: ActTarget; readonly title: string }
  | { readonly kind: 'file-pdf'; readonly debtorId: string };

/** What is done every day, without a list in between. */
const daily: readonly ActOffer['act'][] = ['note', 'log-call', 'promise'];

/** The buttons of a file: what waits for somebody first, then what is done every day, then the rest. */
export function accountActions(
  file: AccountFile,
  offers: readonly ActOffer[],
  idOf: (press: FilePress) => string,
  { language, words }: CellLook,
): readonly CardAction[] {
  const { debtor } = file.account;
  const press = (stands: FilePress, label: string): CardAction => ({ kind: 'press', id: idOf(stands), label });
  const decide = (
    key: 'dispute' | 'approval' | 'task' | 'plan' | 'promise',
    target: ActTarget,
    what: string,
  ): CardAction => {
    const label = say(texts, key, language, { what });
    return press({ kind: 'offers', target, title: `${debtor.name} · ${label}` }, label);
  };
  const disputes = file.account.disputes
    .filter(({ status }) => status === 'open' || status === 'investigating')
    .map(({ id, reason }) =>
      decide('dispute', { kind: 'dispute', id }, words.code('dispute-reason', reason, language)),
    );
  const approvals = file.approvals.map(({ id, kind }) =>
    decide('approval', { kind: 'approval', id }, words.code('task', kind, language)),
  );
  const plans = file.account.plans
    .filter(({ status }) => status === 'active' || status === 'late')
    .map(({ id }) => decide('plan', { kind: 'plan', id }, ''));
  const promises = file.account.promises
    .filter(({ status }) => status === 'open')
    .map(({ id }) => decide('promise', { kind: 'promise', id }, ''));
  const tasks = file.tasks.map(({ id, kind }) =>
    decide('task', { kind: 'task', id }, words.code('task', kind, language)),
  );
  const everyday = offers
    .filter(({ act }) => daily.includes(act))
    .map(({ act, target }) => press({ kind: 'fill', act, target }, actWord(act, language)));
  const account: ActTarget = { kind: 'account', id: debtor.id };
  const more = offers.length > everyday.length;
  const waiting = [...approvals, ...disputes, ...tasks];
  return [
    ...waiting.slice(0, 2),
    ...everyday,
    ...(more ? [press({ kind: 'offers', target: account, title: debtor.name }, say(texts, 'more', language))] : []),
    press({ kind: 'file-pdf', debtorId: debtor.id }, say(texts, 'pdf', language)),
    ...waiting.slice(2),
    ...[...plans, ...promises],
  ];
}

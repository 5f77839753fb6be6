import { type StaffCommand } from '../../domain/staff/staff-command.ts';
import { fold } from '../fold.ts';
import { type StaffSituation } from './situation.ts';

const asks =
  /^(?:(?:bonjour|hello|et|and|mais|but|ok|alors),? )*(?:pourquoi|why|pour quelle raison|how come|explique(?:z|r)?(?:[- ]moi)? pourquoi|explain why|what is the reason|quelle est la raison)(?![a-z])/;
const words = new Set(
  `pourquoi why pour quelle raison how come explique expliquez expliquer moi explain what is the reason est la a as ai ont n ne pas plus ete t il elle on qu que ce cet cette le les l un une de du des d au aux chez y en
  was were are not wasn isn been being be has have had hasn haven didn did does doesn do it we us you they he she him her his this that an of for to on with from
  relance relancee relances relancer rappele rappelee contacte contactee ecrit ecrire appele appelee message messages sms mail email lettre bloque bloquee attente suspendu relancons ecrivons
  reminded remind chased contacted written writing called messaged sent send told blocked held hold paused stopped reminder reminders letter any
  avons nous recu recoit recevoir received receive getting get compte client account customer still toujours encore deja already never jamais rien aucun aucune yet`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** "Why was Durand not reminded?": the account it is about, as it was typed; null where it names none or is no such question. */
export function whyIn(clean: string, { vocabulary }: StaffSituation): StaffCommand | null {
  if (!asks.test(fold(clean))) return null;
  const tokens = [...clean.matchAll(/[\p{L}\p{N}&-]+/gu)].map(([word]) => word);
  const left = tokens.filter((word) => !words.has(fold(word)) && !/^(?:qu|n|l|d|s|t)$/i.test(word));
  if (left.length === 0) return { kind: 'why', text: null };
  const text = left.join(' ');
  const isShort = left.length <= 4 && left.some((word) => /^\p{Lu}|\d/u.test(word));
  return vocabulary.accounts(text).length > 0 || isShort ? { kind: 'why', text } : null;
}

import { type Explanation } from '../../domain/escalation/explain-case.ts';
import { gateWords } from '../../domain/escalation/gate-words.ts';
import { formatMoney } from '../../domain/format.ts';
import { type Language } from '../../domain/language.ts';

const frames = {
  fr: {
    today: 'aujourd’hui',
    not: 'non',
    account: 'tout le compte',
    level: (level: string, rule: string) => `étape ${level} de ${rule}, pour`,
    until: (day: string) => `, jusqu’au ${day}`,
    colon: ' : ',
    nothing: 'Rien n’est à régler, et rien n’a jamais été demandé.',
  },
  en: {
    today: 'today',
    not: 'not',
    account: 'the whole account',
    level: (level: string, rule: string) => `level ${level} of ${rule}, for`,
    until: (day: string) => `, until ${day}`,
    colon: ': ',
    nothing: 'Nothing is open, and nothing was ever asked of them.',
  },
} as const;

const width = 'aujourd’hui'.length;

/** One line of why a customer was written to, or not, for a person of ours; codes stay as the policy has them. */
function inWords(of: Explanation, language: Language): string {
  const { today, not, account, level, until, colon } = frames[language];
  if (of.kind === 'not') {
    const till = of.until === null ? '' : until(of.until);
    const code = of.detail === '' ? of.gate : `${of.gate}; ${of.detail}`;
    return `${not.padEnd(width)} ${of.invoice ?? account}${colon}${gateWords[language][of.gate]}${till} [${code}]`;
  }
  const step = `${level(of.level, of.rule)} ${of.invoices.join(', ')}`;
  if (of.kind === 'was') return `${of.on.padEnd(width)} ${of.outlet}, ${of.status}${colon}${step}`;
  const amounts = of.amounts.map((amount) => formatMoney(amount, language)).join(' + ');
  return `${today.padEnd(width)} ${of.outlet}${colon}${step}${amounts === '' ? '' : ` (${amounts})`}${colon}${of.reason}`;
}

/** Why a customer was and was not written to, one line each. */
export function explanationWords(answer: readonly Explanation[], language: Language): string {
  return answer.length === 0 ? frames[language].nothing : answer.map((of) => inWords(of, language)).join('\n');
}

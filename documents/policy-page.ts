import { type EscalationPolicy, type Level, type Outlet } from '../domain/escalation/policy.ts';
import { tiedSpaces } from '../domain/tied-spaces.ts';
import { policyWords, type PolicyWords } from './policy-words.ts';

/** Whose policy it is, and how a person there is reached. */
export type PolicyOwner = { readonly name: string; readonly phone: string | null; readonly email: string | null };

const style = `:root{color-scheme:light dark}body{font:1.05rem/1.6 system-ui,sans-serif;margin:0 auto;max-width:48rem;padding:1rem}
table{border-collapse:collapse;width:100%}th,td{border:1px solid;padding:.5rem;text-align:left;vertical-align:top}caption{text-align:left;font-weight:bold;padding:.5rem 0}
.wide{overflow-x:auto}`;

function escaped(text: string): string {
  return tiedSpaces(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function whenOf({ offset: { days, from } }: Level, words: PolicyWords): string {
  if (from === 'previous') return words.afterPrevious(days);
  if (from === 'end-of-month') return words.afterMonth(days);
  return days < 0 ? words.beforeDue(-days) : words.afterDue(days);
}

function whatOf(level: Level, words: PolicyWords): string {
  if (level.kind === 'check') return words.check;
  if (level.kind === 'decision') return words.decision;
  if (level.legal === 'formal-notice') return words.formalNotice(level.deadlineDays ?? 0);
  if (level.legal !== 'none') return words.handOver;
  if (level.charges !== 'none') return words.charges;
  return level.outlets[0] === 'phone' ? words.call : words.reminder;
}

function howOf(outlets: readonly Outlet[], words: PolicyWords): string {
  return outlets.length === 0 ? words.nothingSent : outlets.map((outlet) => words.outlets[outlet]).join(words.orElse);
}

function table(policy: EscalationPolicy, words: PolicyWords): string {
  const rows = policy.levels.map((level) => {
    const cells = [whatOf(level, words), howOf(level.outlets, words)].map((cell) => `<td>${escaped(cell)}</td>`);
    return `<tr><th scope="row">${escaped(whenOf(level, words))}</th>${cells.join('')}</tr>`;
  });
  const heads = words.heads.map((head) => `<th scope="col">${escaped(head)}</th>`).join('');
  return `<div class="wide" role="region" tabindex="0" aria-label="${escaped(words.caption)}"><table><caption>${escaped(words.caption)}</caption>
<thead><tr>${heads}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
}

function section(policy: EscalationPolicy, owner: PolicyOwner, language: 'fr' | 'en'): string {
  const words = policyWords[language];
  const { perDay, perWeek, perMonth, hours } = policy.contact;
  const times = hours.map(({ fromMinute, untilMinute }) => words.between(clock(fromMinute), clock(untilMinute)));
  const reach = [owner.phone, owner.email].filter((one) => one !== null);
  return `<section lang="${language}" id="${language}" aria-labelledby="title-${language}">
<h2 id="title-${language}">${escaped(words.title)}</h2>
<p>${escaped(words.intro(owner.name))}</p>
${table(policy, words)}
<h3>${escaped(words.limitsTitle)}</h3>
${list([words.caps(perDay, perWeek, perMonth), words.hours(times), ...words.limits])}
<h3>${escaped(words.stopsTitle)}</h3>
${list(words.stops)}
<h3>${escaped(words.personTitle)}</h3>
<p>${escaped(words.person)}${reach.length === 0 ? '' : ` ${escaped(reach.join(' · '))}`}</p>
<p><small>${escaped(words.version(policy.version, policy.effectiveFrom))}</small></p>
</section>`;
}

/** A policy as a page that customers can read, in French and English, whole in one file: no script, nothing loaded from elsewhere. */
export function policyPage(policy: EscalationPolicy, owner: PolicyOwner): string {
  const name = escaped(owner.name);
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name} : ${escaped(policyWords.fr.title)}</title><style>${style}</style></head>
<body><header><h1>${name}</h1><nav aria-label="Langue, language"><a href="#fr" lang="fr">Français</a> · <a href="#en" lang="en">English</a></nav></header>
<main>${section(policy, owner, 'fr')}
${section(policy, owner, 'en')}</main></body></html>
`;
}

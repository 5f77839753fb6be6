import { addDays, type CivilDate } from '../civil-date.ts';
import { type CaseFile, type LevelEntry } from '../escalation/case-file.ts';
import { type Outlet } from '../escalation/policy.ts';
import { type Step } from '../escalation/step.ts';
import { countContacts } from './count-contacts.ts';

/** Days from the decision until somebody has it: a letter is printed, posted and carried. */
const travel: Readonly<Record<Outlet, number>> = {
  email: 0,
  sms: 0,
  whatsapp: 0,
  phone: 0,
  letter: 3,
  'registered-letter': 4,
};

/** What a step left in the file, as if people and carriers did their part: approved the next day, delivered, told. */
export function takeStep(
  file: CaseFile,
  step: Step,
  today: CivilDate,
  written: readonly CivilDate[],
): { readonly file: CaseFile; readonly outlet: Outlet | 'desk' | null; readonly written: readonly CivilDate[] } {
  if (step.kind === 'tell-sales-owner') {
    const told = { level: step.level.id, on: today, lineIds: step.lines.map(({ lineId }) => lineId) };
    return { file: { ...file, toldSalesOwner: [...file.toldSalesOwner, told] }, outlet: null, written };
  }
  const outlet = step.kind === 'task' ? 'desk' : (step.outlets[0]?.outlet ?? 'desk');
  const countedOn = addDays(
    today,
    outlet === 'desk' ? 1 : travel[outlet] + (step.kind === 'notice' && step.approval ? 1 : 0),
  );
  const entries = step.lines
    .filter(({ level }) => level > 0)
    .map((line): LevelEntry => ({
      ...{ lineId: line.lineId, cycle: file.cycles[line.lineId] ?? 1, level: line.level },
      ...{ levelId: line.level === step.level.number ? step.level.id : '', legal: step.level.legal },
      policy: { id: step.policy.id, version: step.policy.version },
      ...{ noticeId: `${today}:${line.lineId}`, outlet, status: 'counted', decidedOn: today, countedOn },
    }));
  const all = step.kind === 'notice' ? [...written, today] : written;
  const contacts = countContacts(all, file.contacts.lastReplyOn, today);
  return { file: { ...file, levels: [...file.levels, ...entries], contacts }, outlet, written: all };
}

import { helpCard, helpText } from '../../dialogs/staff/help-card.ts';
import { type Answer, type Visit } from './visit.ts';

/** What can be asked, with examples that can be pressed. */
export function help(visit: Visit, greets: boolean): Answer {
  const { language, state, who } = visit;
  const said = { key: 'staff.help', text: helpText(language), card: helpCard(language, greets ? who.name : null) };
  return { state, said: [said], inPlace: false, facts: { did: greets ? 'greeted' : 'help' } };
}

import { cardText } from '../../channels/text/card-text.ts';
import { helpCard } from '../../dialogs/staff/help-card.ts';
import { dashboardQueries } from '../../domain/staff/dashboard.ts';
import { type Answer, type Visit } from './visit.ts';

/** What can be asked, with examples that can be pressed. */
export function help(visit: Visit, greets: boolean): Answer {
  const { language, state, who } = visit;
  const press = visit.presses.of(null);
  const { ageing, first } = dashboardQueries;
  const ids = {
    dashboard: press({ kind: 'dashboard' }),
    first: press({ kind: 'query', query: { ...first, limit: null } }),
    ageing: press({ kind: 'query', query: ageing }),
  };
  const card = helpCard(language, greets ? who.name : null, ids);
  const said = [{ key: 'staff.help', text: cardText(card, language), card }];
  return { state, said, inPlace: false, facts: { did: greets ? 'greeted' : 'help' } };
}

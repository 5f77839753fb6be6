import { type CardAction } from '../../domain/card.ts';
import { type Element, literal } from './adaptive-card-text.ts';

/** The most buttons of a card that are seen; the rest are behind "more". */
export const mostSeen = 6;

/** What a press sends back; Teams hands it on as an invoke, older clients as a message. */
function pressed(action: Extract<CardAction, { kind: 'press' }>): Element {
  return { data: { press: action.id }, associatedInputs: action.inputs === true ? 'auto' : 'none' };
}

/** The same press where nothing but the action itself is drawn, as behind a name in a table. */
export function selectAction(action: CardAction): Element {
  const title = literal(action.label);
  if (action.kind === 'open') return { type: 'Action.OpenUrl', title, url: action.url };
  const { data } = pressed(action);
  return { type: 'Action.Execute', title, verb: 'press', data, fallback: { type: 'Action.Submit', title, data } };
}

/** One button; `Action.Execute`, and `Action.Submit` for clients that do not know it. */
function button(action: CardAction, mode: 'primary' | 'secondary'): Element {
  const title = literal(action.label);
  const seen = mode === 'primary' ? {} : { mode };
  if (action.kind === 'open') return { type: 'Action.OpenUrl', title, url: action.url, ...seen };
  const common = {
    title,
    ...pressed(action),
    ...(action.style === undefined ? {} : { style: action.style }),
    ...seen,
  };
  return {
    ...{ type: 'Action.Execute', verb: 'press', ...common },
    fallback: { type: 'Action.Submit', ...common },
  };
}

/** Buttons in their order, `seen` of them in sight at most; where there are more, the last in sight is the one that shows the rest. */
export function buttons(actions: readonly CardAction[], seen: number): readonly Element[] {
  const primary = actions.length <= seen ? seen : seen - 1;
  return actions.map((action, index) => button(action, index < primary ? 'primary' : 'secondary'));
}

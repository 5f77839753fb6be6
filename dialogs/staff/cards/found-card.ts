import { type Card, type CardAction } from '../../../domain/card.ts';
import { type AccountFound } from '../../../domain/staff/account-file.ts';
import { say } from '../../messages/wording.ts';
import { cardTexts } from './card-texts.ts';
import { type CellLook } from './cell-text.ts';
import { type PressId } from './staff-press.ts';

/** Asks which of several accounts is meant, or says that there is none; a row opens its account. */
export function foundCard(
  found: readonly AccountFound[],
  text: string,
  { language, press }: Pick<CellLook, 'language'> & { readonly press: PressId },
): Card {
  if (found.length === 0) return { title: say(cardTexts, 'notFound', language, { text }), parts: [], actions: [] };
  const word = (key: 'account' | 'reference' | 'foundBy'): string => say(cardTexts, key, language);
  return {
    title: say(cardTexts, 'found', language, { count: found.length, text }),
    parts: [
      { part: 'text', text: say(cardTexts, 'foundWhich', language) },
      {
        ...{ part: 'table', header: [word('account'), word('reference'), word('foundBy')], numeric: [] },
        rows: found.map(({ name, reference, by, what }) => [
          ...[name, reference],
          say(cardTexts, `by-${by}`, language, { what: what ?? '' }),
        ]),
        press: found.map(({ name, reference }): CardAction => ({
          ...{ kind: 'press', id: press({ kind: 'account', text: reference }) },
          label: say(cardTexts, 'open', language, { name }),
        })),
      },
    ],
    actions: [],
  };
}

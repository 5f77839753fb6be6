import { type Card, type CardAction, type CardPart } from '../../domain/card.ts';
import { type Language } from '../../domain/language.ts';
import { tiedSpaces } from '../../domain/tied-spaces.ts';

function action(one: CardAction): CardAction {
  return { ...one, label: tiedSpaces(one.label) };
}

function part(one: CardPart): CardPart {
  switch (one.part) {
    case 'text':
      return { ...one, text: tiedSpaces(one.text) };
    case 'facts':
      return {
        ...one,
        facts: one.facts.map(({ label, value }) => ({ label: tiedSpaces(label), value: tiedSpaces(value) })),
      };
    case 'table':
      return {
        ...one,
        header: one.header.map(tiedSpaces),
        rows: one.rows.map((row) => row.map(tiedSpaces)),
        ...(one.press === undefined ? {} : { press: one.press.map((each) => (each === null ? null : action(each))) }),
      };
    case 'chart': {
      const { title, points } = one.chart;
      const shown = points.map((point) => ({
        ...{ ...point, label: tiedSpaces(point.label), shown: tiedSpaces(point.shown) },
      }));
      return { ...one, chart: { ...one.chart, title: tiedSpaces(title), points: shown } };
    }
    case 'section':
      return { ...one, title: tiedSpaces(one.title), parts: one.parts.map(part) };
    case 'inputs':
      return {
        ...one,
        inputs: one.inputs.map(({ label, choices, ...input }) => ({
          ...{ ...input, label: tiedSpaces(label) },
          ...(choices === undefined
            ? {}
            : { choices: choices.map((choice) => ({ ...choice, label: tiedSpaces(choice.label) })) }),
        })),
      };
    case 'actions':
      return { ...one, actions: one.actions.map(action) };
  }
}

/** The same card as it stands on a screen: in French no line ends before a double sign or a currency, whoever wrote the words. What is sent back stays. */
export function typesetCard(card: Card, language: Language): Card {
  if (language !== 'fr') return card;
  const { title, headline, parts, actions } = card;
  return {
    title: tiedSpaces(title),
    ...(headline === undefined
      ? {}
      : { headline: { label: tiedSpaces(headline.label), value: tiedSpaces(headline.value) } }),
    ...{ parts: parts.map(part), actions: actions.map(action) },
  };
}

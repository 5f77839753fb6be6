import { cardText } from '../../channels/text/card-text.ts';
import { readSettingsCard, settingsCard, settingsText } from '../../dialogs/staff/settings-card.ts';
import { type ToldSettings, type ToldTopic, toldTopics } from '../../domain/staff/told-topics.ts';
import { type Answer, inWords, type Visit } from './visit.ts';

export type SettingsDesk = {
  readonly read: (creditorId: string, staffId: string) => Promise<ToldSettings>;
  readonly keep: (creditorId: string, staffId: string, settings: ToldSettings) => Promise<void>;
};

function show(visit: Visit, settings: ToldSettings): Answer {
  const { language, creditor, state } = visit;
  const save = visit.presses.of(null)({ kind: 'save-settings' });
  const card = settingsCard(settings, creditor.zone, save, language);
  const said = [{ key: 'staff.settings', text: cardText(card, language), card }];
  return { state, said, inPlace: true, facts: { off: settings.off } };
}

/** The topics that words name: one, or all alerts but the digest. */
function topicsOf(topic: string): readonly ToldTopic[] {
  return topic === 'alerts' ? toldTopics.filter((one) => one !== 'digest') : toldTopics.filter((one) => one === topic);
}

/** Switches topics on or off as was said; shows what is on. */
export async function changeTopic(
  desk: SettingsDesk,
  visit: Visit,
  topic: string | null,
  on: boolean | null,
): Promise<Answer> {
  const { creditorId, who } = visit.scope;
  const before = await desk.read(creditorId, who.id);
  if (topic === null || on === null) return show(visit, before);
  const named = topicsOf(topic);
  const off = toldTopics.filter((one) => (named.includes(one) ? !on : before.off.includes(one)));
  const settings = { ...before, off };
  await desk.keep(creditorId, who.id, settings);
  return show(visit, settings);
}

/** Keeps what was filled in on the card. */
export async function saveSettings(desk: SettingsDesk, visit: Visit): Promise<Answer> {
  const { creditorId, who } = visit.scope;
  const settings = readSettingsCard(await desk.read(creditorId, who.id), visit.inputs);
  if (settings === null) return inWords(visit, 'staff.settings.wrong', settingsText('wrong', visit.language));
  await desk.keep(creditorId, who.id, settings);
  return inWords(visit, 'staff.settings.saved', settingsText('saved', visit.language), { off: settings.off });
}

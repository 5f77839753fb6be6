import { startTeamsRig, buttonsOf, buttonOf, type Shown } from './teams-rig.ts';
it('tries', async () => {
  const teams = await startTeamsRig({ LOG_LEVEL: 'error' });
  const show = (m: Pick<Shown, 'all' | 'cards'> | undefined): void => { console.log('----\n' + (m?.all.slice(0, 1500) ?? 'nothing') + '\n   [' + [...buttonsOf(m?.cards ?? []).keys()].join(' | ') + ']'); };
  const say = async (t: string, wanted = 1): Promise<Shown> => { console.log('>>> ' + t); const [m] = await teams.say('manager', t, { wanted }); show(m); return m as Shown; };
  const press = async (m: Pick<Shown, "cards">, label: RegExp, inputs = {}, wanted = 0): Promise<Shown & { beside: readonly Shown[] }> => { console.log('>>> [' + String(label) + ']'); const a = await teams.press('manager', buttonOf(m, label), inputs, { wanted }); show(a); for (const b of a.beside) { console.log('beside:'); show(b); } return a; };
  try {
  const found = await say('contestations ouvertes');
  const [row] = buttonsOf(found.cards).keys();
  const opened = await press(found, new RegExp('Ouvrir le compte'), {}, 1);
  void row;
  const file = opened.beside[0] as Shown;
  const offers = await press(file, /Contestation/);
  const form = await press(offers, /Accepter la contestation/);
  const bad = await press(form, /Vérifier/, { note: '' });
  void bad;
  const recap = await press(form, /Vérifier/, { note: 'Deux plateaux manquaient, le bon de livraison le montre.' });
  const done = await press(recap, /^Valider/);
  await press(recap, /^Valider/);
  void done;
  await say('note sur LUM-1001 : a rappelé, tout va bien');
  } catch (e) { console.log('FAILED', e); }
  console.log(await teams.rows("SELECT kind, reason, facts, debtor_id FROM tasks WHERE kind IN ('plan-review','dispute') LIMIT 8"));
  console.log(await teams.rows("SELECT kind, facts FROM approvals LIMIT 8"));
  await teams.stop();
}).timeout(200000);

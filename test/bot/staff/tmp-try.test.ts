import { startTeamsRig, buttonsOf } from './teams-rig.ts';
it('tries', async () => {
  const teams = await startTeamsRig({ LOG_LEVEL: 'error' });
  const show = (m: { all: string; cards: readonly unknown[] } | undefined): void => { console.log('----\n' + (m?.all ?? 'nothing') + '\n   [' + [...buttonsOf(m?.cards ?? []).keys()].join(' | ') + ']'); };
  for (const text of ['aide', 'tableau de bord', 'qui me doit plus de 500 € depuis plus de 30 jours ?', 'seulement ceux de Lyon', 'how much is overdue by segment?', 'balance âgée', 'who should I call first today?', 'disputes open for more than 15 days', 'Durand', 'quel est mon chiffre de marge ?', 'blabla truc', 'exporter en csv', 'notifications', 'conversations à prendre', 'note sur Durand : a promis de rappeler', 'tâches']) {
    console.log('>>> ' + text);
    try { show((await teams.say('manager', text))[0]); } catch (e) { console.log('FAILED', String(e).slice(0, 200)); }
  }
  await teams.stop();
}).timeout(200000);

import { expect } from 'chai';
import pg from 'pg';
import { dateIn, makeCalendars } from '../../bot/calendars.ts';
import { nextWorkingDay } from '../../domain/calendar.ts';
import { addDays, type CivilDate } from '../../domain/civil-date.ts';
import { eventually } from '../support/eventually.ts';
import { openShell, type Shell } from '../support/shell.ts';
import { startTelephoneService, type TelephoneService } from '../support/telephone.ts';
import { telephoneTalker } from './telephone-talker.ts';

type Planned = { readonly reminders: readonly { readonly debtor: string; readonly channel: string }[] };

const camille = 'LUM-1001';
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

/** The demo portfolio, from the dry run to a plan that is agreed by SMS. */
describe('journey: a reminder is answered', () => {
  let service: TelephoneService;
  let shell: Shell;
  let database: pg.Client;
  let day: CivilDate;

  before(async () => {
    service = await startTelephoneService();
    shell = await openShell(service.ownerUrl);
    database = new pg.Client({ connectionString: service.ownerUrl });
    await database.connect();
    const today = dateIn('Europe/Paris', Date.now());
    const calendar = makeCalendars()({ zone: 'Europe/Paris', country: 'FR' }, Date.now());
    day = nextWorkingDay(calendar, addDays(today, 1));
  });
  after(async () => {
    await database.end();
    await shell.close();
    await service.stop();
  });

  const escalate = async (...more: readonly string[]): Promise<Planned> => {
    // The service sweeps by itself once somebody has: then the next one at it waits.
    return await eventually(async () => {
      const ended = await shell.run('escalate', ['--creditor', 'lumio', '--json', ...more]);
      expect(ended.code, ended.stderr).to.equal(0);
      return JSON.parse(ended.stdout) as Planned;
    });
  };
  const wayTo = ({ reminders }: Planned): readonly string[] =>
    reminders.filter(({ debtor }) => debtor === camille).map(({ channel }) => channel);
  const inOrder = ({ reminders }: Planned): readonly unknown[] =>
    reminders.toSorted((a, b) => `${a.debtor} ${a.channel}`.localeCompare(`${b.debtor} ${b.channel}`));
  const noticesOfCamille = async (): Promise<number> =>
    (
      await database.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM notices n JOIN debtors d ON d.id = n.debtor_id WHERE d.reference = $1',
        [camille],
      )
    ).rows[0]?.count ?? 0;
  const outbox = async (): Promise<readonly { to: string; text: string }[]> =>
    (await (await fetch(`${service.url}/demo/outbox`)).json()) as readonly { to: string; text: string }[];

  it('leaves once, is answered by SMS with a plan, and is not followed by another', async () => {
    const dry = await escalate('--as-of', day, '--dry-run');
    expect(wayTo(dry)).to.deep.equal(['email']);
    expect(await noticesOfCamille(), 'a dry run writes nothing').to.equal(0);

    const run = await escalate('--as-of', day);
    expect(inOrder(run), 'what was shown is what left').to.deep.equal(inOrder(dry));
    const mail = await eventually(async () => {
      const found = (await outbox()).filter(({ to }) => to === 'lum1001@example.org');
      expect(found).to.have.length(1);
      return plain(found[0]?.text ?? '');
    });
    expect(mail).to.include('FA-2026-0101').and.to.include('184,50 €').and.to.include('276,80 €');
    expect(mail).to.match(/sauf erreur/i);
    expect(wayTo(await escalate('--as-of', day, '--debtor', camille)), 'run again').to.deep.equal([]);

    const talker = telephoneTalker(service, 'sms', '+33639980001');
    for (const words of ['Bonjour', '3', camille, '12/04/1988', '1']) await talker.say(words);
    const recap = await talker.say('oui');
    const digits = /JE CONFIRME (\d{4})/.exec(recap.text)?.[1] ?? '';
    expect(plain((await talker.say(`JE CONFIRME ${digits}`)).text)).to.match(/convenu.*276,80 € en 3 fois/s);

    for (const later of [11, 12, 26]) {
      const next = nextWorkingDay(
        makeCalendars()({ zone: 'Europe/Paris', country: 'FR' }, Date.now()),
        addDays(day, later),
      );
      expect(wayTo(await escalate('--as-of', next, '--debtor', camille)), `on ${next}`).to.deep.equal([]);
    }
    expect(await noticesOfCamille()).to.equal(1);
    const explained = await shell.run('explain', ['--debtor', camille]);
    expect(explained.code, explained.stderr).to.equal(0);
  });
});

import { accent, colourIcon, outlineIcon } from './app-icon.ts';
import { zip } from './zip.ts';

export type TeamsApp = {
  readonly appId: string; // of the bot in Azure
  readonly url: string; // where the service is reached, https
  readonly version: string;
  readonly groups: boolean; // may be added to group chats and teams, where it gives totals without names
};

const schemas = 'https://developer.microsoft.com/json-schemas/teams/v1.19';

const words = {
  fr: {
    short: 'Solde',
    full: 'Solde, assistant du crédit client',
    about: 'Vos encours, promesses et contestations, en posant la question.',
    more:
      'Demandez qui vous doit quoi et depuis quand, avec vos mots : balance âgée, promesses de la semaine, contestations, DSO. ' +
      'Ouvrez un dossier, décidez, et reprenez la conversation d’un client qui demande une personne. ' +
      'Chaque montant vient de votre comptabilité ; chacun ne voit que ce que son rôle permet.',
    commands: [
      ['Tableau de bord', 'L’essentiel du jour sur une carte'],
      ['Qui appeler en premier ?', 'Les dossiers à traiter, du plus utile au moins utile'],
      ['Balance âgée', 'L’encours par ancienneté'],
      ['Promesses de la semaine', 'Ce qui est promis et quand'],
      ['Conversations à prendre', 'Les clients qui demandent une personne'],
      ['Notifications', 'Ce que vous recevez sans le demander, et à quelles heures'],
      ['Aide', 'Ce que vous pouvez demander'],
    ],
  },
  en: {
    short: 'Solde',
    full: 'Solde, the credit control assistant',
    about: 'Balances, promises and disputes: just ask.',
    more:
      'Ask who owes you what and since when, in your own words: ageing, promises of the week, disputes, DSO. ' +
      'Open a file, decide, and take over the conversation of a customer who asks for a person. ' +
      'Every amount comes from your accounts; everybody sees what their role allows and nothing else.',
    commands: [
      ['Dashboard', 'What matters today, on one card'],
      ['Who should I call first?', 'The files to deal with, the most useful first'],
      ['Ageing', 'What is open, by age'],
      ['Promises of this week', 'What is promised, and when'],
      ['Conversations to take', 'Customers who ask for a person'],
      ['Notifications', 'What you are told without asking, and at which hours'],
      ['Help', 'What you can ask'],
    ],
  },
} as const;

function manifestOf({ appId, url, version, groups }: TeamsApp): object {
  const { short, full, about, more, commands } = words.fr;
  const scopes = groups ? ['personal', 'groupChat', 'team'] : ['personal'];
  return {
    $schema: `${schemas}/MicrosoftTeams.schema.json`,
    ...{ manifestVersion: '1.19', version, id: appId },
    developer: { name: 'Solde', websiteUrl: url, privacyUrl: `${url}/`, termsOfUseUrl: `${url}/` },
    name: { short, full },
    description: { short: about, full: more },
    icons: { color: 'color.png', outline: 'outline.png' },
    ...{ accentColor: accent, defaultInstallScope: 'personal' },
    bots: [
      {
        ...{ botId: appId, scopes, supportsFiles: false, isNotificationOnly: false },
        commandLists: [
          { scopes: ['personal'], commands: commands.map(([title, description]) => ({ title, description })) },
        ],
      },
    ],
    ...{ permissions: ['identity', 'messageTeamMembers'], validDomains: [new URL(url).host] },
    localizationInfo: { defaultLanguageTag: 'fr', additionalLanguages: [{ languageTag: 'en', file: 'en.json' }] },
  };
}

function english(): object {
  const { short, full, about, more, commands } = words.en;
  const listed = commands.flatMap(([title, description], index) => {
    const at = `bots[0].commandLists[0].commands[${index}]`;
    return [[`${at}.title`, title] as const, [`${at}.description`, description] as const];
  });
  return {
    $schema: `${schemas}/MicrosoftTeams.Localization.schema.json`,
    ...{ 'name.short': short, 'name.full': full, 'description.short': about, 'description.full': more },
    ...Object.fromEntries(listed),
  };
}

/** The app as Teams takes it in: manifest, English texts and two icons in one archive. */
export function teamsApp(app: TeamsApp): Uint8Array {
  const json = (value: object): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  return zip([
    { name: 'manifest.json', bytes: json(manifestOf(app)) },
    { name: 'en.json', bytes: json(english()) },
    { name: 'color.png', bytes: colourIcon() },
    { name: 'outline.png', bytes: outlineIcon() },
  ]);
}

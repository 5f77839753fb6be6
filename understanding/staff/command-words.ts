import { type StaffCommand } from '../../domain/staff/staff-command.ts';

const polite =
  "(?:(?:bonjour|hello|hi|salut|svp|stp|s'il (?:vous|te) plait|please|ok|alors|merci|peux-tu|pouvez-vous|can you|could you),? )*";
const tail = "(?:,? (?:svp|stp|s'il (?:vous|te) plait|please|pls|merci|thanks))?[ .!?]*";

const only = (source: string): RegExp => new RegExp(`^${polite}(?:${source})${tail}$`);

const showing =
  '(?:(?:montre[rz]?|affiche[rz]?|voir|ouvre[rz]?|donne[rz]?|show|open|display|see|give)(?:[- ](?:moi|me|nous|us))? )?(?:(?:le|la|les|mon|mes|ma|un|the|my|a) )?';

/** Short wishes that are no question about the accounts: what is written, and what it asks of the assistant. */
const commands: readonly (readonly [string, StaffCommand])[] = [
  [
    `${showing}(?:tableau de bord|dashboard|dash|tdb|vue d'ensemble|synthese|overview|summary|resume|vue generale|etat general|situation generale|home|accueil|ou en (?:est-on|sommes-nous)|where do we stand|how are we doing)`,
    { kind: 'dashboard' },
  ],
  [
    '(?:la |les |the )?(?:suite|page suivante|suivante?s?|next(?: page| ones| rows| results)?|(?:the |les |voir les )?(?:next|following) \\d+|(?:les |voir les )?\\d+ (?:suivante?s?|autres|prochaine?s?)|(?:voir |en voir |show |see )?(?:plus|more|davantage)(?: de (?:lignes|resultats)| rows| results)?|continue[rz]?|go on|encore)',
    { kind: 'page', to: 'next' },
  ],
  [
    '(?:la |les |the )?(?:page precedente|precedente?s?|previous(?: page| ones| rows)?|(?:the )?(?:previous|last|prior) \\d+(?: rows)?|(?:les )?\\d+ (?:precedente?s?)|retour|back|en arriere|go back|reviens|revenir)',
    { kind: 'page', to: 'previous' },
  ],
  [
    '(?:(?:export(?:er|e|ez)?|telecharger?|download|envoie[- ]moi|sors|save)(?: (?:le|la|les|ca|it|this|that|tout|all|the (?:list|table|answer)|la liste|le tableau))?(?: (?:en|in|as|vers|to|au format|into))?(?: (?:un |an? )?(?:fichier |file )?)?)?(?:excel|xlsx?|tableur|spreadsheet)(?: (?:file|export|svp))?',
    { kind: 'export', format: 'xlsx' },
  ],
  [
    '(?:export(?:er|e|ez)?|telecharger?|download)(?: (?:le|la|les|ca|it|this|that|tout|all|the (?:list|table|answer)|la liste|le tableau))?(?: (?:en|in|as|vers|to|au format|into))?(?: (?:un |a )?(?:fichier |file )?csv)?|(?:en |as |fichier |file )?csv(?: (?:export|file))?',
    { kind: 'export', format: 'csv' },
  ],
  [
    "aide|help|aide[- ]moi|help me|\\?+|que (?:sais|peux)[- ]tu faire|que pouvez[- ]vous faire|what can you do|what can i ask(?: you)?|comment (?:ca|cela) marche|how does (?:this|it) work|exemples?|examples?|mode d'emploi|commandes?|commands|menu|qu'est-ce que je peux (?:te |vous )?demander|bonjour|hello|hi|salut|hey|bonsoir",
    { kind: 'help' },
  ],
  [
    '(?:en |parle[rz]? |reponds? (?:moi )?en |passe[rz]? (?:en |au )|in |switch to |speak )?(?:francais|french)(?: (?:svp|please))?',
    { kind: 'language', to: 'fr' },
  ],
  [
    "(?:en |parle[rz]? |reponds? (?:moi )?en |passe[rz]? (?:en |a l')|in |switch to |speak )?(?:anglais|english)(?: (?:svp|please))?",
    { kind: 'language', to: 'en' },
  ],
  [
    "(?:(?:j'|je l'|je )?accepte[rz]?(?: (?:la conversation|l'echange|le client))?|je (?:le |la )?prends(?: (?:la conversation|le relais|la main))?|je m'en (?:occupe|charge)|prendre(?: (?:la conversation|le relais|la main))|accept(?: (?:it|this|the (?:conversation|handoff)))?|i(?:'ll| will) take (?:it|this(?: one)?|over|the conversation)|take (?:it|over|the conversation)|i accept)",
    { kind: 'handoff', what: 'accept' },
  ],
  [
    "(?:(?:je )?refuse[rz]?(?: (?:la conversation|l'echange))?|(?:je )?decline[rz]?(?: (?:la conversation))?|(?:je ne )?(?:peux|prends) pas(?: (?:maintenant|la conversation))?|decline(?: (?:it|this|the (?:conversation|handoff)))?|i decline|not me|i can't take (?:it|this)|quelqu'un d'autre|somebody else|someone else)",
    { kind: 'handoff', what: 'decline' },
  ],
  [
    "(?:(?:je )?(?:rends?|rendre) (?:la main|la conversation)(?: (?:au bot|a l'assistant))?|(?:je )?(?:termine[rz]?|fini(?:r|s)?|clos|cloture[rz]?|ferme[rz]?) (?:la conversation|l'echange)|hand (?:it )?back(?: (?:to the (?:bot|assistant)))?|give (?:it )?back|back to the (?:bot|assistant)|(?:end|close|finish) (?:the |this )?(?:conversation|handoff)|rends? au bot|rendre au bot|retour au bot)",
    { kind: 'handoff', what: 'back' },
  ],
  [
    `${showing}(?:conversations?(?: (?:en attente|a prendre|ouvertes|waiting|to take|open|en cours))?|handoffs?(?: (?:waiting|list))?|(?:qui|quels (?:clients|debiteurs)) (?:attend|attendent)(?: (?:une (?:personne|reponse)|quelqu'un))?|who is waiting(?: (?:for (?:a person|me|us|somebody)))?|waiting conversations|prises? en main|transferts?)`,
    { kind: 'handoff', what: 'list' },
  ],
];
const compiled = commands.map(([source, command]) => ({ pattern: only(source), command }));

/** What the assistant is asked to do with its answers or itself, where the folded text says nothing else; null for none. */
export function shortCommand(folded: string): StaffCommand | null {
  return compiled.find(({ pattern }) => pattern.test(folded))?.command ?? null;
}

const topicWords: readonly (readonly [string, RegExp])[] = [
  ['broken-promise', /promesses?|promises?/],
  ['dispute-opened', /litiges?|contestations?|disputes?/],
  ['large-overdue', /gros(?:ses)? (?:comptes?|retards?|montants?)|large (?:accounts?|amounts?)|big accounts?/],
  ['delivery-failure', /echecs? d'envoi|non distribues?|delivery (?:failures?|problems?)|bounces?/],
  ['spend-cap', /plafonds? de depenses?|spend(?:ing)? caps?/],
  ['rate-missing', /taux manquants?|missing rates?/],
  [
    'digest',
    /resumes?|digests?|recap(?:itulatif)?s?|point du matin|morning (?:summary|digest|message|list)|briefing|daily summary/,
  ],
  ['alerts', /alertes?|alerts?|notifications?|notifs?/],
];
const topics = topicWords.map(([topic, { source }]) => ({
  topic,
  pattern: new RegExp(`(?<![a-z])(?:${source})(?![a-z])`),
}));
const tells =
  /(?<![a-z])(?:alertes?|alerts?|notifications?|notifs?|previen[st]|prevene[zr]|averti[rs]?|avertissez|tell me|notify|warn|me (?:dire|signaler))(?![a-z])/;
const asksToTell = /(?<![a-z])(?:previen|preven|averti|tell me|notify|warn)/;
const digestAlone = /^(?:le |the |mon |my )?(?:resume|digest|morning (?:digest|summary))/;
const off =
  /^(?:.{0,20} )?(?:n'envoye[zr]|n'envoie|ne m'envoye[zr]|ne m'envoie|ne (?:plus )?(?:me )?(?:recevoir|pas)|je ne veux (?:plus|pas)|arrete[rz]?|stoppe[rz]?|stop|desactive[rz]?|coupe[rz]?|supprime[rz]?|turn off|switch off|disable|mute|no more|don't send|do not send|stop sending|unsubscribe|sans|plus d[e'])(?![a-z])/;
const on =
  /^(?:.{0,20} )?(?:active[rz]?|reactive[rz]?|envoie[rz]?|envoye[zr]|je veux|remets|turn on|switch on|enable|send|subscribe|i want|unmute|start sending|recevoir)(?:[- ](?:moi|me))?(?![a-z])/;
const own = /^(?:mes |my |les |the )?(?:preferences?|reglages?|parametres?|settings|notifications?|alertes?|alerts?)$/;

/** What a person wants to be told unasked, or no more; null where the folded text is about nothing of the kind. */
export function preference(folded: string): StaffCommand | null {
  const plain = folded.replace(/[ .!?]+$/, '');
  if (own.test(plain)) return { kind: 'preferences', topic: null, on: null };
  const topic = topics.find(({ pattern }) => pattern.test(plain))?.topic;
  if (topic === undefined || !(tells.test(plain) || topic === 'digest' || topic === 'alerts')) return null;
  if (off.test(plain)) return { kind: 'preferences', topic, on: false };
  if (on.test(plain) || asksToTell.test(plain)) return { kind: 'preferences', topic, on: true };
  return topic === 'digest' && digestAlone.test(plain) ? { kind: 'preferences', topic, on: null } : null;
}

/** Words of these, for those who mistype them. */
export const commandSources: readonly string[] = [
  'tableau bord dashboard suivante suivant precedente previous export exporter excel telecharger download overview',
];

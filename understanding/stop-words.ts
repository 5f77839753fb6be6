/** One word, or its spellings, that alone mean STOP, with the polite words people put around it. */
const word =
  '(?:stop+|stopall|stop2end|stopper|stoppez|arret|arrets|arrete|arreter|arretez|desabonner|desabonnement|desabonnez|desinscrire|desinscription|desinscrivez|unsubscribe|unsuscribe|unsubcribe|unsubscibe|unsubscrib|unsub|desabo|optout|opt-out|opt out|revoke|quit|end|parar|para|pare|basta|halt|detener|abmelden|stopp)';
const polite =
  "(?: |,|!|\\.|svp|stp|s'il vous plait|s'il te plait|please|pls|plz|merci|thanks|thank you|now|maintenant|immediatement|immediately|tout de suite|sms|textos?|texts?|messages?|tout|all|everything|ca suffit|enough|bonjour|hello|oui|ok|definitivement|sincerement|vraiment)";
const alone = new RegExp(`^${polite}{0,6}${word}(?:[ !.,]{0,3}${word}){0,5}${polite}{0,8}$`);
const enough = /^(?:no more|plus rien|that's enough messages|assez de messages)[ !.]*$/;
const foreign =
  /^[ !.]{0,5}(?:توقف|أوقف|ايقاف|إيقاف|قف|стоп|停止|退订|停|やめて|중지|🛑|⛔|✋)(?:[ !.]|🛑|⛔|✋){0,9}$/u;
const spaced = /^s[ .*_-]{1,2}t[ .*_-]{1,2}o[ .*_-]{1,2}p[ .!]{0,3}$/;

/** Sentences that ask us to stop writing. */
const sentences: readonly RegExp[] = [
  /(?<![a-z])(?:ne|n') ?(?:m'|me |nous )?(?:ecri|contact|appel|envoy|sollicit|relanc|texto|harcel|derang|embet|adress)[a-z]{0,8} (?:plus|jamais)(?! (?:avant|tard|tot))/,
  /(?<![a-z])(?:ne |n')(?:plus|jamais) (?:m'|me |nous )?(?:ecri|contact|appel|envoy|sollicit|relanc|harcel|derang|recevoir)/,
  /(?<![a-z])plus (?:m'|me )(?:ecrire|contacter|appeler|envoyer|relancer|solliciter|deranger)/,
  /(?<![a-z])(?:arret|cess|stopp)(?:e|er|ez|es|e?r) (?:tout de suite |immediatement |svp )?(?:de |d')(?:m'|me |nous )(?:ecri|contact|appel|envoy|sollicit|relanc|harcel|derang|embet|texto|spam)/,
  /(?<![a-z])(?:arret|cess|stopp)(?:e|er|ez) (?:les |vos |ces |tous les |toute |l'envoi |la |de |d')(?:[a-z']{1,12} ){0,3}(?:sms|textos?|messages?|mails?|e-mails?|emails?|relances?|appels?|communications?|envois?|contacts?)/,
  /(?<![a-z])(?:arret|cess)(?:er|ez) (?:toute )?communications?/,
  /(?<![a-z])(?:cessez|arretez) (?:le|ce|votre) harcelement/,
  /^(?:c'est )?(?:arretez|arrete|stop|stoppez)(?:,? (?:ca|cela|maintenant|tout|tout ca|it|this|that))?(?:,? (?:svp|please|stp|merci))?[ !.]*$/,
  /(?<![a-z])(?:je )?(?:ne |n')?(?:veux|souhaite|desire|voudrais|veut|voulons) (?:plus|pas) (?:(?:jamais )?(?:recevoir|avoir|de vos|de nouveaux?|etre) )+(?:[a-z']{1,14} ){0,3}(?:sms|textos?|messages?|mails?|e-mails?|emails?|relances?|contactee?s?|contacte|sollicitee?|relancee?|derangee?|notifications?|courriels?|communications?|nouvelles de vous)/,
  /(?<![a-z])(?:ne )?(?:veux|souhaite) plus (?:de |d'|aucun |vos )(?:sms|textos?|messages?|mails?|e-mails?|emails?|relances?|appels?|notifications?|contact)/,
  /^(?:svp |merci de |s'il vous plait )?plus (?:de |d'|aucun )(?:sms|textos?|messages?|mails?|e-mails?|emails?|relances?|appels?|contact)/,
  /(?<![a-z])(?:desabonne|desinscri|desabonner|desinscrire)[a-z]{0,4}(?:-| )?(?:moi|nous)?(?![a-z])/,
  /(?<![a-z])me (?:desabonner|desinscrire|desabonne|desinscris)/,
  /(?<![a-z])(?:retire|enleve|supprime|sort|efface)[a-z]{0,2}[ -](?:moi|nous|mon (?:numero|mail|e-mail|email|adresse|tel|telephone|contact|06)) ?(?:de|du|$|[.,!]|s'il|svp|merci)/,
  /(?<![a-z])(?:supprime|efface|retire|enleve)[a-z]{0,2} mon (?:numero|06|07|mail|email|telephone)/,
  /(?<![a-z])(?:laissez|laisse|foutez|fichez|lachez|lache)[ -](?:moi|nous)(?: (?:tranquille|la paix|en paix|les baskets)|[ !.]*$)/,
  /(?<![a-z])n'envoyez plus/,
  /(?<![a-z])(?:interdis|interdisons|forbid|defends) (?:de (?:me|m'|nous )|you to )(?: ?[a-z' ]{0,20})?(?:contact|ecri|appel|relanc|text|message|writ|call)/,
  /(?<![a-z])(?:stop|arret) (?:aux?|les|des|vos|ces|a vos|a ces|tous les) (?:sms|textos?|messages?|mails?|emails?|relances?|appels?|pubs?|spams?|harcelement)/,
  /(?<![a-z])(?:vous|te|t'ai|ai|j'ai|you|i) (?:dis|dit|ai dit|demande|said|told you to|tell you to|say) (?:de )?stop(?! (?:a|au|aux|le|la|the|to)(?![a-z]))/,
  /(?<![a-z])(?:stop|quit|cease(?: and desist)?|end)(?:ping)? (?:all |these |those |the |sending |texting |any )*(?:me |my )?(?:sending|texting|messaging|contacting|writing|calling|emailing|bothering|harassing|spamming|pestering|sms|texts?|messages|e-?mails|communications?|contact)(?![a-z])/,
  /(?<![a-z])(?:do not|don't|dont|never|please don't|stop) (?:ever )?(?:contact|text|write|call|message|email|bother|phone|ring|sms|spam|send)(?:ing)? (?:to )?(?:me |this number |my phone |us |my number |anything )?(?:[a-z]{1,12} ){0,3}(?:again|anymore|any more|ever|any longer|at all)(?![a-z])/,
  /(?<![a-z])(?:do not|don't|dont|never|please don't) (?:ever )?(?:contact|text|message|sms|spam|bother) (?:me|this number|us|my phone)[ !.]*$/,
  /(?<![a-z])(?:no longer|don't|do not|dont|never|not) (?:want|wish|wanna)(?: to)? (?:receive|get|be|have)(?: any)? (?:[a-z]{1,12} ){0,3}(?:contacted|texted|messages?|sms|texts?|e-?mails?|called|messaged|bothered|communications?)/,
  /(?<![a-z])(?:don't|do not|dont|no longer) want (?:any )?(?:more )?(?:(?:of )?(?:your|these|those) )?(?:sms|texts|messages|emails|calls)/,
  /(?<![a-z])(?:remove|take|delete|drop) (?:me|my (?:number|phone|name|email|mobile|details)|this number) (?:off|from|out)/,
  /(?<![a-z])(?:take|delete|remove|lose|erase) my (?:phone )?number(?! (?:and|is|to))/,
  /(?<![a-z])(?:unsubscribe|opt|opting|opted) (?:me(?! (?:in|for))|out|my)/,
  /(?<![a-z])(?:to |please |can you )unsubscribe/,
  /(?<![a-z])(?:no more|enough|end these|end the|end all|block these|block your) (?:of )?(?:these |your |with the )?(?:sms|texts?|messages?|e-?mails?|calls?|reminders?)/,
  /(?<![a-z])(?:leave (?:me|us) alone|get off my phone|go away and stop|lose this number|quit bothering me|stop it[ !.]*$)/,
  /(?<![a-z])stop writing/,
  /(?<![a-z])(?:deje|dejen|deja) de (?:escribir|enviar|mandar|llamar|contactar)/,
  /(?<![a-z])no me (?:escriba|contacte|llame|envie)[a-z]{0,3} mas/,
];

/** A message that begins with STOP and goes on ("stop stp j'ai payé"), unless it names something else to stop. */
const leading =
  /^(?:stop+|arret)(?:[ ]?[!.,;:-]|(?: (?:stp|svp|please|pls|s'il|merci|maintenant|now|je|j'|j|i|vous|you|ca|c'est|it's|tout|les|sending|texting|pour|par|from|de m))(?![a-z]))/;

/** Words beside which "stop" and "arrêt" mean something else; blanked before anything is matched. */
const others: readonly RegExp[] = [
  /(?<![a-z])(?:non|pit|one|auto|full)[ -]stop(?![a-z])/g,
  /(?<![a-z])(?:en )?arrets? (?:maladie|de travail|de bus|longue|pour maladie|maternite|de la cour|accident|cardiaque|de mort|d'activite|de l'activite|de production)/g,
  /(?<![a-z])(?:suis|etais|toujours|est|encore|etait) (?:toujours |encore )?en arret(?![a-z])/g,
  /(?<![a-z])(?:don't|do not|dont|never|didn't|can't|cannot|won't|not|not to) (?:ever |want to |want you to |to |please )*(?:stop(?:ping|ped)?|unsubscribe|opt out)(?![a-z])/g,
  /(?<![a-z])(?:ne|n'|pas|jamais|ni) (?:pas |veux pas |souhaite pas |voudrais pas |faut pas |dois pas |vais pas |peux pas |dis pas |demande pas |le |les |l')*(?:stop|stopper|stoppez|stoppe|arreter|arretez|arrete|arret|desabonner|desinscrire|me desabonner|me desinscrire)(?: pas| surtout pas)?(?![a-z])/g,
  /(?<![a-z])(?:veux|souhaite|voudrais|want) (?:pas|surtout pas|not) (?:to )?(?:stop|stopper|arreter|me desabonner|me desinscrire)(?![a-z])/g,
  /(?<![a-z])(?:stop|arret|arreter|stopper) (?:de |d'|du |des |le |la |l'|les |mes |mon |ma |au |a la |a l'|the |my |a |an |this |that |that's )?(?:plan|contrat|contract|livraisons?|delivery|deliveries|prelevements?|commandes?|orders?|service|abonnement|subscription|travaux|chantier|payments?|paiements?|machine|livreur|chauffeur|interests?|interets|frais|fees|charging|billing|loss|sign|echeancier|process|operation|procedure)(?![a-z])/g,
];

function isStopClause(clause: string): boolean {
  const joined = clause
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}' .,!*_-]/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  const plain = joined.replace(/(?<=[a-z])0|0(?=[a-z])/g, 'o').replace(/^5(?=top)/, 's');
  return alone.test(plain) || spaced.test(plain) || foreign.test(joined);
}

/** Greek and Cyrillic letters that look Latin, in words that mix or imitate. */
const lookalikes: Readonly<Record<string, string>> = {
  ѕ: 's',
  т: 't',
  о: 'o',
  р: 'p',
  τ: 't',
  ο: 'o',
  ρ: 'p',
  а: 'a',
  е: 'e',
  с: 'c',
};

/** Whether folded text asks us to stop writing, in any spelling we know; what merely holds the word does not. */
export function asksToStop(folded: string): boolean {
  const latin = folded.replace(/[ѕторτορаес]/g, (letter) => lookalikes[letter] ?? letter);
  if (foreign.test(folded) || enough.test(folded) || isStopClause(latin)) return true;
  const cleared = others.reduce((text, pattern) => text.replace(pattern, ' \u0001 '), latin);
  if (sentences.some((pattern) => pattern.test(cleared)) || leading.test(cleared)) return true;
  return cleared.split(/[.!?;\n]+/).some((clause) => clause.trim() !== '' && isStopClause(clause));
}

/** Whether folded text speaks of stopping something else, or of not stopping. */
export function holdsOtherStop(folded: string): boolean {
  return others.some((pattern) => folded.search(pattern) >= 0);
}

const resume =
  /^[ !.]{0,3}(?:start|unstop|resubscribe|subscribe|reabonner|reabonnez[ -]moi|reabonnement|recommencez a m'ecrire|vous pouvez (?:a nouveau|de nouveau) m'ecrire|you can (?:text|write to|message) me again)[ !.]{0,3}$/;

/** Whether folded text takes a STOP back. */
export function asksToResume(folded: string): boolean {
  return resume.test(folded);
}

const callback =
  /(?<![a-z])(?:r?appel(?:ez|er|le)?[ -](?:moi|nous)|rappelez(?:moi|nous)|me (?:rappeler|recontacter|telephoner)|m'appeler|(?:etre|suis) rappelee?|(?:call|ring|phone) (?:me|us)(?! (?:a|an)(?![a-z]))|call ?back|give me a (?:call|ring)|have someone (?:call|contact)|get a call|have a call|contact me by phone|(?:prendre|fixer|avoir|demander|obtenir|veux|voudrais|souhaite|aimerais|faut|peut|make|book|get|have|need|want|like|arrange|schedule) (?:un |an )?(?:rdv|rendez[ -]vous|appointment)(?! (?:au tribunal|en justice))|quelqu'un (?:peut|pourrait) (?:m'appeler|me rappeler)|demandez a [a-z' ]{2,20} de (?:me contacter|m'appeler|me rappeler))(?![a-z])/;
const appointment = /^(?:un |an |a |mon |my )?(?:rdv|rendez[ -]vous|appointment)(?: [a-z' ]{1,24})?[ !.?]*$/;
const notCallback = /(?<![a-z])(?:don't|do not|never|ne m'|ne me|ne nous|stop|pas me|plus me) ?(?:call|rappel|appel)/;
const person =
  "(?:humain|humaine|conseillere?|agent|agente|operateur|operatrice|responsable|superieur|manager|collegue|gestionnaire|interlocuteur|interlocutrice|(?:vraie? |une |autre )?personne|quelqu'un|qqn|quelqun|teleconseiller|chef|comptable|service (?:client|clients|comptable|comptabilite|recouvrement)|sav|human|person|people|someone|somebody|representative|rep|advisor|adviser|supervisor|operator|staff|real one|customer service|support|member of staff|live agent)";
const talk =
  '(?:parler|parle|discuter|echanger|joindre|contacter|avoir|passez[ -]moi|passer|transferez[ -]moi|transferer|mettez[ -]moi|relation|mise en relation|besoin|veux|voudrais|voir|appeler|prefere|talk|speak|chat|put me through|connect|transfer|reach|contact|want|need|demand|insist|exige|get|give me|let me|prefer|rather|call|is there|is|y a[ -]t[ -]il|il y a)';
const patterns: readonly RegExp[] = [
  new RegExp(`(?<![a-z])${talk}(?: [a-z'-]{1,14}){0,5}? ${person}(?![a-z])`),
  new RegExp(
    `^(?:un |une |a |an |the )?(?:vrai |vraie |real |live |actual )?${person}(?:,? (?:svp|stp|please|pls|now|maintenant|s'il vous plait))?[ !.?]*$`,
  ),
  /(?<![a-z])(?:pas|not|don't want|veux pas|marre|instead of) (?:[a-z']{1,10} ){0,4}(?:a |un |au |d'un |the |de )?(?:robot|bot|machine|repondeur|chatbot)(?![a-z])/,
  /(?<![a-z])(?:votre |un |le |your |a |the )(?:numero|phone|number) (?:de telephone|de tel|number|ou|where|pour|to (?:call|reach))/,
  /(?<![a-z])(?:mettez[ -]moi en relation|mise en relation|qui (?:s'occupe|gere|traite) (?:de )?(?:mon|ma|notre)|who (?:handles|deals with|is in charge of) (?:my|our))(?![a-z])/,
  /^(?:votre |un |le |your |a )?(?:telephone|phone|numero|tel|phone number|numero de telephone)(?:,? (?:svp|please|stp|merci))?[ !.?]*$/,
  /(?<![a-z])(?:qui|who) (?:je peux|puis-je|dois-je|can i|do i|should i) (?:appeler|joindre|contacter|call|contact|speak|talk)/,
  /(?<![a-z])(?:comment|how) (?:vous|can i|do i|to) (?:joindre|reach|contact|call)/,
];
const aboutUs =
  /(?<![a-z])(?:mon|ma|my|our|notre) (?:comptable|manager|responsable|chef|boss|colleague|collegue|agent|conseiller|bank|banque)/;
const robotQuestion =
  /(?<![a-z])(?:(?:etes|es)[ -](?:vous|tu)|vous etes|tu es|are you|is this|am i (?:talking|speaking|chatting)|je parle a|c'est)(?: [a-z']{1,12}){0,3} (?:un |une |a |an |to a |with a )?(?:robot|bot|humain|human|ia|ai|real person|vraie personne|chatbot|intelligence artificielle|chatgpt)(?![a-z])/;
/** "C'est pour la machine du sous-sol" is about theirs. */
const machineQuestion =
  /(?<![a-z])(?:(?:etes|es)[ -](?:vous|tu)|vous etes|tu es|are you|is this|am i (?:talking|speaking|chatting) (?:to|with)|je parle a|c'est)(?: (?:donc|bien|juste|just|really))? (?:une?|an?) (?:machine|computer|automate)(?![a-z])/;

/** Whether folded text asks for a person, and whether it asks to be called; null when it does not. */
export function asksForHuman(folded: string): { callback: boolean } | null {
  if ((callback.test(folded) && !notCallback.test(folded)) || appointment.test(folded)) return { callback: true };
  if (asksIfRobot(folded) || aboutUs.test(folded)) return null;
  return patterns.some((pattern) => pattern.test(folded)) ? { callback: false } : null;
}

/** Whether folded text asks if we are a machine. */
export function asksIfRobot(folded: string): boolean {
  return robotQuestion.test(folded) || machineQuestion.test(folded);
}

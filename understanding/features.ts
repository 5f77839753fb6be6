import { isWhole } from './read-whole.ts';
import { readMark, type Span } from './span.ts';

const sms = new Map(
  Object.entries({
    cb: 'combien',
    c: "c'est",
    koi: 'quoi',
    qoi: 'quoi',
    pr: 'pour',
    qd: 'quand',
    kan: 'quand',
    g: "j'ai",
    jai: "j'ai",
    jveux: 'je veux',
    jpeux: 'je peux',
    jpaye: 'je paie',
    jpaie: 'je paie',
    jsuis: 'je suis',
    chui: 'je suis',
    jsais: 'je sais',
    svp: "s'il vous plait",
    stp: "s'il vous plait",
    vs: 'vous',
    ns: 'nous',
    ds: 'dans',
    ac: 'avec',
    pb: 'probleme',
    pbm: 'probleme',
    mtn: 'maintenant',
    tjrs: 'toujours',
    tjs: 'toujours',
    dja: 'deja',
    dejà: 'deja',
    bjr: 'bonjour',
    slt: 'salut',
    bsr: 'bonsoir',
    mrc: 'merci',
    pk: 'pourquoi',
    pq: 'pourquoi',
    pkoi: 'pourquoi',
    qqn: "quelqu'un",
    qlq: 'quelque',
    rdv: 'rendez-vous',
    fact: 'facture',
    factur: 'facture',
    fcture: 'facture',
    paiment: 'paiement',
    payement: 'paiement',
    virment: 'virement',
    echance: 'echeance',
    nb: 'nombre',
    tt: 'tout',
    ttes: 'toutes',
    bcp: 'beaucoup',
    dsl: 'desole',
    rien: 'rien',
    pa: 'pas',
    ke: 'que',
    ki: 'qui',
    ya: 'il y a',
    msg: 'message',
    tel: 'telephone',
    num: 'numero',
    u: 'you',
    ur: 'your',
    r: 'are',
    pls: 'please',
    plz: 'please',
    thx: 'thanks',
    tks: 'thanks',
    ty: 'thank you',
    im: "i'm",
    ive: "i've",
    ill: "i'll",
    dont: "don't",
    cant: "can't",
    wont: "won't",
    didnt: "didn't",
    hw: 'how',
    bal: 'balance',
    inv: 'invoice',
    alredy: 'already',
    allready: 'already',
    payed: 'paid',
    gonna: 'going to',
    wanna: 'want to',
    tmrw: 'tomorrow',
    installment: 'instalment',
    installments: 'instalments',
    recieved: 'received',
    recieve: 'receive',
    adress: 'address',
    abt: 'about',
    bc: 'because',
    coz: 'because',
    mth: 'month',
    wk: 'week',
    nvm: 'never mind',
    ppl: 'people',
    w: 'with',
    whats: "what's",
  }),
);

/** The text the classifier sees: SMS spellings unfolded, repeats squeezed, each value replaced by its kind. */
export function normalise(text: string, spans: readonly Span[]): string {
  let out = '';
  let at = 0;
  for (const { start, end, value, of } of spans) {
    if (isWhole(value) || value?.kind === 'month') continue; // said in words the intent is told by
    out += `${text.slice(at, start)} v${value?.kind ?? of ?? 'none'} `;
    at = end;
  }
  out += text.slice(at);
  return out
    .replaceAll(readMark, ' ')
    .replace(/([a-z])\1{2,}/g, '$1')
    .split(/[^a-z0-9'?]+|(?=\?)/)
    .map((word) => sms.get(word) ?? word)
    .filter((word) => word !== '')
    .join(' ');
}

/** FNV-1a, 32 bits: the name of a feature. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value ^= text.charCodeAt(index);
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

/** The name of a whole word's feature. */
export function wordFeature(word: string): number {
  return hash(`w ${word}`);
}

/** Whether a word stands for a value that was read. */
export function isPlaceholder(word: string): boolean {
  return /^v(?:money|date|day|count|invoice|reference|email|phone|frequency|share|digits|none)$/.test(word);
}

/** Words, pairs of words and stretches of 2 to 5 letters inside words, counted, by hashed name. */
export function featuresOf(normalised: string): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const bump = (name: string): void => {
    const key = hash(name);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const words = normalised.split(/[ ']/).filter((word) => word !== '');
  let previous = '^';
  for (const word of [...words, '$']) {
    if (word !== '$') bump(`w ${word}`);
    bump(`b ${previous} ${word}`);
    previous = word;
    if (isPlaceholder(word)) continue;
    const padded = `_${word}_`;
    for (let size = 2; size <= 5; size += 1) {
      for (let at = 0; at + size <= padded.length; at += 1) bump(padded.slice(at, at + size));
    }
  }
  return counts;
}

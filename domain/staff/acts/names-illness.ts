// Words of health in both languages. A reason for care says what to do, never what somebody has (GDPR art. 9).
const health =
  /malad|cancer|tumeur|chimio|d[ée]press|burn.?out|psychiatr|hospitalis|h[ôo]pital|handicap|invalid|alzheimer|parkinson|diab[èe]t|\bavc\b|infarctus|\bsida\b|\bvih\b|grossesse|enceinte|addict|alcoolisme|toxicoman|suicid|schizophr|bipolaire|trait[ée]\w* pour|diagnosti|op[ée]r[ée]e?s? d|\billness|\bill\b|\bsick|disease|tumou?r|chemo|depress|psychiatr|hospitali[sz]|hospital|disab|diabet|stroke|heart attack|\bhiv\b|\baids\b|pregnan|addict|alcoholi|suicid|diagnos|surgery|mental health|sant[ée] mentale/iu;

/** The word of the text that names an illness; null when none does. */
export function illnessNamed(text: string): string | null {
  return health.exec(text)?.[0] ?? null;
}

const more =
  'plus (?:de|que|d)|superieure?s? a|au dessus de|au dela de|depass(?:e|ent|ant|er)(?: (?:de|les|la|le))?|exced(?:e|ent|ant)|exceeds?|exceeding|over|above|more than|greater than|bigger than|larger than|higher than|beyond|older than|longer than|in excess of|upwards of|>|\\+(?= ?[0-9\\u0002])';
const atLeast =
  'au moins|a partir de|au minimum|minimum|at least|not less than|no less than|a minimum of|>=|≥|superieure?s? ou egale?s? a';
const less =
  'moins (?:de|que|d)|inferieure?s? a|en dessous de|au dessous de|under|below|less than|fewer than|smaller than|lower than|<';
const atMost =
  'au plus|au maximum|maximum|at most|no more than|not more than|up to|jusqu a|<=|≤|inferieure?s? ou egale?s? a';
const afterAtLeast = 'et plus|ou plus|or more|and more|and over|or over|and above|or above|and up|minimum|\\+';
const afterAtMost = 'ou moins|et moins|or less|and less|or under|and under|and below|maximum';

/** The words of comparing, for those who mistype them. */
export const compareSources = [more, atLeast, less, atMost, afterAtLeast, afterAtMost];

/** What stands before a quantity and says how it is compared. */
export const comparedBefore = `(?:(?<atLeast>${atLeast})|(?<atMost>${atMost})|(?<more>${more})|(?<less>${less})|(?<equal>=|exactement|exactly))`;

/** What stands behind it. */
export const comparedAfter = `(?:(?<afterAtLeast>${afterAtLeast})|(?<afterAtMost>${afterAtMost}))(?![a-z0-9])`;

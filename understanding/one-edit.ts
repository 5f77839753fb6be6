/** Whether one letter added, dropped, changed or swapped with its neighbour turns one word into the other. */
export function isOneEditAway(typed: string, name: string): boolean {
  if (Math.abs(typed.length - name.length) > 1) return false;
  let start = 0;
  while (start < typed.length && typed[start] === name[start]) start += 1;
  let end = 0;
  while (end < Math.min(typed.length, name.length) - start && typed.at(-1 - end) === name.at(-1 - end)) end += 1;
  const [left, right] = [typed.slice(start, typed.length - end), name.slice(start, name.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  const [first = '', second = ''] = right;
  return right.length === 2 && left === second + first;
}

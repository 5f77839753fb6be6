/** The same database for the service: the session starts as role `solde_app`, which obeys row-level security. */
export function appUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  const options = url.searchParams.get('options');
  url.searchParams.set('options', [options, '-c role=solde_app'].filter(Boolean).join(' '));
  // A plus sign stands for a space in forms only; PostgreSQL's own tools read it as a plus.
  url.search = url.search.replaceAll('+', '%20');
  return url.href;
}

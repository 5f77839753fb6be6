const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/** Whether our token may be sent there: https on its own port, at one of these hosts, or under one that begins with a dot. */
export function isTrustedServiceUrl(serviceUrl: string, hosts: readonly string[]): boolean {
  const url = parse(serviceUrl);
  if (url?.protocol !== 'https:' || url.port !== '') return false;
  return hosts.some((host) => (host.startsWith('.') ? url.hostname.endsWith(host) : url.hostname === host));
}

/** Whether conversations there stay on this very machine. */
export function isLoopbackServiceUrl(serviceUrl: string): boolean {
  const url = parse(serviceUrl);
  return url !== null && /^https?:$/.test(url.protocol) && loopbackHosts.includes(url.hostname);
}

/** No credentials, and nothing that a URL parser and an HTTP client may read differently. */
function parse(serviceUrl: string): URL | null {
  if (!/^https?:\/\/[\x21-\x7e]+$/i.test(serviceUrl) || serviceUrl.includes('\\')) return null;
  const url = URL.parse(serviceUrl);
  return url?.username === '' && url.password === '' ? url : null;
}

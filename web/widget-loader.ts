import { host, type WidgetSettings } from './widget-settings.ts';

/** Path of the widget itself, without its first slash; filled in when this file is bundled. */
declare const widgetPath: string;

type Policy = { readonly createScriptURL: (url: string) => string };
type TrustedTypes = { readonly createPolicy: (name: string, rules: Policy) => Policy };

function settingsOf(script: HTMLScriptElement): WidgetSettings {
  const { creditor = '', lang, ref } = script.dataset;
  const spoken = (lang ?? document.documentElement.lang).slice(0, 2).toLowerCase();
  return {
    base: new URL('.', script.src).href,
    creditor,
    language: spoken === 'fr' || spoken === 'en' ? spoken : null,
    reference: ref ?? new URLSearchParams(location.search).get('ref'),
  };
}

/** Loads a file of the service; several run in the order in which they were asked for. */
function loader(origin: HTMLScriptElement): (url: string) => void {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('solde', { createScriptURL: (url) => url });
  return (url) => {
    const script = document.createElement('script');
    script.async = false;
    script.nonce = origin.nonce;
    script.referrerPolicy = 'origin'; // names this site, whatever its own policy, and never its page
    script.addEventListener('error', () => {
      window.console.error(`Solde: ${url} could not be loaded. Is it allowed by this page's content security policy?`);
    });
    script.src = policy?.createScriptURL(url) ?? url;
    document.head.append(script);
  };
}

function begin(script: HTMLScriptElement): void {
  if (host.Solde !== undefined) {
    window.console.error('Solde: the widget is in this page already.');
    return;
  }
  const settings = settingsOf(script);
  if (settings.creditor === '') {
    window.console.error('Solde: the script needs data-creditor, the name of the chat.');
    return;
  }
  host.Solde = { settings };
  const load = loader(script);
  load(settings.base + widgetPath);
  load(`${settings.base}widget/${encodeURIComponent(settings.creditor)}.js`);
}

if (document.currentScript instanceof HTMLScriptElement) begin(document.currentScript);
else window.console.error('Solde: load widget.js as a classic script, without type="module".');

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Page } from 'playwright-core';

/** How Teams lays cards out, as far as its host configuration is known; charts it draws itself are not here. */
const host = {
  ...{ supportsInteractivity: true, fontFamily: '"Segoe UI", system-ui, sans-serif' },
  actions: { maxActions: 6, actionsOrientation: 'Horizontal', actionAlignment: 'Left', buttonSpacing: 8 },
  ...{ spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 } },
  containerStyles: {
    default: {
      backgroundColor: '#FFFFFF',
      foregroundColors: {
        default: { default: '#242424', subtle: '#595959' },
        accent: { default: '#4F52B2', subtle: '#4F52B2' },
      },
    },
  },
  textBlock: { headingLevel: 2 },
  inputs: { label: { inputSpacing: 'Small', requiredInputs: { suffix: ' *', suffixColor: 'Attention' } } },
};

let bundled: Promise<string> | null = null;

/** The renderer as one script; its carousel's styles are left out, which no card of ours has. */
async function renderer(): Promise<string> {
  const made = await build({
    entryPoints: [fileURLToPath(import.meta.resolve('adaptivecards'))],
    ...{ bundle: true, write: false, format: 'iife', globalName: 'AC', loader: { '.css': 'empty' } },
  });
  return made.outputFiles[0]?.text ?? '';
}

const styles = `body{margin:0;padding:16px;background:#f5f5f5;font:14px "Segoe UI",system-ui,sans-serif}
h1{font-size:14px;color:#595959}main{background:#fff;border:1px solid #d1d1d1;border-radius:6px;max-width:860px}
.ac-pushButton{font:inherit;padding:6px 12px;border:1px solid #8a8a8a;border-radius:4px;background:#fff;color:#242424;cursor:pointer}
.ac-anchor{color:#4F52B2}.ac-input{font:inherit;padding:6px;border:1px solid #8a8a8a;border-radius:4px}
:focus-visible{outline:3px solid #4F52B2;outline-offset:1px}.ac-overflow-menu,.ac-ctrl-popup-container{background:#fff;border:1px solid #8a8a8a}`;

/** Draws a card with the public renderer; what it finds wrong with it comes back. */
export async function drawCard(page: Page, card: unknown, language: string): Promise<readonly string[]> {
  bundled ??= renderer();
  await page.setContent(
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>card</title><style>${styles}</style><header><h1>Teams</h1></header><main></main></html>`,
  );
  await page.addScriptTag({ content: await bundled });
  return await page.evaluate<string[]>(`(() => {
    window.pressed = [];
    const card = new AC.AdaptiveCard();
    card.hostConfig = new AC.HostConfig(${JSON.stringify(host)});
    card.onExecuteAction = ({ data }) => { if (data !== undefined) window.pressed.push(JSON.stringify(data)); };
    const context = new AC.SerializationContext();
    card.parse(${JSON.stringify(card)}, context);
    document.querySelector('main').appendChild(card.render());
    // Those behind "more" are counted too: how many are in sight is another test.
    const failed = card.validateProperties().validationEvents.map(({ message }) => message).filter((of) => !of.startsWith('Maximum number of actions'));
    return [...Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message), ...failed];
  })()`);
}

/** What the Tab key reaches from the beginning of the page to its end, each by the words a screen reader says. */
export async function tabStops(page: Page): Promise<readonly string[]> {
  const stops: string[] = [];
  await page.evaluate('document.activeElement.blur()');
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate<string | null>(`(() => {
      const at = document.activeElement;
      if (at === null || at === document.body || at.dataset.seen) return null;
      at.dataset.seen = 'yes';
      const labels = at.labels ? [...at.labels].map(({ textContent }) => textContent).join(' ') : '';
      const by = (at.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
      return at.getAttribute('aria-label') || by || labels || at.title || at.textContent;
    })()`);
    if (stop === null) return stops;
    stops.push(stop.trim());
  }
}

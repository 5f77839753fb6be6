/**
 * The launcher and the panel. A constructed style sheet, since a page with a strict content policy allows no other. `medium` is the
 * text size the visitor chose; `rem` would be what the page makes of it.
 */
export const widgetStyle = `
:host { all: initial !important; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
aside {
  --brand: #0d5c56; --on-brand: #fff; --focus: #b45309; --edge: rgb(13 40 38 / 18%);
  font: medium/1.3 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
}
button {
  position: fixed; z-index: 2147483000;
  right: max(1.25em, env(safe-area-inset-right)); bottom: max(1.25em, env(safe-area-inset-bottom));
  display: flex; align-items: center; gap: .55em; min-height: 3.25em; margin: 0; padding: .5em 1.25em .5em 1em;
  border: 2px solid transparent; border-radius: 999px; background: var(--brand); color: var(--on-brand);
  font: inherit; font-weight: 650; cursor: pointer; box-shadow: 0 .35em 1.25em rgb(10 30 28 / 28%);
}
@media (hover: hover) { button:hover { background: #0a4a45; } }
button:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px var(--focus); }
button[aria-expanded='true'] { padding: .5em; width: 3.25em; justify-content: center; }
svg { flex: none; width: 1.5em; height: 1.5em; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.badge {
  position: absolute; top: -.35em; right: -.1em; min-width: 1.5em; padding: .1em .35em; border-radius: 999px;
  background: #a3261f; color: #fff; font-size: .8em; text-align: center; font-variant-numeric: tabular-nums;
}
.badge::after { content: attr(data-count) / ''; }
dialog {
  position: fixed; z-index: 2147483000; inset: auto; right: max(1.25em, env(safe-area-inset-right)); bottom: 5.5em;
  width: min(25em, 100vw - 2.5em); height: min(40em, 100dvh - 7em); max-width: none; max-height: none;
  margin: 0; padding: 0; border: 1px solid var(--edge); border-radius: 1.25em; overflow: hidden; background: Canvas;
  box-shadow: 0 1em 3.5em rgb(10 30 28 / 30%);
}
dialog::backdrop { background: none; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
@media (max-width: 36rem), (max-height: 30rem) {
  dialog { inset: var(--top, 0) 0 auto; width: 100vw; height: var(--height, 100dvh); border: 0; border-radius: 0; }
}
@media (max-width: 22rem) {
  button { padding: .5em; width: 3.25em; justify-content: center; }
  .text { display: none; }
}
@media (prefers-reduced-motion: no-preference) {
  dialog[open] { animation: rise .18s ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(.75em); } }
}
@media (forced-colors: active) { button, dialog { border-color: CanvasText; } .badge { border: 1px solid CanvasText; } }
@media print { :host { display: none !important; } }
`;
